"""The superior's consent, the team's answer to a volunteer, and taking a request back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.rules import STAFF, opens_to

from .. import actions, queries
from ..forms import AnswerForm
from ..models import Request
from ..rules import load_with
from .opening import do, posted, sight_of, who

ROWS = Request.objects.select_related("team__decree", "person")


@opens_to(STAFF)
def consents(request: HttpRequest) -> HttpResponse:
    """What waits for my consent, and volunteers who wait for my team."""
    on, standing = timezone.localdate(), request.standing
    waiting = queries.request_rows(queries.consents(standing, on).order_by("asked_at", "pk"), on)
    offers = queries.request_rows(queries.offers(standing, on).order_by("asked_at", "pk"), on)
    hours = queries.load_of([row.request.person_id for row in (*waiting, *offers)], on)
    context = {
        "waiting": [(row, load_with(hours[row.request.person_id], row.request.hours)) for row in waiting],
        "offers": [(row, load_with(hours[row.request.person_id], row.request.hours)) for row in offers],
    }
    return render(request, "teams/consents.html", context)


@opens_to(STAFF)
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """One request for consent, with the load that it would make; agree, or refuse with a reason."""
    asked = get_object_or_404(ROWS, pk=pk)
    if not queries.may_consent(asked, request.standing, timezone.localdate()):
        raise Http404
    if asked.state != Request.State.ASKED:
        return _answered(request, "teams:consents")
    form = AnswerForm(**posted(request))

    def act() -> str:
        if "refuse" in request.POST:
            actions.refuse(asked, because=form.cleaned_data["because"], **who(request))
        else:
            actions.consent(asked, answer=form.cleaned_data["because"], **who(request))
        return reverse("teams:consents")

    return do(request, form, act, "teams/consent.html", _shown(asked), done=_("Jawaban Anda tercatat."))


@opens_to(STAFF)
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """A volunteer, with the load that it would make; welcome him, or say why not."""
    offered = get_object_or_404(ROWS, pk=pk)
    if not queries.may_answer(offered, sight_of(request)):
        raise Http404
    if offered.state != Request.State.OFFERED:
        return _answered(request, "teams:consents")
    form = AnswerForm(**posted(request))

    def act() -> str:
        if "refuse" in request.POST:
            actions.decline(offered, because=form.cleaned_data["because"], **who(request))
        else:
            actions.welcome(offered, **who(request))
        return offered.team.get_absolute_url()

    return do(request, form, act, "teams/offer.html", _shown(offered), done=_("Jawaban Anda tercatat."))


@opens_to(STAFF)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an offer of one's own, or what the team asked."""
    asked, standing = get_object_or_404(ROWS, pk=pk), request.standing
    is_own = asked.person_id == standing.person_id and asked.way == "volunteered"
    if not is_own and not queries.ties(asked.team, sight_of(request)).decides:
        raise Http404
    back = reverse("teams:mine") if is_own else asked.team.get_absolute_url()
    if asked.decided_at is not None:
        return _answered(request, back)
    form = AnswerForm(**posted(request))

    def act() -> str:
        actions.withdraw(asked, because=form.cleaned_data["because"], **who(request))
        return back

    return do(request, form, act, "teams/withdraw.html", _shown(asked) | {"back": back}, done=_("Ditarik kembali."))


def _answered(request: HttpRequest, address: str) -> HttpResponse:
    messages.info(request, _("Permintaan itu sudah dijawab."))
    return redirect(address)


def _shown(asked: Request) -> dict[str, Any]:
    """A request with the load that it would make."""
    on = timezone.localdate()
    hours = queries.load_of([asked.person_id], on)[asked.person_id]
    return {
        "asked": asked,
        "row": queries.request_rows(Request.objects.filter(pk=asked.pk), on)[0],
        "team_row": queries.rows_of([asked.team], on)[0],
        "load": load_with(hours),
        "then": load_with(hours, asked.hours),
        "shares": queries.shares_of([asked.person_id], on),
        "on": on,
    }
