"""Keeping the promise of the threshold: what was assigned unaided was right 95 times in 100."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

TARGET = 0.95
FEWEST_WATCHED = 40  # automatic assignments before a figure says anything
WEEKS_WATCHED = 8
STEP = 0.02
HIGHEST = 0.995
FEWEST_TESTED = 30  # cases of a month before it can judge a model


@dataclass(frozen=True, slots=True)
class Figures:
    """What a model did on cases that it had not seen."""

    cases: int
    accuracy: float
    top3: float
    ece: float

    @property
    def rank(self) -> tuple[float, float, float]:
        return self.accuracy, self.top3, -self.ece


def is_better(candidate: Figures, used: Figures | None) -> bool:
    """Right more often; if equally often, right among three more often; if that too, more honest about it."""
    return used is None or candidate.rank > used.rank


def newest_closed_month(on: date) -> tuple[date, date]:
    """The first day of the month before the one of `on`, and the first day after it."""
    end = on.replace(day=1)
    return (end - timedelta(days=1)).replace(day=1), end


def month_before(start: date) -> tuple[date, date]:
    return (start - timedelta(days=1)).replace(day=1), start


def likely(right: int, cases: int) -> tuple[float, float]:
    """Between which shares the real one lies 95 times in 100 (Wilson, JASA 22, 1927)."""
    z, share = 1.96, right / cases
    middle = (share + z * z / (2 * cases)) / (1 + z * z / cases)
    half = z / (1 + z * z / cases) * math.sqrt(share * (1 - share) / cases + z * z / (4 * cases * cases))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def raised_threshold(outcomes: Sequence[tuple[float, bool]], threshold: float) -> float | None:
    """The threshold that the outcomes (confidence, was right) of unaided assignments ask for; None: it may stay.

    The lowest one above the present at which those outcomes keep the promise, but at least one step up.
    """
    if len(outcomes) < FEWEST_WATCHED:
        return None
    if sum(right for _, right in outcomes) / len(outcomes) >= TARGET:
        return None
    for confidence in sorted({confidence for confidence, _ in outcomes}):
        kept = [right for other, right in outcomes if other >= confidence]
        if confidence > threshold and len(kept) >= FEWEST_WATCHED // 2 and sum(kept) / len(kept) >= TARGET:
            return round(min(max(confidence, threshold + STEP), HIGHEST), 4)
    return round(min(max(threshold + STEP, *(confidence for confidence, _ in outcomes)), HIGHEST), 4)
