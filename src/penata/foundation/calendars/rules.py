"""Which days are worked, and when a time promised in working days ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from ..periods import Period, merged

PERMISSIONS = {"calendars.manage": "Menetapkan hari libur dan hari kerja kota"}

WEEKEND = frozenset({5, 6})  # Saturday, Sunday, as date.weekday() counts


class Source(StrEnum):
    """Who says that a day is free (or worked)."""

    NATIONAL = "national"  # libur nasional
    COLLECTIVE = "collective"  # cuti bersama
    CITY = "city"


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day that differs from its weekday, and who says so."""

    day: date
    name: str
    source: Source
    is_working: bool = False


class WorkingCalendar:
    """Working days: all but the weekend and the holidays, and the extra ones.

    Days inside the years of the known holidays cost a bisection; days outside are counted by weekday alone.
    """

    def __init__(
        self,
        holidays: Mapping[date, str] | Collection[date] = (),
        *,
        weekend: Collection[int] = WEEKEND,
        extra: Collection[date] = (),
    ) -> None:
        self.weekend = frozenset(weekend)
        if self.weekend >= set(range(7)):
            raise ValueError("a week without a working day has no deadlines")
        self.extra = frozenset(extra)
        self.holidays = dict(holidays) if isinstance(holidays, Mapping) else dict.fromkeys(holidays, "")
        self._week = [day for day in range(7) if day not in self.weekend]
        named = [*self.holidays, *self.extra] or [date(2000, 1, 1)]
        self._first = date(min(named).year, 1, 1).toordinal()
        self._last = date(max(named).year, 12, 31).toordinal()
        self._days = [
            ordinal for ordinal in range(self._first, self._last + 1) if self.is_working(date.fromordinal(ordinal))
        ]
        self._before_first = self._weekdays(self._first - 1)
        self._at_last = self._weekdays(self._last)

    def is_working(self, day: date) -> bool:
        return day in self.extra or (day.weekday() not in self.weekend and day not in self.holidays)

    def name(self, day: date) -> str:
        """The holiday's name; empty for an ordinary day."""
        return self.holidays.get(day, "")

    def add(self, day: date, count: int) -> date:
        """The `count`-th working day after `day` (before it when negative); `day` itself is not counted.

        0 gives `day` when it is worked, else the next day that is.
        """
        rank = self._rank(day.toordinal())
        if count > 0:
            return self._nth(rank + count)
        if count == 0:
            return day if self.is_working(day) else self._nth(rank + 1)
        return self._nth(rank + count + (0 if self.is_working(day) else 1))

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and with `end`; negative when `end` is earlier."""
        return self._rank(end.toordinal()) - self._rank(start.toordinal())

    def deadline(self, start: date, count: int, pauses: Iterable[Period] = ()) -> date | None:
        """The `count`-th working day after `start` on which the clock did not stand still.

        None while a pause that began before the deadline is still open.
        """
        due = self.add(start, count)
        counted_from = start if count else start - timedelta(days=1)
        for pause in merged(pauses):
            if pause.since > due:
                break
            if pause.until is None:
                return None
            before = max(pause.since - timedelta(days=1), counted_from)
            due = self.add(due, max(0, self.between(before, pause.until - timedelta(days=1))))
        return due

    def _rank(self, ordinal: int) -> int:
        """The number of working days up to and with this one, counted from the first known year."""
        if ordinal < self._first:
            return self._weekdays(ordinal) - self._before_first
        if ordinal > self._last:
            return len(self._days) + self._weekdays(ordinal) - self._at_last
        return bisect_right(self._days, ordinal)

    def _nth(self, rank: int) -> date:
        """The working day whose rank is `rank`."""
        if rank < 1:
            return self._weekday(rank + self._before_first)
        if rank > len(self._days):
            return self._weekday(rank - len(self._days) + self._at_last)
        return date.fromordinal(self._days[rank - 1])

    def _weekdays(self, ordinal: int) -> int:
        """The number of days up to and with `ordinal` that are not in the weekend. Ordinal 1 is a Monday."""
        weeks, rest = divmod(ordinal, 7)
        return weeks * len(self._week) + sum(1 for day in self._week if day < rest)

    def _weekday(self, count: int) -> date:
        """The way back of `_weekdays`."""
        weeks, rest = divmod(count - 1, len(self._week))
        return date.fromordinal(weeks * 7 + self._week[rest] + 1)


def hours_after(at: datetime, hours: int) -> datetime:
    """The end of a time that the law gives in hours, nights and weekends included (UU 27/2022: 3 × 24 hours)."""
    return at + timedelta(hours=hours)
