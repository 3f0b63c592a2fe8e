"""What every act on a case does: lock it, check the rule, change the row, write the step and the journal."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.structure import queries as structure

from ..models import Assignment, Case, Handover, Step
from ..queries import Seat, parties
from ..rules import Act, Clocks, State, acts_open, clean, due_day, next_state

_CLOCKS = Clocks.__slots__


def begin(case: Case, act: Act, *, standing: Standing | None, at: datetime) -> State:
    """Lock the case, read it anew, and say the state after the act.

    `standing` is the right of who acts; None trusts the caller (the system, the reporter by his secret, an import).
    Refused: "cases.not_now" when the act does not fit the state, "cases.not_yours" when it is not his to do.
    """
    case.refresh_from_db(from_queryset=Case.objects.select_for_update())
    after = next_state(act, case.state)
    if standing is not None:
        handover = open_handover(case)
        found = parties(case, handover, standing, on=day(at))
        if act not in acts_open(case.state, found, has_handover=handover is not None):
            waits = handover is not None and act in acts_open(case.state, found, has_handover=False)
            raise Refused("cases.handover_open" if waits else "cases.not_yours")
    return after


def day(at: datetime) -> date:
    """The city's day of an instant."""
    return timezone.localtime(at).date()


def open_handover(case: Case) -> Handover | None:
    """The handover that waits for a decision, if there is one."""
    return Handover.objects.filter(case=case, state=Handover.State.PROPOSED).first()


def clocks_of(case: Case) -> Clocks:
    """The deadlines that the row has."""
    return Clocks(**{name: getattr(case, name) for name in _CLOCKS})


def set_clocks(case: Case, clocks: Clocks) -> None:
    """Put the deadlines on the row; `keep` writes them."""
    for name in _CLOCKS:
        setattr(case, name, getattr(clocks, name))


def moved(before: Clocks, after: Clocks) -> dict[str, Any]:
    """The facts of a step that moved deadlines; the database asks for them."""
    return {"before": before.as_json(), "after": after.as_json()}


def keep(case: Case, **values: Any) -> None:
    """Write the changed values, and the day to look at that follows from them.

    When another deadline begins to run, nobody up the line has been told of it yet.
    """
    for name, value in values.items():
        setattr(case, name, value)
    due = due_day(case.state, clocks_of(case), has_reply=case.replied_at is not None)
    if due != case.due_on:
        case.due_on, case.escalation = due, None
    case.save(update_fields=[*dict.fromkeys([*values, *_CLOCKS, "due_on", "escalation"])])


def write_step(
    case: Case,
    kind: Step.Kind,
    *,
    by: Actor,
    at: datetime,
    text: str = "",
    is_public: bool = True,
    title: str = "",
    position_id: int | None = None,
    **facts: Any,
) -> Step:
    """Add a line to what happened. `title` is the position's as residents read it; `facts`, what was so then."""
    return Step.objects.create(
        case=case,
        kind=kind,
        at=at,
        by_id=by.id,
        by_label=by.label[:200],
        position_id=position_id,
        title_then=title[:250],
        text=text,
        is_public=is_public,
        facts=facts,
    )


def write_journal(case: Case, act: Act | str, *, by: Actor, at: datetime, because: str = "", **details: Any) -> None:
    """One entry per act. Neither its label nor its details ever say who the reporter is or what he wrote."""
    record(by=by, act=f"cases.{act}", about=("cases.case", case.pk, case.reference), because=because, at=at, **details)


def own_title(case: Case, at: datetime) -> str:
    """The title of the position that has the case, as residents read it."""
    found = structure.position_titles([case.position_id], day(at)).get(case.position_id) if case.position_id else None
    return found[0] if found else ""


def move_assignment(
    case: Case, seat: Seat, *, way: Assignment.Way, by: Actor, at: datetime, reason: dict[str, Any]
) -> Assignment:
    """End the open assignment and begin the next; the case says the same position."""
    end_assignment(case, at=at)
    case.position_id, case.unit_id = seat.position_id, seat.unit_id
    return Assignment.objects.create(
        case=case,
        position_id=seat.position_id,
        unit_id=seat.unit_id,
        way=way,
        since=at,
        by_label=by.label[:200],
        reason={**reason, "seat": seat.as_json()},
    )


def end_assignment(case: Case, *, at: datetime) -> None:
    """Nobody has the case from this instant."""
    Assignment.objects.filter(case=case, until__isnull=True).update(until=at)


def end_handover(case: Case, *, by: Actor, at: datetime, answer: str, state: str = Handover.State.RETURNED) -> bool:
    """Decide a handover that still waits, because the case goes another way."""
    return bool(
        Handover.objects.filter(case=case, state=Handover.State.PROPOSED).update(
            state=state, decided_at=at, decided_by=by.label[:200], answer=answer
        )
    )


def required(text: str, code: str, field: str) -> str:
    """The text without its margins and control characters; Refused(code) when nothing is left."""
    stripped = clean(text)
    if not stripped:
        raise Refused(code, field=field)
    return stripped
