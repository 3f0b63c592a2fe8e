"""Time as it is counted: every day, or only working days. Both go on steadily through a day that counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import numpy as np

from .log import DAY, Instants

SATURDAY = 5


@dataclass(frozen=True)
class Clock:
    """`is_working`: Saturdays, Sundays and `holidays` do not count, unless they are worked as `extra` ones are; a
    working day counts whole, from 0 to 24 hours."""

    is_working: bool = False
    holidays: frozenset[int] = frozenset()  # ordinals
    extra: frozenset[int] = frozenset()

    @classmethod
    def working(cls, holidays: Collection[date] = (), extra: Collection[date] = ()) -> Clock:
        """Working days alone."""
        return cls(
            is_working=True,
            holidays=frozenset(map(date.toordinal, holidays)),
            extra=frozenset(map(date.toordinal, extra)),
        )

    def read(self, instants: Instants) -> Instants:
        """Seconds that have counted until each instant, from one beginning for all; only differences mean something."""
        if not self.is_working or not len(instants):
            return instants
        day, rest = np.divmod(instants, DAY)
        weeks, weekday = np.divmod(day - 1, 7)  # ordinal 1 is a Monday
        off = np.array(sorted(one for one in self.holidays - self.extra if _is_weekday(one)), dtype=np.int64)
        on = np.array(sorted(one for one in self.extra if not _is_weekday(one)), dtype=np.int64)
        before = weeks * SATURDAY + np.minimum(weekday, SATURDAY) - np.searchsorted(off, day) + np.searchsorted(on, day)
        counts = ((weekday < SATURDAY) & ~np.isin(day, off)) | np.isin(day, on)
        return np.asarray(before * DAY + np.where(counts, rest, 0))


def _is_weekday(ordinal: int) -> bool:
    return (ordinal - 1) % 7 < SATURDAY
