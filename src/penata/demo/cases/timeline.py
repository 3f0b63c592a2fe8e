"""When things happened to a case: instants on working days, cut off at the day of the demonstration."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zlib import crc32

from penata.demo.days import calendar, office_hour

VERIFY, ANSWER = 3, 5
FINISH = {"information": 5, "complaint": 14, "aspiration": 14, "supervision": 60}
SILENCE = 10
TYPICAL = {"information": 1.3, "complaint": 4.5, "aspiration": 4.0, "supervision": 16.0}


@dataclass(frozen=True, slots=True)
class Course:
    """The instants of a case; None has not happened yet. Days of deadlines are kept as dates."""

    received_at: datetime
    verified_at: datetime | None
    assigned_at: datetime | None
    handed_at: datetime | None
    started_at: datetime | None
    answered_at: datetime | None
    reopened_at: datetime | None
    answered_again_at: datetime | None
    closed_at: datetime | None
    closed_by: str  # consent, silence
    finish_by: date
    state: str


def _later(day: date, count: int, after: datetime, chance: random.Random, year: int) -> datetime:
    """Some working days later, never before `after`."""
    at = office_hour(calendar(year).add(day, count), chance)
    return at if at > after else after + timedelta(minutes=4 + int(chance.random() * 40))


def _days(kind: str, chance: random.Random, *, is_slow: bool = False) -> int:
    """Working days until the answer: mostly in time, one in eight late; where it has become slow, six in ten."""
    limit = FINISH[kind]
    if is_slow and chance.random() < 0.6:
        return limit + 1 + int(chance.random() * 6)
    days = int(chance.lognormvariate(0, 0.6) * TYPICAL[kind] + 0.3)
    if chance.random() < 0.09:
        days = limit + 1 + int(chance.expovariate(0.25))
    return min(days, limit + 20)


def course(
    received: datetime, kind: str, on: date, chance: random.Random, *, handed: bool, is_slow: bool = False
) -> Course:
    year, now = on.year, office_hour(on, chance).replace(hour=7, minute=0, second=0)
    day = received.date()
    wait = 0 if chance.random() < 0.55 else 1 if chance.random() < 0.75 else 2 + int(chance.random() * 3)
    verified = _later(day, wait, received, chance, year)
    assigned = verified + timedelta(minutes=1 + int(chance.random() * 90))
    passed = _later(assigned.date(), 1 + int(chance.random() * 2), assigned, chance, year) if handed else None
    started = _later((passed or assigned).date(), int(chance.random() * 2), passed or assigned, chance, year)
    answered = _later(day, max(wait, _days(kind, chance, is_slow=is_slow)), started, chance, year)
    again: datetime | None = None
    reopened: datetime | None = None
    if chance.random() < 0.035:
        reopened = _later(answered.date(), 1 + int(chance.random() * 5), answered, chance, year)
        again = _later(reopened.date(), 1 + int(chance.random() * 7), reopened, chance, year)
    last = again or answered
    consent = chance.random() < 0.52
    closed = _later(last.date(), int(chance.random() * 5) if consent else SILENCE, last, chance, year)
    finish = calendar(year).add(day, FINISH[kind])
    marks = [verified, assigned, passed, started, answered, reopened, again, closed]
    k = [mark if mark is not None and mark <= now else None for mark in marks]
    state = _state(k)
    return Course(
        received, k[0], k[1], k[2], k[3], k[4], k[5], k[6], k[7], "consent" if consent else "silence", finish, state
    )


def _state(marks: list[datetime | None]) -> str:
    verified, assigned, _, started, answered, reopened, again, closed = marks
    if closed:
        return "closed"
    if again or (answered and not reopened):
        return "answered"
    if reopened:
        return "reopened"
    if started:
        return "in_progress"
    if assigned:
        return "assigned"
    return "verified" if verified else "received"


def content_with(way: Course) -> bool | None:
    """What the reporter says when he agrees that it is done: most do, fewer where it came late or had to be reopened.

    Told by the instants alone, so that nothing else of the city changes with it.
    """
    if not way.closed_at or way.closed_by != "consent":
        return None
    lot = crc32(f"{way.received_at:%Y%m%d%H%M%S}{way.closed_at:%Y%m%d%H%M%S}".encode()) % 100
    last = way.answered_again_at or way.answered_at
    was_well = way.reopened_at is None and last is not None and last.date() <= way.finish_by
    return None if lot >= 80 else lot < (70 if was_well else 36)


def pending(kind: str, due: date, chance: random.Random) -> Course:
    """A case that is being worked on and must be finished on `due`."""
    year = due.year
    day = calendar(year).add(due, -FINISH[kind])
    while calendar(year).add(day, FINISH[kind]) > due:
        day -= timedelta(days=1)
    received = office_hour(day, chance)
    verified = _later(day, 1, received, chance, year)
    assigned = verified + timedelta(minutes=20)
    started = _later(assigned.date(), 1, assigned, chance, year)
    finish = calendar(year).add(day, FINISH[kind])
    return Course(received, verified, assigned, None, started, None, None, None, None, "", finish, "in_progress")
