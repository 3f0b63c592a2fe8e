"""Who gets a case: verified, chosen by the routing officer, passed down by a head; undone within ten seconds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from penata.foundation.accounts.rules import Standing
from penata.foundation.calendars.queries import calendar
from penata.foundation.journal.rules import Actor
from penata.foundation.notices.actions import take_back
from penata.foundation.refusals import Refused
from penata.public.catalog.queries import promise

from ..models import Assignment, Case, Step
from ..queries import Seat, parties, seat, subtree_of
from ..rules import Act, Clocks, Party, State, clocks_for
from .keeping import (
    begin,
    clocks_of,
    day,
    end_handover,
    keep,
    move_assignment,
    moved,
    open_handover,
    own_title,
    set_clocks,
    write_journal,
    write_step,
)
from .telling import Said, send, to_position, to_reporter

UNDO_TIME = timedelta(seconds=10)


@transaction.atomic
def verify(case: Case, *, by: Actor, at: datetime, standing: Standing | None = None, kind: str = "") -> Case:
    """The report is complete and sensible. `kind` corrects its class, which has clocks of its own."""
    state = begin(case, Act.VERIFY, standing=standing, at=at)
    facts = _change_class(case, kind) if kind and kind != case.kind else {}
    keep(case, state=state, verified_at=at, kind=case.kind, is_suspicious=False)
    write_step(case, Step.Kind.VERIFIED, by=by, at=at, class_now=case.kind, **facts)
    write_journal(case, Act.VERIFY, by=by, at=at, kind=case.kind)
    return case


def _change_class(case: Case, kind: str) -> dict[str, Any]:
    case.kind = kind
    return _new_clocks(case)


def _new_clocks(case: Case) -> dict[str, Any]:
    """Clocks anew from receipt, for the class and the service that the case now has; the facts of the change."""
    before, on = clocks_of(case), day(case.received_at)
    promised = promise(case.service_id, on) if case.service_id is not None else None
    after = clocks_for(case.kind, on, calendar(), promised.days if promised else None)
    if after == before:
        return {}
    set_clocks(case, after)
    return {"clocks": moved(before, after)}


@transaction.atomic
def assign(
    case: Case,
    *,
    to: int,
    because: str = "",
    by: Actor,
    at: datetime,
    standing: Standing | None = None,
    function_id: int | None = None,
    service_id: int | None = None,
    proposal: dict[str, Any] | None = None,
) -> Step:
    """Give the case to a position; the routing officer to any, a head to those below his unit.

    `proposal` is the router's that was chosen, as it was. A service first named now brings its promise.
    Returns the step, by which it can be undone for ten seconds.
    Refused: "cases.already_there", "cases.outside_subtree", "cases.no_such_position".
    """
    state = begin(case, Act.ASSIGN, standing=standing, at=at)
    found = seat(to, on=day(at), field="to")
    if found.position_id == case.position_id and case.state != State.RECEIVED:
        raise Refused("cases.already_there", field="to")
    _within_reach(case, found, standing, at=at)
    before = _before(case)
    _end_waiting_handover(case, by=by, at=at)
    facts = _name_service(case, service_id)
    reason = {"because": because.strip(), **({"proposal": proposal} if proposal else {})}
    move_assignment(case, found, way=Assignment.Way.CHOSEN, by=by, at=at, reason=reason)
    keep(
        case,
        state=state,
        position_id=case.position_id,
        unit_id=case.unit_id,
        function_id=function_id or case.function_id,
        service_id=case.service_id,
        verified_at=case.verified_at or at,
        assigned_at=case.assigned_at or at,
        is_suspicious=False,
    )
    step = _assigned_step(case, found, by=by, at=at, before=before, because=because, proposal=proposal, **facts)
    write_journal(case, Act.ASSIGN, by=by, at=at, because=because, to=found.position_id, unit=found.unit_id)
    _tell_assigned(case, found, step, by=by, at=at)
    return step


def _within_reach(case: Case, found: Seat, standing: Standing | None, *, at: datetime) -> None:
    if standing is None or Party.ROUTER in parties(case, None, standing, on=day(at)):
        return
    if found.unit_id not in subtree_of(standing, on=day(at)):
        raise Refused("cases.outside_subtree", field="to")


def _end_waiting_handover(case: Case, *, by: Actor, at: datetime) -> None:
    if open_handover(case) is not None:
        end_handover(case, by=by, at=at, answer="Laporan disalurkan ulang.")


def _name_service(case: Case, service_id: int | None) -> dict[str, Any]:
    if service_id is None or case.service_id is not None:
        return {}
    case.service_id = service_id
    return _new_clocks(case)


def _before(case: Case) -> dict[str, Any]:
    """What undoing gives back."""
    open_one = Assignment.objects.get(case=case, until__isnull=True)
    instants = {
        name: value.isoformat() if value else None
        for name in ("verified_at", "assigned_at")
        for value in [getattr(case, name)]
    }
    return {
        **instants,
        "state": case.state,
        "position_id": case.position_id,
        "unit_id": case.unit_id,
        "function_id": case.function_id,
        "service_id": case.service_id,
        "way": open_one.way,
        "reason": open_one.reason,
    }


def _assigned_step(
    case: Case, found: Seat, *, by: Actor, at: datetime, before: dict[str, Any], because: str, **facts: Any
) -> Step:
    proposal = facts.pop("proposal", None) or {}
    return write_step(
        case,
        Step.Kind.ASSIGNED,
        by=by,
        at=at,
        position_id=found.position_id,
        title=found.title,
        before=before,
        to=found.title,
        unit=found.unit_name,
        because=because,
        article=" ".join(filter(None, (proposal.get("decree"), proposal.get("article")))),
        due=case.due_on.isoformat() if case.due_on else "",
        **facts,
    )


def _tell_assigned(case: Case, found: Seat, step: Step, *, by: Actor, at: datetime) -> None:
    said = Said(title=found.title)
    kind = "urgent" if case.is_urgent else "assigned"
    messages = [*to_reporter(case, "assigned", said), *to_position(case, kind, found.position_id, said, on=day(at))]
    send(case, messages, by=by, at=at, act=notice_key(step))


def notice_key(step: Step) -> str:
    """The key by which the notices of a step are taken back."""
    return f"cases.step.{step.pk}"


@transaction.atomic
def undo(step: Step, *, by: Actor, at: datetime) -> Case:
    """Take an assignment back within ten seconds: only the one who did it, and only while nothing followed.

    What was told and has not left is never sent. Both assignments stay readable.
    """
    if step.kind != Step.Kind.ASSIGNED or "before" not in step.facts:
        raise Refused("cases.not_undoable")
    case = Case.objects.select_for_update().get(pk=step.case_id)
    newest = Step.objects.filter(case=case).order_by("-at", "-id").first()
    if at > step.at + UNDO_TIME or newest != step or step.by_id is None or step.by_id != by.id:
        raise Refused("cases.too_late_to_undo")
    before = step.facts["before"]
    found = seat(before["position_id"], on=day(at))
    clocks = clocks_of(case)
    facts: dict[str, Any] = {}
    if "clocks" in step.facts:
        earlier = Clocks.from_json(step.facts["clocks"]["before"])
        set_clocks(case, earlier)
        facts = {"clocks": moved(clocks, earlier)}
    move_assignment(case, found, way=Assignment.Way(before["way"]), by=by, at=at, reason=before["reason"])
    restored = ("state", "function_id", "service_id", "verified_at", "assigned_at")
    case.position_id, case.unit_id = found.position_id, found.unit_id
    keep(
        case,
        position_id=case.position_id,
        unit_id=case.unit_id,
        **{name: _instant(before[name]) if name.endswith("_at") else before[name] for name in restored},
    )
    write_step(case, Step.Kind.UNDONE, by=by, at=at, is_public=False, step=step.pk, **facts)
    write_journal(case, "undo", by=by, at=at, step=step.pk)
    take_back(act=notice_key(step), at=at)
    return case


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


@transaction.atomic
def assign_many(
    cases: Sequence[Case], *, to: int, because: str = "", by: Actor, at: datetime, standing: Standing | None = None
) -> list[Step]:
    """All of them or none. Refused("cases.nothing_chosen") for an empty list."""
    if not cases:
        raise Refused("cases.nothing_chosen")
    return [assign(case, to=to, because=because, by=by, at=at, standing=standing) for case in cases]


@transaction.atomic
def start(case: Case, *, by: Actor, at: datetime, standing: Standing | None = None) -> Case:
    """The holder says that work has begun."""
    state = begin(case, Act.START, standing=standing, at=at)
    keep(case, state=state, started_at=case.started_at or at)
    write_step(case, Step.Kind.STARTED, by=by, at=at, position_id=case.position_id, title=own_title(case, at))
    write_journal(case, Act.START, by=by, at=at)
    return case
