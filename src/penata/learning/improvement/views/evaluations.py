"""Evaluations: the list, one of them, and how one is opened, handed on, closed and opened again."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.ui.templatetags.words import number
from penata.foundation.ui.widgets import attempt
from penata.organization.structure.models import Area, Unit
from penata.organization.structure.queries import area_names, unit_names
from penata.public.catalog.models import Service
from penata.public.catalog.queries import services_on
from penata.public.surveys.models import FollowUp
from penata.public.surveys.models.survey import ELEMENT_WORDS

from .. import actions, queries
from ..forms.evaluations import BecauseForm, ChangeForm, CloseForm, OpenForm
from ..models import Evaluation, Signal
from ..queries import processes
from .common import act_page, evaluation_or_404, led_or_404, posted, today, who


@opens_to(STAFF)
def evaluations(request: Request) -> HttpResponse:
    seen, asked = queries.sight(request.standing, on=today()), request.GET.get("scope", "")
    scope = asked if asked in queries.SCOPES else "open"
    page = Paginator(queries.listed_evaluations(seen, scope), queries.PAGE).get_page(request.GET.get("page"))
    names = queries.unit_names_of(list(page), seen.on)
    rows = [(one, names.get(one.unit_id, "")) for one in page]
    may_open = bool(seen.below) or request.standing.may("improvement.evaluate")
    context = {"page": page, "rows": rows, "tabs": _tabs(scope), "scope": scope, "may_open": may_open, "today": seen.on}
    return render(request, "improvement/evaluations.html", context)


def _tabs(scope: str) -> list[SimpleNamespace]:
    words = {"open": _("Berjalan"), "measured": _("Terukur"), "closed": _("Selesai")}
    return [
        SimpleNamespace(label=label, address=f"?scope={name}", is_current=name == scope, count=None)
        for name, label in words.items()
    ]


@opens_to(STAFF)
def evaluation(request: Request, pk: int) -> HttpResponse:
    found, seen = evaluation_or_404(request, pk)
    cases = queries.cases_under(found, request.standing)[:11]
    bones = queries.bones_of(found.causes.order_by("pk"))
    context: dict[str, Any] = {
        "one": found, "may": queries.may_lead(found, seen), "bones": bones, "today": seen.on,
        "works": queries.works_of(found), "cases": cases[:10], "more": len(cases) > 10,
        "struck": found.causes.filter(struck_at__isnull=False).order_by("pk"), "has_causes": any(b.whys for b in bones),
        "history": queries.history_of(found), "talks": queries.discussed([found], is_staff=True).get(found.pk, []),
        **_names(found),
    }  # fmt: skip
    return render(request, "improvement/evaluation.html", context)


def _names(found: Evaluation) -> dict[str, Any]:
    """What its unit, service, area and element are called today."""
    element = found.counts.get("survey", {}).get("element", "")
    return {
        "unit": unit_names([found.unit_id], today()).get(found.unit_id, ""),
        "service": queries.service_names([found.service_id]).get(found.service_id, "") if found.service_id else "",
        "area": area_names(today()).get(found.area_id, "") if found.area_id else "",
        "element": ELEMENT_WORDS.get(element, ""),
    }


@opens_to(STAFF)
def open_evaluation(request: Request) -> HttpResponse:
    signal, follow_up = _signal(request), _follow_up(request)
    if not queries.sight(request.standing, on=today()).below and not request.standing.may("improvement.evaluate"):
        raise Http404
    form = _open_form(request, signal, follow_up, _of_process(request))
    found = attempt(form, lambda: _opened(request, form.cleaned_data, signal, follow_up))
    if found is not None:
        return redirect(found)
    context: dict[str, Any] = {"form": form, "signal": signal, "follow_up": follow_up}
    if signal is not None:
        context["names"] = queries.names_of([signal], on=today())
    return render(request, "improvement/open.html", context, status=422 if form.is_bound else 200)


def _opened(request: Request, said: dict[str, Any], signal: Any, follow_up: Any) -> Evaluation:
    service, area = said.get("service"), said.get("area")
    subject = queries.Subject(
        unit=said["unit"],
        service=signal.service if signal else Service.objects.get(pk=service) if service else None,
        area=signal.area if signal else Area.objects.get(pk=area) if area else None,
        since=said.get("since"), last_day=said.get("last_day"),
    )  # fmt: skip
    return actions.open_evaluation(
        question=said["question"], because=said["because"], owner=said["owner"], due=said["due"], subject=subject,
        signal=signal, follow_up=follow_up, **who(request),
    )  # fmt: skip


def _signal(request: Request) -> Signal | None:
    """A signal that he sees; 404 for any other."""
    key = request.GET.get("signal", "")
    if not key:
        return None
    found = queries.visible_to(request.standing, on=today()).filter(pk=int(key) if _is_key(key) else 0).first()
    if found is None:
        raise Http404
    return found


def _follow_up(request: Request) -> FollowUp | None:
    key = request.GET.get("follow_up", "")
    if not key:
        return None
    found = FollowUp.objects.select_related("survey").filter(pk=int(key) if _is_key(key) else 0).first()
    if found is None or not queries.may_open(found.unit_id, queries.sight(request.standing, on=today())):
        raise Http404
    return found


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18


def _of_process(request: Request) -> dict[str, Any]:
    """What is asked of a process that he sees, where its time goes as the reason; 404 for any other."""
    key = request.GET.get("process", "")
    if not key:
        return {}
    process = processes.visible_processes(request.standing, on=today()).filter(pk=int(key) if _is_key(key) else 0)
    one = process.first()
    if one is None:
        raise Http404
    found = processes.read(one, processes.Asked()).figures
    initial: dict[str, Any] = {"question": _("Mengapa %(process)s lama?") % {"process": one.name[:150]}}
    if one.unit_id:
        initial["unit"] = Unit.objects.get(pk=one.unit_id).code
    if found is not None and found.steps:
        said = {"step": found.steps[0].step, "share": number(round(found.steps[0].time.share * 100)), "n": found.cases}
        initial["because"] = _("Dari %(n)s permohonan, %(share)s%% waktunya habis pada langkah “%(step)s”.") % said
    return initial | ({"service": one.service_id} if one.service_id else {})


def _open_form(
    request: Request, signal: Signal | None, follow_up: FollowUp | None, initial: dict[str, Any]
) -> OpenForm:
    on = today()
    unit = (signal.unit_id or signal.mostly_unit_id) if signal else follow_up.unit_id if follow_up else None
    if unit is not None:
        initial["unit"] = Unit.objects.get(pk=unit).code
    if follow_up is not None:
        survey, element = follow_up.survey, ELEMENT_WORDS.get(follow_up.element, follow_up.element)
        initial |= {
            "service": survey.service_id, "since": survey.since, "last_day": min(survey.last_day, on),
            "question": _("Mengapa warga kurang puas dengan %(element)s?") % {"element": str(element).lower()},
            "because": follow_up.words[:500],
        }  # fmt: skip
    services = services_on(on).order_by("name").values_list("service_id", "name")
    areas = sorted(area_names(on).items(), key=lambda pair: pair[1])
    return OpenForm(
        **posted(request), initial=initial, services=list(services), areas=areas, of_signal=signal is not None
    )


@opens_to(STAFF)
def change(request: Request, pk: int) -> HttpResponse:
    found = led_or_404(request, pk)
    form = ChangeForm(**posted(request), initial={"owner": found.owner, "due": found.due})
    return act_page(
        request, form, lambda: actions.change_evaluation(found, **form.cleaned_data, **who(request)),
        title=_("Ubah penanggung jawab atau tenggat"), back=found.get_absolute_url(), button=_("Simpan"),
    )  # fmt: skip


@opens_to(STAFF)
def close(request: Request, pk: int) -> HttpResponse:
    found = led_or_404(request, pk)
    form = CloseForm(**posted(request))
    return act_page(
        request, form, lambda: actions.close_evaluation(found, **form.cleaned_data, **who(request)),
        title=_("Selesaikan evaluasi"), back=found.get_absolute_url(), done=_("Evaluasi selesai."),
    )  # fmt: skip


@opens_to(STAFF)
def reopen(request: Request, pk: int) -> HttpResponse:
    found = led_or_404(request, pk, closed=True)
    form = BecauseForm(**posted(request))
    return act_page(
        request, form, lambda: actions.reopen_evaluation(found, **form.cleaned_data, **who(request)),
        title=_("Buka kembali evaluasi"), back=reverse("improvement:evaluation", args=[pk]),
        done=_("Evaluasi dibuka kembali: cari sebab yang lain."),
    )  # fmt: skip
