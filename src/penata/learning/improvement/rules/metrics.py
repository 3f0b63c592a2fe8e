"""What an effect is seen by: the metric, which way is better, and how weeks of one subject become a number. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

BINS_A_DAY, LONGEST = 4, 180  # days to an answer are counted in quarters of a day; what takes longer, or still waits,
BINS = BINS_A_DAY * LONGEST + 1  # stands in the last bin: a median does not mind how long it waited


class Metric(StrEnum):
    LATE = "late"  # share of the cases answered after their deadline, or not yet and past it
    DAYS = "days"  # median days from receipt to the answer
    REPORTS = "reports"  # cases a week; compared as a ratio
    ELEMENT = "element"  # mean of one element of the satisfaction survey, 1 to 4

    @property
    def is_better_lower(self) -> bool:
        return self is not Metric.ELEMENT

    @property
    def width(self) -> int:
        """How many numbers a week of one subject has."""
        return {Metric.LATE: 2, Metric.DAYS: BINS, Metric.REPORTS: 1, Metric.ELEMENT: 2}[self]


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """One subject week by week: `cells` has a row a week. LATE: late, judged. ELEMENT: sum, answers. REPORTS: cases.
    DAYS: how many were answered in each quarter of a day."""

    key: str
    cells: Numbers


def sizes(metric: Metric, cells: Numbers) -> Numbers:
    """How many cases or answers stand behind sums of cells; the last axis is the cells'."""
    return cells[..., 1] if metric in (Metric.LATE, Metric.ELEMENT) else cells.sum(axis=-1)


def values(metric: Metric, cells: Numbers, weeks: int) -> Numbers:
    """The metric of sums of cells over so many weeks; of REPORTS its logarithm, so that differences are ratios.

    Not a number where nothing stands behind it.
    """
    if metric is Metric.REPORTS:
        return np.log(np.maximum(cells[..., 0], 0.5) / weeks)
    if metric is Metric.DAYS:
        return _medians(cells)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(cells[..., 0] / cells[..., 1], dtype=np.float64)


def _medians(cells: Numbers) -> Numbers:
    """The median within its bin, as of grouped numbers: so it does not jump from bin to bin."""
    until = np.cumsum(cells, axis=-1)
    half = until[..., -1:] / 2
    place = np.minimum((until < half).sum(axis=-1), cells.shape[-1] - 1)[..., None]
    inside = np.take_along_axis(cells, place, axis=-1)
    before = np.take_along_axis(until, place, axis=-1) - inside
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(((place + (half - before) / inside) / BINS_A_DAY)[..., 0], dtype=np.float64)


def as_people_say(metric: Metric, value: float) -> float:
    """A value as it is read: cases a week, not their logarithm."""
    return float(np.exp(value)) if metric is Metric.REPORTS else float(value)


def change_as_people_say(metric: Metric, change: float) -> float:
    """A difference as it is read: of REPORTS the share by which they became more or fewer."""
    return float(np.expm1(change)) if metric is Metric.REPORTS else float(change)
