""" "Not mine": proposed with reason, article and addressee; accepted or returned; the sender keeps it meanwhile."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from ..models import Assignment, Case, Handover, Step
from ..queries import Seat, seat
from ..rules import Act
from .keeping import (
    begin,
    clocks_of,
    day,
    end_handover,
    keep,
    move_assignment,
    open_handover,
    own_title,
    required,
    write_journal,
    write_step,
)
from .telling import Said, send, to_position, to_reporter


@transaction.atomic
def hand_over(
    case: Case,
    *,
    to: int,
    reason: str,
    because: str,
    article: str,
    by: Actor,
    at: datetime,
    function_id: int | None = None,
    standing: Standing | None = None,
) -> Handover:
    """Propose that another position takes the case. No clock moves.

    `function_id`: what the addressee answers for, when it was chosen from the mandates; the router learns from it.
    Refused: "cases.because_missing", "cases.article_missing", "cases.handover_open", "cases.already_there".
    """
    because = required(because, "cases.because_missing", "because")
    article = required(article, "cases.article_missing", "article")
    begin(case, Act.HAND_OVER, standing=standing, at=at)
    if open_handover(case) is not None:
        raise Refused("cases.handover_open")
    found = seat(to, on=day(at), field="to")
    if found.position_id == case.position_id:
        raise Refused("cases.already_there", field="to")
    handover = _propose(
        case, found, reason=reason, because=because, article=article, function_id=function_id, by=by, at=at
    )
    write_step(
        case,
        Step.Kind.HANDOVER_PROPOSED,
        by=by,
        at=at,
        text=because,
        is_public=False,
        position_id=case.position_id,
        title=own_title(case, at),
        to=found.title,
        unit=found.unit_name,
        article=article,
        reason=reason,
        clocks={"now": clocks_of(case).as_json()},
    )
    write_journal(case, Act.HAND_OVER, by=by, at=at, because=because, to=found.position_id, article=article)
    said = Said(title=found.title, text=because)
    send(case, to_position(case, "handover_proposed", found.position_id, said, on=day(at)), by=by, at=at)
    return handover


def _propose(
    case: Case,
    found: Seat,
    *,
    reason: str,
    because: str,
    article: str,
    function_id: int | None,
    by: Actor,
    at: datetime,
) -> Handover:
    return Handover.objects.create(
        case=case,
        from_position_id=case.position_id or 0,
        from_unit_id=case.unit_id or 0,
        to_position_id=found.position_id,
        to_unit_id=found.unit_id,
        function_id=function_id,
        reason=reason,
        because=because,
        article=article[:300],
        proposed_at=at,
        proposed_by=by.label[:200],
    )


@transaction.atomic
def accept_handover(case: Case, *, by: Actor, at: datetime, standing: Standing | None = None) -> Case:
    """The addressee takes the case. The deadlines stay as they were."""
    state = begin(case, Act.ACCEPT_HANDOVER, standing=standing, at=at)
    handover = _waiting(case)
    sender_id = case.position_id
    found = seat(handover.to_position_id, on=day(at))
    end_handover(case, by=by, at=at, answer="", state=Handover.State.ACCEPTED)
    reason = {
        "because": handover.because,
        "article": handover.article,
        "from_position_id": handover.from_position_id,
        "handover": handover.pk,
    }
    move_assignment(case, found, way=Assignment.Way.HANDED_OVER, by=by, at=at, reason=reason)
    keep(
        case,
        state=state,
        position_id=case.position_id,
        unit_id=case.unit_id,
        function_id=handover.function_id or case.function_id,
        handover_count=case.handover_count + 1,
    )
    write_step(
        case,
        Step.Kind.HANDOVER_ACCEPTED,
        by=by,
        at=at,
        position_id=found.position_id,
        title=found.title,
        to=found.title,
        unit=found.unit_name,
        article=handover.article,
        because=handover.because,
        clocks={"now": clocks_of(case).as_json()},
    )
    write_journal(case, Act.ACCEPT_HANDOVER, by=by, at=at, to=found.position_id, handover=handover.pk)
    said = Said(title=found.title)
    messages = to_position(case, "handover_accepted", sender_id, said, on=day(at)) + to_reporter(case, "assigned", said)
    send(case, messages, by=by, at=at)
    return case


@transaction.atomic
def return_handover(case: Case, *, because: str, by: Actor, at: datetime, standing: Standing | None = None) -> Case:
    """The addressee gives it back with a reason; the sender still has the case."""
    because = required(because, "cases.because_missing", "because")
    begin(case, Act.RETURN_HANDOVER, standing=standing, at=at)
    handover = _waiting(case)
    end_handover(case, by=by, at=at, answer=because)
    write_step(
        case,
        Step.Kind.HANDOVER_RETURNED,
        by=by,
        at=at,
        text=because,
        is_public=False,
        position_id=handover.to_position_id,
        article=handover.article,
    )
    write_journal(case, Act.RETURN_HANDOVER, by=by, at=at, because=because, handover=handover.pk)
    said = Said(text=because)
    send(case, to_position(case, "handover_returned", case.position_id, said, on=day(at)), by=by, at=at)
    return case


def _waiting(case: Case) -> Handover:
    handover = open_handover(case)
    if handover is None:
        raise Refused("cases.no_handover")
    return handover
