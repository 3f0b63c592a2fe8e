"""The superior's word: consent makes a letter of assignment, a refusal has a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from .. import queries
from ..models import Membership, Request
from ..rules import Act, next_state
from .deciding import assigned, close, held
from .keeping import accounts, day, journal, leading, said
from .telling import own_page, say


@transaction.atomic
def consent(
    request: Request, *, answer: str = "", by: Actor, at: datetime, standing: Standing | None = None
) -> Membership:
    """The superior agrees that his subordinate works in the team; the letter of assignment is numbered at once
    (PermenPANRB 7/2022: assignment across units). While he is away his substitute decides, then who stands above.

    Refused: `teams.request_ended`, `teams.not_your_consent`, `teams.member_already`, `teams.has_leader`,
    `teams.dissolved`.
    """
    team, request = held(request)
    _may(request, standing, at)
    close(request, next_state(Act.CONSENT, request.state), answer.strip(), by=by, at=at)
    return assigned(request, team, because=answer.strip(), by=by, at=at)


@transaction.atomic
def refuse(request: Request, *, because: str, by: Actor, at: datetime, standing: Standing | None = None) -> Request:
    """The superior does not agree, and says why.

    Refused: `teams.request_ended`, `teams.not_your_consent`, `teams.reason_missing`, `teams.dissolved`.
    """
    team, request = held(request)
    _may(request, standing, at)
    because = said(because, "teams.reason_missing", "because")
    close(request, next_state(Act.REFUSE, request.state), because, by=by, at=at)
    journal("refuse", team, by=by, at=at, because=because, person=request.person)
    told = [*accounts(request.person), *leading(team, day(at))]
    say("refused", team, told, by=by, at=at, name=request.person.name, text=because, link=own_page())
    return request


def _may(request: Request, standing: Standing | None, at: datetime) -> None:
    if standing is not None and not queries.may_consent(request, standing, day(at)):
        raise Refused("teams.not_your_consent")
