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
        """Seconds that have counted until each instant; only differences mean something."""
        if not self.is_working or not len(instants):
            return instants
        day, rest = np.divmod(instants, DAY)
        first, last = int(day.min()), int(day.max())
        counts = np.array([self._counts(one) for one in range(first, last + 1)], dtype=np.int64)
        before = np.concatenate(([0], np.cumsum(counts)))
        place = day - first
        return np.asarray(before[place] * DAY + rest * counts[place])

    def _counts(self, ordinal: int) -> bool:
        is_weekday = (ordinal - 1) % 7 < SATURDAY  # ordinal 1 is a Monday
        return ordinal in self.extra or (is_weekday and ordinal not in self.holidays)
