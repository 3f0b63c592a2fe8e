"""What time brings: superiors are told, silence closes, unanswered questions are archived, reporters are reminded."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from penata.foundation.calendars.queries import calendar
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.organization.structure.queries import superior_position

from ..models import Case, Pause, Step
from ..rules import Call, State, call_for, silent_since
from ..rules.clocks import COMPLETION_DAYS, SILENCE_DAYS
from .ending import archive, close_for_silence
from .keeping import day
from .telling import Said, send, to_position, to_reporter

REMINDED_BEFORE = 7  # calendar days before an unanswered question archives a report
REMINDED_LEFT = 3  # working days before silence closes one
MOST_NAMED = 20


@transaction.atomic
def escalate_due(*, at: datetime, by: Actor | None = None) -> int:
    """Tell of deadlines: the day before the holder, on the day his superior, then on up the line, one step a week.

    Each step up is told once per deadline; what one position has to hear is one notice. Returns the cases told of.
    """
    by, on, days = by or Actor.system(), day(at), calendar()
    told: dict[int, list[tuple[Case, Call]]] = defaultdict(list)
    superiors: dict[int, int | None] = {}
    for case in Case.objects.select_for_update().filter(closed_at__isnull=True, due_on__lte=days.add(on, 1)):
        call = call_for(case.due_on, on, days)
        if call is None or (case.escalation is not None and case.escalation >= call.level):
            continue
        target = _up(case.position_id, call.level, superiors, on)
        if target is not None:
            told[target].append((case, call))
    _write_down(told, by=by, at=at)
    for position_id, rows in told.items():
        _tell(position_id, rows, by=by, at=at)
    return sum(len(rows) for rows in told.values())


def _up(position_id: int | None, steps: int, superiors: dict[int, int | None], on: date) -> int | None:
    """The position so many steps up the line, or the topmost one."""
    for _ in range(steps):
        if position_id is None:
            return None
        if position_id not in superiors:
            superiors[position_id] = superior_position(position_id, on=on)
        above = superiors[position_id]
        if above is None:
            return position_id
        position_id = above
    return position_id


def _write_down(told: dict[int, list[tuple[Case, Call]]], *, by: Actor, at: datetime) -> None:
    steps, cases = [], []
    for position_id, rows in told.items():
        for case, call in rows:
            case.escalation = call.level
            cases.append(case)
            facts = {
                "level": call.level,
                "days_left": call.days_left,
                "due": case.due_on.isoformat() if case.due_on else "",
            }
            steps.append(
                Step(
                    case=case,
                    kind=Step.Kind.ESCALATED,
                    at=at,
                    by_label=by.label,
                    position_id=position_id,
                    is_public=False,
                    facts=facts,
                )
            )
    if cases:
        Case.objects.bulk_update(cases, ["escalation"], batch_size=500)
        Step.objects.bulk_create(steps, batch_size=500)
        details: dict[str, Any] = {"cases": [case.pk for case in cases][:1000], "count": len(cases)}
        record(by=by, act="cases.escalate_due", about=("cases.case", "", ""), at=at, **details)


def _tell(position_id: int, rows: list[tuple[Case, Call]], *, by: Actor, at: datetime) -> None:
    rows.sort(key=lambda row: row[1].days_left)
    named = ", ".join(case.reference for case, _ in rows[:MOST_NAMED])
    lines = "\n".join(f"{case.reference} · {case.title}" for case, _ in rows[:MOST_NAMED])
    said = Said(text=lines if len(rows) <= MOST_NAMED else f"{lines}\n… +{len(rows) - MOST_NAMED}", body=named)
    send(rows[0][0], to_position(rows[0][0], "escalated", position_id, said, on=day(at)), by=by, at=at)


def close_silent(*, at: datetime, by: Actor | None = None) -> int:
    """Close what was answered ten working days ago and met with silence. Each in a transaction of its own."""
    by, last = by or Actor.system(), silent_since(day(at), calendar())
    waiting = Case.objects.filter(state=State.ANSWERED, parent__isnull=True, answered_at__date__lte=last)
    closed = 0
    for case in waiting.iterator(chunk_size=200):
        close_for_silence(case, by=by, at=at)
        closed += 1
    return closed


def archive_unanswered(*, at: datetime, by: Actor | None = None) -> int:
    """Archive what the reporter did not complete within 30 calendar days (UU 25/2009 art. 44)."""
    by, last = by or Actor.system(), day(at) - timedelta(days=COMPLETION_DAYS)
    ids = Pause.objects.filter(until__isnull=True, since__lte=last, case__state=State.INCOMPLETE)
    count = 0
    for case in Case.objects.filter(pk__in=ids.values("case_id")):
        archive(case, reason=Case.ArchiveReason.UNANSWERED, by=by, at=at)
        count += 1
    return count


@transaction.atomic
def remind_reporters(*, at: datetime, by: Actor | None = None) -> int:
    """Once each: seven days before a question archives a report, three working days before silence closes one."""
    by, on, days = by or Actor.system(), day(at), calendar()
    asked_on = on - timedelta(days=COMPLETION_DAYS - REMINDED_BEFORE)
    paused = Case.objects.filter(state=State.INCOMPLETE, pauses__until__isnull=True, pauses__since=asked_on)
    archived_on = on + timedelta(days=REMINDED_BEFORE)
    count = 0
    for case in paused:
        messages = to_reporter(case, "remind_asked", Said(due=archived_on))
        send(case, messages, by=by, at=at)
        count += bool(messages)
    if not days.is_working(on):
        return count
    answered_on = days.add(on, REMINDED_LEFT - SILENCE_DAYS)
    for case in Case.objects.filter(state=State.ANSWERED, parent__isnull=True, answered_at__date=answered_on).annotate(
        answered=F("answered_at")
    ):
        messages = to_reporter(case, "remind_answered", Said(due=days.add(on, REMINDED_LEFT)))
        send(case, messages, by=by, at=at)
        count += bool(messages)
    return count
