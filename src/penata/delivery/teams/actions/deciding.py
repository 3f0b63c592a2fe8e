"""What the acts on a request share: holding it, asking the superior, putting to work, closing."""

from __future__ import annotations

from datetime import datetime

from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.people.queries import accounts_of

from .. import queries
from ..models import Membership, Request, Team
from .keeping import accounts, assign, day, days, journal, leading, locked
from .telling import consent_page, say


def close(request: Request, state: str, answer: str, *, by: Actor, at: datetime) -> None:
    """End a request: who, when, and what was said."""
    request.state, request.answer = state, answer
    request.decided_at, request.decided_by = at, by.label[:200]
    request.save()


def ask_superior(request: Request, found: queries.Seat, *, by: Actor, at: datetime) -> None:
    """His superior, or who answers in his place, is asked; the request waits for him."""
    if found.superior_id is None:
        raise Refused("teams.nobody_above", field="person", name=found.name)
    request.state, request.superior_id = Request.State.ASKED, found.superior_id
    request.save()
    told = accounts_of(found.superior_id, day(at))
    words = {"name": found.name, "hours": request.hours}
    say("asked", request.team, told, by=by, at=at, link=consent_page(request), **words)


def assigned(request: Request, team: Team, *, because: str, by: Actor, at: datetime) -> Membership:
    """Put to work, journaled and told: himself, and those who lead the team."""
    member = assign(request, team, at=at)
    journal(
        "assign", team, by=by, at=at, because=because, person=request.person, letter=member.letter_number,
        role=request.role, hours=request.hours, days=days(request.period), way=request.way,
    )  # fmt: skip
    told = [*accounts(request.person), *leading(team, day(at))]
    words = {"name": request.person.name, "letter": member.letter_number, "text": request.part}
    say("assigned", team, told, by=by, at=at, **words)
    return member


def held(request: Request) -> tuple[Team, Request]:
    """The team, locked, and the request as it is now. Refused: `teams.dissolved`."""
    team = locked(request.team)
    found = Request.objects.select_for_update(of=("self",)).select_related("person").get(pk=request.pk)
    found.team = team
    return team, found
