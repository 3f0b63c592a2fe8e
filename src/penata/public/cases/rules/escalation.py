"""Who must be told that a deadline comes near or has passed, and how a desk groups its cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from penata.foundation.calendars.rules import WorkingCalendar

DAYS_A_LEVEL = 5  # working days late until the next superior is told


@dataclass(frozen=True, slots=True)
class Call:
    """`level` steps up the line of superiors (0: the holder himself); `days_left` in working days."""

    level: int
    days_left: int


def call_for(due_on: date | None, on: date, calendar: WorkingCalendar) -> Call | None:
    """The day before: the holder. On the day: his superior. After it: the superior's superior, and on up.

    None when nothing is due soon.
    """
    if due_on is None:
        return None
    left = calendar.between(on, due_on)
    if due_on > on:
        return Call(0, left) if left <= 1 else None
    if due_on == on:
        return Call(1, 0)
    late = max(1, -left)
    return Call(1 + ceil(late / DAYS_A_LEVEL), -late)


def desk_group(state: str, due_on: date | None, on: date) -> str:
    """One of: late, today, week, later, reporter (it is the reporter's turn)."""
    if due_on is None:
        return "reporter"
    if due_on < on:
        return "late"
    if due_on == on:
        return "today"
    sunday = on + timedelta(days=6 - on.weekday())
    return "week" if due_on <= sunday else "later"
