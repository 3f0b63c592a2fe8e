"""Targets and limits with who set them; which screens are sent to me."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, may, opens_to
from penata.foundation.refusals import Refused
from penata.foundation.ui.widgets import put_into_form

from .. import actions, queries
from ..forms import SubscribeForm, TargetForm
from ..rules import FIGURES
from .asking import place_of, query_of


@opens_to(may("dashboards.targets"))
def targets(request: Request) -> HttpResponse:
    today = queries.today()
    units = queries.choices_of_units(queries.viewer(request.standing), today)
    asked = request.GET.get("figure", "")
    initial = {"since": today, "figure": asked if asked in FIGURES else "on_time", "unit": request.GET.get("unit", "")}
    form = (
        TargetForm(request.POST, units=units) if request.method == "POST" else TargetForm(units=units, initial=initial)
    )
    if request.method == "POST" and form.is_valid() and _set(request, form):
        return redirect("dashboards:targets")
    set_before, limits = queries.targets(today)
    context = {"form": form, "targets": set_before, "limits": limits}
    return render(request, "dashboards/targets.html", context, status=422 if form.errors else 200)


@opens_to(STAFF)
def subscribe(request: Request, board: str) -> HttpResponse:
    """Have this screen sent, and what is sent already."""
    place = place_of(request, board, queries.viewer(request.standing))
    form = SubscribeForm(request.POST) if request.method == "POST" else SubscribeForm()
    if request.method == "POST" and form.is_valid():
        try:
            actions.subscribe(
                place, account_id=request.standing.account_id or 0, by=request.actor, at=timezone.now(),
                **form.cleaned_data,
            )  # fmt: skip
            messages.success(request, _("Dasbor ini akan dikirimkan kepada Anda."))
            return redirect(f"{request.path}?{query_of(place)}")
        except Refused as refusal:
            put_into_form(form, refusal)
    rows = queries.subscriptions_of(request.standing.account_id)
    context = {"form": form, "place": place, "rows": rows, "title": place.name or queries.BOARDS[board]}
    return render(request, "dashboards/subscribe.html", context, status=422 if form.errors else 200)


@opens_to(STAFF)
@require_POST
def unsubscribe(request: Request, key: int) -> HttpResponse:
    row = queries.subscriptions_of(request.standing.account_id).filter(pk=key).first()
    if row is None:
        raise Http404
    actions.unsubscribe(row, by=request.actor, at=timezone.now())
    messages.success(request, _("Kiriman dihentikan."))
    return redirect("dashboards:subscribe", board=row.board)


def _set(request: Request, form: TargetForm) -> bool:
    said = form.cleaned_data
    common = {
        "figure": said["figure"], "unit": queries.unit(said["unit"]), "since": said["since"],
        "because": said["because"], "by": request.actor, "at": timezone.now(),
    }  # fmt: skip
    try:
        if said["what"] == "limits":
            actions.set_limits(**common)
        else:
            actions.set_target(value=said["value"], **common)
    except Refused as refusal:
        put_into_form(form, refusal)
        return False
    messages.success(request, _("Sudah ditetapkan. Dasbor memakainya mulai sekarang."))
    return True
