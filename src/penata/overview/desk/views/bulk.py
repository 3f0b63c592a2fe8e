"""One act on many cases: first what will happen, then what has happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.refusals import Refused
from penata.foundation.ui.widgets import put_into_form
from penata.public.cases.models import Case
from penata.public.cases.queries import Sight, sight

from .. import actions, queries
from ..forms import BulkForm
from ..rules import BULK_ACTS, numbers

ACTS: dict[str, Callable[..., actions.Outcome]] = {
    "start": actions.start_many,
    "note": actions.note_many,
    "assign": actions.assign_many,
}
MOST_NAMED = 10


@opens_to(STAFF)
def bulk(request: Request) -> HttpResponse:
    """GET names what will happen to the ticked cases; POST does it."""
    said = request.POST if request.method == "POST" else request.GET
    seen = sight(request.standing)
    act = said.get("act", "") if said.get("act", "") in BULK_ACTS else "start"
    chosen = queries.chosen_cases(seen, numbers(said.getlist("case")))
    if not chosen:
        messages.warning(request, gettext("Pilih sekurangnya satu laporan."))
        return redirect("desk:desk")
    colleagues = queries.colleagues(seen, seen.on) if act == "assign" else []
    typed = request.POST if request.method == "POST" else None
    form = BulkForm(typed, act=act, colleagues=colleagues)
    if request.method == "POST" and (outcome := _done(request, act, form, chosen, seen)):
        _tell(request, outcome)
        return redirect("desk:desk")
    context = {"act": act, "chosen": chosen, "form": form, "may_assign": act != "assign" or bool(colleagues)}
    return render(request, "desk/bulk.html", context, status=422 if request.method == "POST" else 200)


def _done(request: Request, act: str, form: BulkForm, chosen: list[Case], seen: Sight) -> actions.Outcome | None:
    if not form.is_valid():
        return None
    typed: dict[str, Any] = form.cleaned_data
    try:
        return ACTS[act](chosen, **typed, by=request.actor, at=timezone.now(), standing=seen.standing)
    except Refused as refusal:
        put_into_form(form, refusal)
        return None


def _tell(request: Request, outcome: actions.Outcome) -> None:
    """ "38 dikerjakan, 2 tidak: …" """
    if outcome.done:
        n = len(outcome.done)
        done = ngettext("%(n)s laporan selesai diproses.", "%(n)s laporan selesai diproses.", n)
        messages.success(request, done % {"n": n})
    if outcome.refused:
        n = len(outcome.refused)
        said = ngettext("%(n)s laporan tidak diproses: %(why)s", "%(n)s laporan tidak diproses: %(why)s", n)
        why = " ".join(f"{reference}: {because}" for reference, because in outcome.refused[:MOST_NAMED])
        messages.warning(request, said % {"n": n, "why": why})
