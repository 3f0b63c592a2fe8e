"""Statistical process control: what of a number's ups and downs is signal, and what is chance.

Shares are drawn as p-charts: the limits are three standard errors of the pooled share around it (Shewhart, Economic
Control of Quality of Manufactured Product, 1931), widened where shares of large samples vary more than chance alone
would have it (Laney, "Improved control charts for attributes", Quality Engineering 14(4), 2002). Counts and means are
drawn as XmR charts: the limits are 2.66 mean moving ranges around the mean (Wheeler, Understanding Variation, 1993).

A signal is one of the four rules of the Western Electric Statistical Quality Control Handbook (1956), of which Nelson
("The Shewhart control chart: tests for special causes", Journal of Quality Technology 16(4), 1984) has the same first
ones: a point beyond three sigma; two of three beyond two; four of five beyond one; eight in a row on one side. All
four together cry wolf about once in ninety points (Champ and Woodall, Technometrics 29(4), 1987). Nelson's rule of
six rising points is left out: it adds false alarms and hardly finds anything (Davis and Woodall, JQT 20(1), 1988).

Shared with nothing: `learning.improvement` looks at thousands of small counts at once, by the exact tail of each and
one budget of false alarms for all; here a single number is drawn with limits that a reader can check by hand.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

RECENT = 6  # the last points (of few a quarter) do not make the limits by which they are judged
FEWEST = 8  # points that make limits
D2 = 1.128  # mean moving range of two, in sigma
BEYOND, RUN = 3.0, 8


class Rule(StrEnum):
    """Why a point is a signal."""

    BEYOND = "beyond"  # beyond three sigma
    TWO_OF_THREE = "two_of_three"  # beyond two sigma, on one side
    FOUR_OF_FIVE = "four_of_five"  # beyond one sigma, on one side
    RUN = "run"  # eight in a row on one side


@dataclass(frozen=True, slots=True)
class Signal:
    """What ends at a point. `side` 1: above the center, -1: below."""

    rule: Rule
    side: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Values in the order of time; None where there is none. `lows` and `highs` are empty without limits."""

    values: tuple[float | None, ...]
    center: float | None = None
    lows: tuple[float | None, ...] = ()
    highs: tuple[float | None, ...] = ()
    signals: tuple[Signal | None, ...] = ()

    @property
    def has_limits(self) -> bool:
        return self.center is not None

    @property
    def last_signal(self) -> Signal | None:
        return self.signals[-1] if self.signals else None


def xmr(values: Sequence[float | None], *, first: int = 0) -> Chart:
    """An individuals chart. Limits come from the points from `first` on; none from too few."""
    base = [v for v in values[_base(len(values), first)] if v is not None]
    if len(base) < FEWEST:
        return Chart(tuple(values))
    center = sum(base) / len(base)
    moved = sum(abs(b - a) for a, b in itertools.pairwise(base)) / (len(base) - 1)
    sigma = moved / D2
    low, high = center - BEYOND * sigma, center + BEYOND * sigma
    scores = [None if v is None else _score(v - center, sigma) for v in values]
    count = len(values)
    return Chart(tuple(values), center, (low,) * count, (high,) * count, signals(scores))


def p_chart(parts: Sequence[int], wholes: Sequence[int], *, least: int, first: int = 0) -> Chart:
    """A chart of shares. Points of fewer than `least` make the limits with the others, and are judged by none."""
    values = tuple(part / whole if whole else None for part, whole in zip(parts, wholes, strict=True))
    span = _base(len(parts), first)
    part, whole = sum(parts[span]), sum(wholes[span])
    if sum(n > 0 for n in wholes[span]) < FEWEST or whole < least:
        return Chart(values)
    center = part / whole
    spread = sqrt(center * (1 - center))
    errors = [spread / sqrt(n) if n else None for n in wholes]
    raw = [None if v is None or e is None else _score(v - center, e) for v, e in zip(values, errors, strict=True)]
    wider = _laney([z for z, n in zip(raw[span], wholes[span], strict=True) if z is not None and n >= least])
    lows = tuple(None if e is None else max(0.0, center - BEYOND * e * wider) for e in errors)
    highs = tuple(None if e is None else min(1.0, center + BEYOND * e * wider) for e in errors)
    judged = [None if z is None or n < least else z / wider for z, n in zip(raw, wholes, strict=True)]
    return Chart(values, center, lows, highs, signals(judged))


def signals(scores: Sequence[float | None]) -> tuple[Signal | None, ...]:
    """The strongest signal that ends at each point; `scores` are distances from the center in sigma.

    Points without a score are skipped: what was before and after them stands side by side.
    """
    known: list[float] = []
    found: list[Signal | None] = []
    for score in scores:
        if score is None:
            found.append(None)
            continue
        known.append(score)
        found.append(_at_the_end(known))
    return tuple(found)


def _at_the_end(scores: list[float]) -> Signal | None:
    last = scores[-1]
    if abs(last) <= 1 and len(scores) < RUN:
        return None
    side = 1 if last > 0 else -1
    if abs(last) > BEYOND:
        return Signal(Rule.BEYOND, side)
    if abs(last) > 2 and sum(s * side > 2 for s in scores[-3:]) >= 2:
        return Signal(Rule.TWO_OF_THREE, side)
    if abs(last) > 1 and sum(s * side > 1 for s in scores[-5:]) >= 4:
        return Signal(Rule.FOUR_OF_FIVE, side)
    if len(scores) >= RUN and last != 0 and all(s * side > 0 for s in scores[-RUN:]):
        return Signal(Rule.RUN, side)
    return None


def _base(count: int, first: int) -> slice:
    """The points that make the limits: all from `first` on but the recent ones, or these too where they are needed."""
    until = count - min(RECENT, count // 4)
    return slice(first, until if until - first >= FEWEST else count)


def _score(distance: float, sigma: float) -> float:
    """In sigma; where nothing ever varied, any difference is beyond chance."""
    if sigma > 1e-12:
        return distance / sigma
    return 0.0 if abs(distance) < 1e-12 else (99.0 if distance > 0 else -99.0)


def _laney(scores: list[float]) -> float:
    """How much wider than chance alone the scores vary from one to the next; never narrower."""
    if len(scores) < FEWEST:
        return 1.0
    moved = sum(abs(b - a) for a, b in itertools.pairwise(scores)) / (len(scores) - 1)
    return max(1.0, moved / D2)
