"""The satisfaction index (IKM) of the law: means, weights, bands and interval. Exact: fractions until the last step.

PermenPANRB 14/2017: NRR_u = SUM nilai_u / n; bobot = 1 / jumlah unsur; NI = SUM(NRR_u x bobot); IKM = NI x 25.
Many official reports use the rounded weight 0.11 for nine elements; their highest index is 99. Which one was used is
always said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import sqrt

from .elements import ELEMENTS, HIGHEST, LOWEST

COMPATIBLE = Fraction(11, 100)
CONFIDENCE = 1.959963984540054  # standard deviations on either side that hold 95 of 100


class Weight(StrEnum):
    """Which weight an index was reckoned with."""

    EXACT = "exact"
    COMPATIBLE = "0.11"


class Band(StrEnum):
    """The quality of a service (*mutu pelayanan*)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


PERFORMANCE = {Band.A: "Sangat baik", Band.B: "Baik", Band.C: "Kurang baik", Band.D: "Tidak baik"}
FLOORS = ((Decimal("88.31"), Band.A), (Decimal("76.61"), Band.B), (Decimal("65.00"), Band.C))


@dataclass(frozen=True, slots=True)
class Sums:
    """What is kept of the answers to one element: how many, their sum, and the sum of their squares."""

    n: int = 0
    total: int = 0

    @property
    def mean(self) -> Fraction:
        return Fraction(self.total, self.n)


@dataclass(frozen=True, slots=True)
class Index:
    """An index with the weight that made it; `value` has two decimals, as the bands of the law want it."""

    weight: Fraction
    used: Weight
    exact: Fraction
    value: Decimal
    band: Band

    @property
    def performance(self) -> str:
        return PERFORMANCE[self.band]

    @property
    def weight_words(self) -> str:
        """1/9, or 0.11: as it is printed beside the index."""
        return "0.11" if self.used is Weight.COMPATIBLE else f"1/{self.weight.denominator}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that the answers of one survey give; `compatible` is None where 0.11 means nothing (not nine elements)."""

    n: int
    means: dict[str, Fraction]
    exact: Index
    compatible: Index | None

    def index(self, weight: Weight) -> Index | None:
        return self.exact if weight is Weight.EXACT else self.compatible

    @property
    def ranking(self) -> list[str]:
        """Codes, the lowest mean first; equal ones in the order of the form."""
        return sorted(self.means, key=lambda code: self.means[code])


def round_half_up(value: Fraction, digits: int = 2) -> Decimal:
    """As the law's tables do: 88.305 becomes 88.31. Never through a float, which would lose the half."""
    step = 10**digits
    whole = (2 * abs(value) * step + 1) // 2
    return (Decimal(-whole if value < 0 else whole) / step).quantize(Decimal(1) / step)


def band_of(value: Decimal) -> Band:
    """The band of an index that is already rounded to two decimals: so no value falls between two bands."""
    return next((band for floor, band in FLOORS if value >= floor), Band.D)


def index_of(means: Mapping[str, Fraction], weight: Weight = Weight.EXACT) -> Index:
    """The index of the means by element.

    Raises ValueError without elements, for means outside 1 to 4, and for 0.11 with other than nine elements.
    """
    if not means or any(not LOWEST <= mean <= HIGHEST for mean in means.values()):
        raise ValueError("means between 1 and 4 make an index")
    if weight is Weight.COMPATIBLE and len(means) != len(ELEMENTS):
        raise ValueError("0.11 is the rounded weight of nine elements")
    each = COMPATIBLE if weight is Weight.COMPATIBLE else Fraction(1, len(means))
    exact = sum(means.values(), Fraction(0)) * each * 25
    value = round_half_up(exact)
    return Index(each, weight, exact, value, band_of(value))


def outcome_of(sums: Mapping[str, Sums], n: int) -> Outcome:
    """What the sums by element give; every element was answered by somebody."""
    means = {code: one.mean for code, one in sums.items()}
    compatible = index_of(means, Weight.COMPATIBLE) if len(means) == len(ELEMENTS) else None
    return Outcome(n, means, index_of(means), compatible)


@dataclass(frozen=True, slots=True)
class Interval:
    """Between which values the index of all users lies, 95 times of 100."""

    low: Decimal
    high: Decimal


def interval_of(n: int, score_sum: int, score_squares: int, elements: int, population: int = 0) -> Interval | None:
    """From the respondents' own totals over their elements (their number, sum, and sum of squares).

    `population` is how many used the service; where it is known, a large sample of it is surer (finite population
    correction). None for fewer than two respondents: nothing is known of chance then.
    """
    if n < 2:
        return None
    scale = Fraction(25, elements)
    mean = Fraction(score_sum, n) * scale
    variance = (Fraction(score_squares) - Fraction(score_sum * score_sum, n)) / (n - 1) * scale * scale
    share = Fraction(max(population - n, 0), population - 1) if population > 1 and population >= n else Fraction(1)
    half = Fraction(CONFIDENCE * sqrt(max(variance / n * share, Fraction(0))))
    low, high = max(mean - half, Fraction(25)), min(mean + half, Fraction(100))
    return Interval(round_half_up(low), round_half_up(high))
