"""The routing officer's queue: one case after the other, three proposals, one click each."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import may, opens_to
from penata.foundation.refusals import Refused
from penata.foundation.ui.widgets import put_into_form
from penata.public.cases.actions import UNDO_TIME
from penata.public.cases.actions import undo as take_back
from penata.public.cases.models import Case, Step
from penata.public.cases.queries import sight, visible_to

from .. import actions, queries
from ..forms import LABELS, SETTLING, RouteForm, SettleForm, settle_forms
from ..rules import clean_words, numbers

ROUTE = may("cases.route")


@opens_to(ROUTE)
def queue(request: Request) -> HttpResponse:
    """The case asked for, else the first; with the bar to undo the last choice for ten seconds."""
    return _page(request, clean_words(request.GET.get("case", "")))


def _page(request: Request, reference: str, faulty: SettleForm | None = None, act: str = "") -> HttpResponse:
    seen, now = sight(request.standing), timezone.now()
    page, words = queries.routing_page(seen, reference, at=now), clean_words(request.GET.get("words", ""))
    step = next(iter(numbers([request.GET.get("undo", "")])), None)
    forms = settle_forms(page.case, page.waits_as) if page.case else {}
    if faulty is not None and act in forms:
        forms[act] = faulty
    context = {
        "page": page,
        "words": words,
        "targets": queries.targets(words, page.case.area_id if page.case else None, on=seen.on) if words else [],
        "undoable": queries.undoable(step, request.standing.account_id, at=now, seconds=UNDO_TIME.seconds),
        "is_gone": bool(reference) and (page.case is None or page.case.reference != reference),
        "acts": [(name, LABELS[name], form) for name, form in forms.items()],
        "faulty": faulty,
        "open_act": act,
    }
    return render(request, "desk/routing.html", context, status=200 if faulty is None else 422)


@opens_to(ROUTE)
@require_POST
def settle(request: Request, reference: str, act: str) -> HttpResponse:
    """One of the other acts on a waiting case; an invalid form comes back with what was typed."""
    case = visible_to(sight(request.standing)).filter(reference=reference[:24]).first()
    if case is None or act not in SETTLING:
        raise Http404
    form = SETTLING[act](request.POST, auto_id=f"id_{act}_%s")
    if form.is_valid():
        typed = {name: value for name, value in form.cleaned_data.items() if name != "waits_as"}
        return _settled(request, case, act, form, typed)
    return _page(request, reference, form, act)


def _settled(request: Request, case: Case, act: str, form: SettleForm, typed: dict[str, Any]) -> HttpResponse:
    who: dict[str, Any] = {"by": request.actor, "at": timezone.now(), "standing": request.standing}
    try:
        actions.settle(case, act, waits_as=form.cleaned_data["waits_as"], typed=typed, **who)
    except Refused as refusal:
        if refusal.field in form.fields:
            put_into_form(form, refusal)
            return _page(request, case.reference, form, act)
        messages.error(request, str(refusal))
        return redirect("desk:routing")
    said = {"reference": case.reference, "act": str(LABELS[act])}
    messages.success(request, gettext("%(reference)s: %(act)s, selesai.") % said)
    stays = f"?{urlencode({'case': case.reference})}" if act == "verify" else ""
    return redirect(reverse("desk:routing") + stays)


@opens_to(ROUTE)
@require_POST
def choose(request: Request, reference: str) -> HttpResponse:
    """Send the case to a proposal or a position; then the next case, with ten seconds to undo."""
    case = visible_to(sight(request.standing)).filter(reference=reference[:24]).first()
    if case is None:
        raise Http404
    form = RouteForm(request.POST)
    try:
        step = _choose(request, case, form.cleaned_data if form.is_valid() else {})
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:routing")
    return redirect(f"{reverse('desk:routing')}?{urlencode({'undo': step.pk})}")


def _choose(request: Request, case: Case, typed: dict[str, Any]) -> Step:
    """The choice as it was sent. Refused("desk.no_such_proposal") when it names nothing."""
    target = _target(case, typed)
    if not target:
        raise Refused("desk.no_such_proposal")
    return actions.choose(
        case,
        waits_as=typed["waits_as"],
        kind=typed["kind"],
        because=typed["because"],
        by=request.actor,
        at=timezone.now(),
        standing=request.standing,
        **target,
    )


def _target(case: Case, typed: dict[str, Any]) -> dict[str, Any]:
    if typed.get("proposal"):
        return queries.proposed(case, typed["proposal"], typed["waits_as"])
    return {"to": typed["to"], "function_id": typed["function"]} if typed.get("to") else {}


@opens_to(ROUTE)
@require_POST
def undo(request: Request) -> HttpResponse:
    """Take the last choice back; the case is shown again."""
    key = next(iter(numbers([request.POST.get("step", "")])), 0)
    step = Step.objects.filter(pk=key, by_id=request.standing.account_id).select_related("case").first()
    if step is None:
        raise Http404
    try:
        case = take_back(step, by=request.actor, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:routing")
    messages.success(request, gettext("Penyaluran %(reference)s dibatalkan.") % {"reference": case.reference})
    return redirect(f"{reverse('desk:routing')}?{urlencode({'case': case.reference})}")
