"""How a case ends, and how it begins again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from penata.foundation.accounts.rules import Standing
from penata.foundation.calendars.queries import calendar
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused, kept

from ..models import Assignment, Case, Pause, Step
from ..queries import seat
from ..rules import Act, State, clean, may_reopen, reopened_clocks
from .asking import add_statement
from .keeping import (
    begin,
    clocks_of,
    day,
    end_assignment,
    end_handover,
    keep,
    move_assignment,
    moved,
    own_title,
    required,
    set_clocks,
    write_journal,
    write_step,
)
from .learning import tell_router
from .telling import Said, send, to_position, to_reporter


def end(case: Case, state: State, *, by: Actor, at: datetime, **values: Any) -> None:
    """Nothing runs any more: assignment, handover and pause end with the case, and its parts with it."""
    end_assignment(case, at=at)
    end_handover(case, by=by, at=at, answer="Laporan berakhir.")
    Pause.objects.filter(case=case, until__isnull=True).update(until=day(at))
    keep(case, state=state, closed_at=at, **values)
    for part in case.children.select_for_update().filter(closed_at__isnull=True):
        part_state = State.CLOSED if part.answered_at is not None else State.WITHDRAWN
        end(part, part_state, by=by, at=at)
        write_step(part, Step.Kind.CLOSED, by=by, at=at, is_public=False, parent=case.reference)


@transaction.atomic
def close(case: Case, *, happy: bool | None = None, by: Actor, at: datetime) -> Case:
    """The reporter agrees that it is done. Unhappy is kept; the page then offers to reopen instead."""
    state = begin(case, Act.CLOSE, standing=None, at=at)
    end(case, state, by=by, at=at, happy=happy)
    write_step(case, Step.Kind.CLOSED, by=by, at=at, consent=True, happy=happy)
    write_journal(case, Act.CLOSE, by=by, at=at, happy=happy)
    send(case, to_reporter(case, "closed", Said()), by=by, at=at)
    tell_router(case)
    return case


@transaction.atomic
def close_for_silence(case: Case, *, by: Actor, at: datetime) -> Case:
    """Ten working days after the answer without a word from the reporter."""
    state = begin(case, Act.CLOSE_SILENT, standing=None, at=at)
    end(case, state, by=by, at=at)
    write_step(case, Step.Kind.CLOSED, by=by, at=at, consent=False)
    write_journal(case, Act.CLOSE_SILENT, by=by, at=at)
    send(case, to_reporter(case, "closed", Said()), by=by, at=at)
    tell_router(case)
    return case


@transaction.atomic
def reopen(case: Case, *, because: str = "", by: Actor, at: datetime) -> Case:
    """The reporter is not content: the same position gets it again, with a new answer clock. The old one is kept.

    `because` are the reporter's words: kept with his statements. Refused("cases.too_late_to_reopen") after 30 days.
    """
    state = begin(case, Act.REOPEN, standing=None, at=at)
    if not may_reopen(case.state, day(case.closed_at) if case.closed_at else None, day(at)):
        raise Refused("cases.too_late_to_reopen")
    before = clocks_of(case)
    after = reopened_clocks(before, day(at), calendar())
    answered_at = case.answered_at
    if clean(because):
        add_statement(case, clean(because)[:10_000], at=at)
    found = seat(case.position_id or 0, on=day(at))
    reason = {"because": kept("cases.reopened_by_reporter")}
    move_assignment(case, found, way=Assignment.Way.REOPENED, by=by, at=at, reason=reason)
    set_clocks(case, after)
    keep(
        case,
        state=state,
        position_id=case.position_id,
        unit_id=case.unit_id,
        closed_at=None,
        answered_at=None,
        replied_at=None,
        happy=None,
        reopened_count=case.reopened_count + 1,
    )
    write_step(
        case,
        Step.Kind.REOPENED,
        by=by,
        at=at,
        position_id=found.position_id,
        title=found.title,
        clocks=moved(before, after),
        answered_at=answered_at.isoformat() if answered_at else None,
    )
    write_journal(case, Act.REOPEN, by=by, at=at, before=before.as_json(), after=after.as_json())
    messages = to_position(case, "reopened", found.position_id, Said(), on=day(at))
    send(case, messages + to_reporter(case, "reopened", Said()), by=by, at=at)
    return case


@transaction.atomic
def withdraw(case: Case, *, by: Actor, at: datetime) -> Case:
    """The reporter takes his report back. What was done so far stays readable."""
    state = begin(case, Act.WITHDRAW, standing=None, at=at)
    holder_id = case.position_id
    end(case, state, by=by, at=at, is_published=False)
    write_step(case, Step.Kind.WITHDRAWN, by=by, at=at)
    write_journal(case, Act.WITHDRAW, by=by, at=at)
    send(case, to_position(case, "withdrawn", holder_id, Said(), on=day(at)), by=by, at=at)
    return case


@transaction.atomic
def set_not_ours(
    case: Case, *, body: str, how: str = "", by: Actor, at: datetime, standing: Standing | None = None
) -> Case:
    """Another body's job: which one, and how the resident reaches it."""
    body = required(body, "cases.body_missing", "body")
    state = begin(case, Act.SET_NOT_OURS, standing=standing, at=at)
    title = own_title(case, at)
    end(case, state, by=by, at=at, other_body=body[:200])
    write_step(case, Step.Kind.NOT_OURS, by=by, at=at, text=how.strip(), title=title, body=body)
    write_journal(case, Act.SET_NOT_OURS, by=by, at=at, body=body)
    send(case, to_reporter(case, "not_ours", Said(body=body, text=how.strip())), by=by, at=at)
    return case


