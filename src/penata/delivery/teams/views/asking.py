"""Whom a team could ask, asking for someone, offering oneself."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.organization.people.models import Person
from penata.organization.people.queries import persons_like

from .. import actions, queries
from ..forms import InviteForm, VolunteerForm
from ..models import Request, Team
from ..rules import Right, load_with
from .opening import do, open_team, posted, sight_of, who


@opens_to(STAFF)
def candidates(request: HttpRequest, pk: int) -> HttpResponse:
    """Proposals with their reasons, and a search by name; everyone with his load."""
    team, seen = open_team(request, pk, Right.INVITE)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    proposed, coverage = queries.proposals(team, seen.on)
    found = persons_like(words, seen.on, 25) if words else []
    hours = queries.load_of([row.person_id for row in found], seen.on)
    context = {
        "team": team,
        "words": words,
        "proposed": [(one, load_with(one.proposal.candidate.hours)) for one in proposed],
        "coverage": coverage,
        "found": [(row, load_with(hours[row.person_id])) for row in found],
    }
    return render(request, "teams/candidates.html", context)


@opens_to(STAFF)
def invite(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """What teams take of his week, whose consent is needed, and the form that asks."""
    team, seen = open_team(request, pk, Right.INVITE)
    one = get_object_or_404(Person, pk=person)
    form = InviteForm(**posted(request), initial=_first(team, seen))

    def act() -> str:
        return _after(request, actions.invite(team, person=one, **form.values(), **who(request)))

    context = {"team": team, "person": one, **_week(one.pk, seen), "asks": queries.consenter_of(team, one.pk, seen)}
    return do(request, form, act, "teams/invite.html", context, done=_("Permintaan tercatat."))


@opens_to(STAFF)
def volunteer(request: HttpRequest, pk: int) -> HttpResponse:
    """A call, and the form of who offers himself."""
    seen = sight_of(request)
    team = get_object_or_404(queries.calls(seen.on), pk=pk)
    if request.standing.person_id is None:
        raise PermissionDenied
    one = get_object_or_404(Person, pk=request.standing.person_id)
    form = VolunteerForm(**posted(request), initial=_first(team, seen))

    def act() -> str:
        values = {name: value for name, value in who(request).items() if name != "standing"}
        return _after(request, actions.volunteer(team, person=one, **form.values(), **values))

    context = {"team": team, "call": queries.rows_of([team], seen.on)[0], **_week(one.pk, seen)}
    context["skills"] = queries.skills_of([team.pk]).get(team.pk, [])
    return do(request, form, act, "teams/volunteer.html", context, done=_("Tawaran Anda terkirim kepada tim."))


def _first(team: Team, seen: queries.Sight) -> dict[str, Any]:
    return {"since": max(team.since, seen.on), "last_day": team.last_day, "hours": 4}


def _week(person_id: int, seen: queries.Sight) -> dict[str, Any]:
    """What teams take of someone's week, and where he works."""
    hours = queries.load_of([person_id], seen.on)[person_id]
    return {
        "load": load_with(hours),
        "shares": queries.shares_of([person_id], seen.on),
        "seat": queries.seat_of(person_id, seen.on),
        "on": seen.on,
    }


def _after(request: HttpRequest, asked: Request) -> str:
    """To the team, where the request stands; a volunteer to what he offered."""
    if asked.state == Request.State.OFFERED:
        return reverse("teams:mine")
    return asked.team.get_absolute_url()
