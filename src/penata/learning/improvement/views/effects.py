"""By what an effect is seen, and its weeks as a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.tables.exports import stream_csv
from penata.foundation.ui.widgets import attempt

from .. import actions, exports, queries
from ..forms.effects import ChooseForm, FixForm
from ..models import Effect, Measure
from ..rules.metrics import Metric
from .common import evaluation_or_404, measure_or_404, today, who


@opens_to(STAFF)
def fix(request: Request, pk: int) -> HttpResponse:
    """The first form asks in the address, the second fixes: with whom it is compared, as proposed or otherwise."""
    measure = measure_or_404(request, pk)
    if measure.started_at is not None:
        raise Http404
    subjects = queries.subjects_of(measure.evaluation, today())
    choose = ChooseForm(request.GET or None, subjects=subjects, initial=_initial(measure))
    context: dict[str, Any] = {"measure": measure, "choose": choose}
    if not (choose.is_bound and choose.is_valid()):
        return render(request, "improvement/effect.html", context, status=422 if choose.is_bound else 200)
    return _compared(request, measure, choose.cleaned_data, context)


def _compared(request: Request, measure: Measure, said: dict[str, Any], context: dict[str, Any]) -> HttpResponse:
    by, _colon, key = said["subject"].partition(":")
    metric, weeks, element = Metric(said["metric"]), min(said["weeks_before"], 26), said["element"]
    element = element if metric is Metric.ELEMENT else ""
    proposal, names = queries.proposal(metric, by, key, weeks=weeks, on=today(), element=element)
    alike = proposal.alike if proposal else ()
    first = [one.key for one in alike]
    others = [(one, names[one]) for one in [*first, *sorted(set(names) - {key, *first}, key=names.__getitem__)]]
    initial = {"compared": first, "why_compared": queries.why_alike(metric, proposal, names) if proposal else ""}
    form = FixForm(request.POST if request.method == "POST" else None, others=others, initial=initial)
    wanted = {name: said[name] for name in ("metric", "starts_on", "weeks_before", "weeks_after")}
    wanted |= {"by": by, "treated": key, "element": element}
    done = attempt(form, lambda: actions.fix_effect(measure, _fixed(wanted, form.cleaned_data), **who(request)))
    if done is not None:
        messages.success(request, _("Ukuran pengaruh ditetapkan."))
        return redirect(measure.get_absolute_url())
    context |= {"form": form, "proposal": proposal, "names": names, "metric": metric.value}
    return render(request, "improvement/effect.html", context, status=422 if form.is_bound else 200)


def _fixed(wanted: dict[str, Any], said: dict[str, Any]) -> actions.Fixed:
    return actions.Fixed(**wanted, compared=said["compared"], why_compared=said["why_compared"])


def _initial(measure: Measure) -> dict[str, Any]:
    """As it was fixed before, when it was."""
    effect = Effect.objects.filter(measure=measure).first()
    if effect is None:
        return {}
    names = ("metric", "element", "starts_on", "weeks_before", "weeks_after")
    return {name: getattr(effect, name) for name in names} | {"subject": f"{effect.by}:{effect.treated}"}


@opens_to(STAFF)
def weeks(request: Request, pk: int) -> HttpResponseBase:
    """Both sides week by week, for those who see the evaluation."""
    effect = get_object_or_404(Effect.objects.select_related("measure"), pk=pk, measured_at__isnull=False)
    evaluation_or_404(request, effect.measure.evaluation_id)
    return stream_csv(exports.WEEK_COLUMNS, exports.week_rows(effect), f"effect-{effect.pk}")
