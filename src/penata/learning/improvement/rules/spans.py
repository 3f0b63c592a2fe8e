"""Within how many days and hours cases came."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from .facts import Signal
from .subjects import History
from .table import NEVER

LONGEST = 3  # days
CLEARLY = 1.15  # how much more a longer span has to hold to be named instead
MOST_HOURS = 12
MOST_OF_IT = 0.8


def narrowest(history: History, own: NDArray[np.intp], usual: float) -> tuple[int, int, int, float]:
    """First and last day of the span that holds most beyond `usual` cases a day, its cases, and the usual ones."""
    days, counts = np.unique(history.cases.day[own], return_counts=True)
    best: tuple[int, int, int, float] | None = None
    for first in range(len(days)):
        for last in range(first, len(days)):
            length = int(days[last] - days[first]) + 1
            if length > LONGEST:
                break
            seen = int(counts[first : last + 1].sum())
            if best is None or seen - usual * length > (best[2] - best[3]) * CLEARLY:
                best = (int(days[first]), int(days[last]), seen, usual * length)
    assert best is not None, "there are cases"  # noqa: S101 - callers pass some
    return best


def placed(history: History, signal: Signal, own: NDArray[np.intp], first: int, last: int) -> Signal:
    """The signal with its days, and its hours where they are known and few."""
    days = (date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat())
    return replace(signal, days=days, hours=_hours(history, own))


def _hours(history: History, own: NDArray[np.intp]) -> int | None:
    """The shortest span of whole hours that holds most of them."""
    minute = history.cases.minute[own]
    if not len(own) or (minute == NEVER).any():
        return None
    instant = np.sort(history.cases.day[own].astype(np.int64) * 1440 + minute)
    held = max(2, int(np.ceil(MOST_OF_IT * len(instant))))
    shortest = int((instant[held - 1 :] - instant[: len(instant) - held + 1]).min())
    hours = shortest // 60 + 1
    return hours if hours <= MOST_HOURS else None
