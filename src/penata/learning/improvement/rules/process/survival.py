"""Middles of times of which some are not over: Kaplan and Meier's estimate, so that what is open is not left out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .log import DAY, Instants

Flags = NDArray[np.bool_]


def quantile(seconds: Instants, is_open: Flags, share: float) -> float | None:
    """Days within which this share was over; None where so few are over that it cannot be told."""
    if not len(seconds):
        return None
    order = np.lexsort((is_open, seconds))
    at, over = seconds[order], ~is_open[order]
    if over.all():
        return round(float(at[int(np.ceil(share * len(at))) - 1]) / DAY, 3)
    left = _still_there(over)
    reached = np.flatnonzero(over & (left <= 1 - share + 1e-12))
    return round(float(at[reached[0]]) / DAY, 3) if len(reached) else None


def share_within(seconds: Instants, is_open: Flags, days: float) -> float | None:
    """Which share was over within so many days; what is open and younger counts as far as it is known."""
    if not len(seconds):
        return None
    order = np.lexsort((is_open, seconds))
    at, over = seconds[order], ~is_open[order]
    place = int(np.searchsorted(at, days * DAY, side="right"))
    return round(1 - float(_still_there(over)[place - 1]), 4) if place else 0.0


def _still_there(over: Flags) -> NDArray[np.float64]:
    """Of times in order, the share that lasts beyond each."""
    at_risk = np.arange(len(over), 0, -1)
    return np.cumprod(np.where(over, 1.0 - 1.0 / at_risk, 1.0), dtype=np.float64)
