"""The two clocks of a case: working days of the practice (SP4N-LAPOR!), calendar days of the law (UU 25/2009)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from penata.foundation.calendars.rules import WorkingCalendar

from .lifecycle import Kind, State

VERIFY_DAYS = 3  # working days to verify and pass on
ANSWER_DAYS = 5  # working days to the first answer
FINISH_DAYS = {Kind.INFORMATION: 5, Kind.COMPLAINT: 14, Kind.ASPIRATION: 14, Kind.SUPERVISION: 60}
SILENCE_DAYS = 10  # working days without a word from the reporter, then an answered case is closed
LEGAL_REPLY_DAYS = 14  # calendar days to say whether the file is complete: UU 25/2009 art. 44
LEGAL_DAYS = 60  # calendar days to decide once it is complete: UU 25/2009 art. 46
COMPLETION_DAYS = 30  # calendar days that the reporter has to complete it, else it is archived: art. 44


@dataclass(frozen=True, slots=True)
class Clocks:
    """The days by which a case must be verified, first answered and finished; and the law's two."""

    verify_by: date
    answer_by: date
    finish_by: date
    legal_reply_by: date
    legal_by: date

    def as_json(self) -> dict[str, str]:
        return {name: getattr(self, name).isoformat() for name in self.__slots__}

    @classmethod
    def from_json(cls, data: dict[str, str]) -> Clocks:
        return cls(**{name: date.fromisoformat(data[name]) for name in cls.__slots__})


@dataclass(frozen=True, slots=True)
class Shift:
    """What a pause did to the clocks: days stood still, and the deadlines before and after."""

    working_days: int
    calendar_days: int
    before: Clocks
    after: Clocks


def clocks_for(kind: str, received_on: date, calendar: WorkingCalendar, promise_days: int | None = None) -> Clocks:
    """The clocks of a new case. The promise of the service's standard is the finish clock, save for supervision.

    Nothing may be answered later than it must be finished: a promise of one day is a day for all steps.
    """
    days = FINISH_DAYS[Kind(kind)]
    if promise_days is not None and promise_days > 0 and kind != Kind.SUPERVISION:
        days = promise_days
    finish_by = calendar.add(received_on, days)
    return Clocks(
        verify_by=min(calendar.add(received_on, VERIFY_DAYS), finish_by),
        answer_by=min(calendar.add(received_on, ANSWER_DAYS), finish_by),
        finish_by=finish_by,
        legal_reply_by=received_on + timedelta(days=LEGAL_REPLY_DAYS),
        legal_by=received_on + timedelta(days=LEGAL_DAYS),
    )


def paused(clocks: Clocks, since: date, until: date, calendar: WorkingCalendar) -> Shift:
    """The clocks after they stood still from `since` to `until`.

    A deadline that had passed before the pause stays passed: waiting for the reporter does not heal it.
    """
    working, days = max(0, calendar.between(since, until)), max(0, (until - since).days)

    def moved(due: date) -> date:
        return due if due < since or not working else calendar.add(due, working)

    def moved_days(due: date) -> date:
        return due if due < since else due + timedelta(days=days)

    after = Clocks(
        verify_by=moved(clocks.verify_by),
        answer_by=moved(clocks.answer_by),
        finish_by=moved(clocks.finish_by),
        legal_reply_by=moved_days(clocks.legal_reply_by),
        legal_by=moved_days(clocks.legal_by),
    )
    return Shift(working, days, clocks, after)


def recomputed(clocks: Clocks, on: date, before: WorkingCalendar, after: WorkingCalendar) -> Clocks:
    """The clocks when the calendar changed on a day: as many working days remain, that day included, as there were.

    What had passed stays passed, nothing moves into the past, and the law's calendar days do not move at all.
    """
    eve = on - timedelta(days=1)

    def moved(due: date) -> date:
        left = before.between(eve, due)
        return due if due < on or left < 1 else max(after.add(eve, left), on)

    return replace(
        clocks,
        verify_by=moved(clocks.verify_by),
        answer_by=moved(clocks.answer_by),
        finish_by=moved(clocks.finish_by),
    )


def reopened_clocks(clocks: Clocks, on: date, calendar: WorkingCalendar) -> Clocks:
    """A reopened case has a new answer clock; it is finished no earlier than answered."""
    answer_by = calendar.add(on, ANSWER_DAYS)
    return replace(
        clocks,
        answer_by=answer_by,
        finish_by=max(clocks.finish_by, answer_by),
        legal_by=max(clocks.legal_by, on + timedelta(days=LEGAL_REPLY_DAYS)),
    )


def due_day(state: str, clocks: Clocks, *, has_reply: bool) -> date | None:
    """The deadline that runs now; None while the reporter is waited for, and after the end."""
    if state == State.RECEIVED:
        return clocks.verify_by
    if state in {State.VERIFIED, State.ASSIGNED, State.IN_PROGRESS, State.REOPENED}:
        return clocks.finish_by if has_reply else clocks.answer_by
    return None


def silent_since(on: date, calendar: WorkingCalendar) -> date:
    """Cases answered on this day or before are closed on the day `on`: ten working days have gone by."""
    return (
        calendar.add(on, -SILENCE_DAYS)
        if calendar.is_working(on)
        else calendar.add(calendar.add(on, -1), -SILENCE_DAYS)
    )