@transaction.atomic
def archive(
    case: Case, *, reason: str, because: str = "", by: Actor, at: datetime, standing: Standing | None = None
) -> Case:
    """Set aside for good, with a typed reason and words for the reporter."""
    if reason not in set(Case.ArchiveReason.values):
        raise Refused("cases.archive_reason_missing", field="reason")
    act = Act.ARCHIVE_UNANSWERED if reason == Case.ArchiveReason.UNANSWERED and standing is None else Act.ARCHIVE
    state = begin(case, act, standing=standing, at=at)
    title = own_title(case, at)
    end(case, state, by=by, at=at, archive_reason=reason, is_published=False)
    write_step(case, Step.Kind.ARCHIVED, by=by, at=at, text=because.strip(), title=title, reason=reason)
    write_journal(case, act, by=by, at=at, because=because, reason=reason)
    label = str(Case.ArchiveReason(reason).label)
    text = f"{label}. {because.strip()}" if because.strip() else label
    if reason != Case.ArchiveReason.ABUSE:
        send(case, to_reporter(case, "archived", Said(text=text)), by=by, at=at)
    return case


@transaction.atomic
def join_same(case: Case, *, main: Case, by: Actor, at: datetime, standing: Standing | None = None) -> Case:
    """The same thing was reported before: this case ends, its reporter hears all that happens to the other."""
    main = Case.objects.select_for_update().get(pk=main.pk)
    while main.same_as_id is not None:
        main = Case.objects.get(pk=main.same_as_id)
    if main.pk == case.pk:
        raise Refused("cases.same_as_itself", field="main")
    state = begin(case, Act.JOIN_SAME, standing=standing, at=at)
    case.duplicates.update(same_as=main)
    end(case, state, by=by, at=at, archive_reason=Case.ArchiveReason.DUPLICATE, same_as_id=main.pk, is_published=False)
    write_step(case, Step.Kind.JOINED, by=by, at=at, main=main.reference)
    write_step(main, Step.Kind.JOINED, by=by, at=at, is_public=False, joined=case.reference)
    write_journal(case, Act.JOIN_SAME, by=by, at=at, main=main.pk)
    send(case, to_reporter(case, "joined", Said(body=main.reference)), by=by, at=at)
    return case
