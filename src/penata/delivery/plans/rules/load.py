"""Who has too much to do, week by week, before it hurts.

Of each task what is left is spread evenly over the working days that are left, shared by its owner and contributors;
what is late is due now. A team that asked for hours a week has at least those: its tasks are counted only where they
ask for more. What a week can take are its working days without absences, at the effective hours of a civil servant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from penata.delivery.teams.rules import EFFECTIVE_WEEK
from penata.foundation.calendars.rules import WorkingCalendar
from penata.foundation.periods import Period

HOURS_A_DAY = EFFECTIVE_WEEK / 5
WEEKS = 8
NEARLY = 0.9  # from this share of a week on it is said before it hurts


class Work(NamedTuple):
    """An open task as it weighs on one person."""

    team_id: int | None
    start: date | None
    due: date | None
    hours: float  # in all
    progress: int  # percent
    people: int  # who share it


class Reserved(NamedTuple):
    """Hours a week that a team asked for."""

    team_id: int
    hours: float
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Week:
    """A week from its Monday: what it asks for, and what it can take."""

    monday: date
    hours: float
    capacity: float
    days_away: int = 0

    @property
    def is_over(self) -> bool:
        return self.hours > self.capacity + 0.05

    @property
    def is_nearly(self) -> bool:
        return not self.is_over and self.capacity > 0 and self.hours >= NEARLY * self.capacity

    @property
    def share(self) -> int:
        """Percent of what it can take; 999 where it can take nothing."""
        if not self.hours:
            return 0
        return min(999, round(100 * self.hours / self.capacity)) if self.capacity else 999


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks_of(
    works: Iterable[Work],
    reserved: Sequence[Reserved],
    away: Sequence[Period],
    *,
    today: date,
    calendar: WorkingCalendar,
    count: int = WEEKS,
) -> list[Week]:
    """The load of one person from this week on."""
    first = monday_of(today)
    mondays = [first + timedelta(weeks=n) for n in range(count)]
    by_team: dict[int | None, list[float]] = {None: [0.0] * count}
    for work in works:
        into = by_team.setdefault(work.team_id, [0.0] * count)
        for number, hours in _spread(work, mondays, today, calendar):
            into[number] += hours
    for one in reserved:
        by_team.setdefault(one.team_id, [0.0] * count)
    asked = _reserved(reserved, mondays, calendar)
    weeks = []
    for number, monday in enumerate(mondays):
        own = [day for day in _days(monday, calendar) if day >= today]
        gone = [day for day in own if any(day in period for period in away)]
        hours = sum(max(spent[number], asked.get((team, number), 0.0)) for team, spent in by_team.items())
        weeks.append(Week(monday, round(hours, 1), (len(own) - len(gone)) * HOURS_A_DAY, len(gone)))
    return weeks


def _days(monday: date, calendar: WorkingCalendar) -> list[date]:
    return [day for n in range(7) if calendar.is_working(day := monday + timedelta(days=n))]


def _reserved(
    reserved: Sequence[Reserved], mondays: Sequence[date], calendar: WorkingCalendar
) -> Mapping[tuple[int | None, int], float]:
    """(team, week) → the hours that it asked for, by the working days of the week on which it does."""
    asked: dict[tuple[int | None, int], float] = {}
    for one in reserved:
        for number, monday in enumerate(mondays):
            days = _days(monday, calendar)
            within = sum(one.since <= day < one.until for day in days)
            if within:
                asked[one.team_id, number] = asked.get((one.team_id, number), 0.0) + one.hours * within / 5
    return asked


def _spread(work: Work, mondays: Sequence[date], today: date, calendar: WorkingCalendar) -> Iterable[tuple[int, float]]:
    """(week, hours) of what is left of a task. Without days it weighs on no week."""
    left = work.hours * (100 - work.progress) / 100 / max(1, work.people)
    if not left or work.start is None or work.due is None:
        return
    if work.due < today:
        yield 0, left
        return
    start = max(work.start, today)
    total = calendar.between(start - timedelta(days=1), work.due)
    if total < 1:  # only days that nobody works
        yield from ((n, left) for n, monday in enumerate(mondays) if monday <= start < monday + timedelta(days=7))
        return
    for number, monday in enumerate(mondays):
        since, until = max(monday, start), min(monday + timedelta(days=6), work.due)
        if since <= until:
            days = calendar.between(since - timedelta(days=1), until)
            yield number, left * days / total
