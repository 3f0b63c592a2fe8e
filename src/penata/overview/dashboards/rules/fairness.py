"""Like units compared fairly: by what each had to do, with how sure one can be, and in no order of speed.

A share has Wilson's interval (Wilson, JASA 22, 1927). A unit is held against what the whole city would have reached
with work of the same sorts (indirect standardization); it differs when it is beyond three standard errors of that, the
limits of a funnel plot (Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine
24, 2005). The estimate of a small unit is drawn to the city's share as far as its number is small (empirical Bayes,
beta-binomial by moments: Efron and Morris, JASA 70, 1975; Kleinman, JASA 68, 1973).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

Z = 1.959964  # of 95 percent
FUNNEL = 3.0
PROMISES = (3, 7, 14)  # working days: quick, a week, the usual two; longer is a sort of its own
STRONGEST = 10_000.0  # a prior that says: all units are alike


@dataclass(frozen=True, slots=True)
class Part:
    """Of a unit and a sort of work: how many answers, how many of them good."""

    sort: str
    good: int
    all: int


@dataclass(frozen=True, slots=True)
class Fair:
    """A unit beside what was to be expected of it. Shares of one.

    `expected`: the city's share with this unit's work. `adjusted`: the unit's, as if it had the city's work, with
    its interval. `estimate`: the adjusted share, drawn to the city's as far as the sample is small.
    `verdict`: "few" (below the sample: nothing is said), "like", "above", "below".
    """

    key: int
    good: int
    all: int
    share: float | None
    expected: float | None
    adjusted: float | None
    low: float | None
    high: float | None
    estimate: float | None
    verdict: str


def wilson(part: int, whole: int, z: float = Z) -> tuple[float, float]:
    """The interval of a share that holds the true one nineteen times of twenty; (0, 1) of nothing."""
    if whole <= 0:
        return 0.0, 1.0
    share, square = part / whole, z * z
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = z / (1 + square / whole) * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    return max(0.0, middle - half), min(1.0, middle + half)


def sort_of(topic: str, promise_days: int) -> str:
    """What may be compared: services of one topic whose promises are about as long.

    Not the service itself: where only one unit has it, that unit would be held against nobody but itself.
    """
    length = next((most for most in PROMISES if promise_days <= most), 0)
    return f"{topic} {length}"


def shares_of(parts: Iterable[Part]) -> dict[str, float]:
    """Sort of work → the share of the whole city."""
    good: dict[str, int] = {}
    total: dict[str, int] = {}
    for one in parts:
        good[one.sort] = good.get(one.sort, 0) + one.good
        total[one.sort] = total.get(one.sort, 0) + one.all
    return {sort: good[sort] / count for sort, count in total.items() if count}


def compared(units: Mapping[int, Sequence[Part]], city: Mapping[str, float], *, least: int) -> list[Fair]:
    """Each unit beside what was to be expected, in the order given: never a ranking."""
    everything = [part for parts in units.values() for part in parts]
    total = sum(part.all for part in everything)
    mean = sum(part.all * city.get(part.sort, 0.0) for part in everything) / total if total else 0.0
    held = [_held(key, parts, city, mean, least) for key, parts in units.items()]
    strength = _strength([one for one in held if one.adjusted is not None], mean)
    return [_drawn(one, mean, strength) for one in held]


def _held(key: int, parts: Sequence[Part], city: Mapping[str, float], mean: float, least: int) -> Fair:
    good, total = sum(part.good for part in parts), sum(part.all for part in parts)
    if total < least:
        return Fair(key, good, total, None, None, None, None, None, None, "few")
    rates = [(part.all, city.get(part.sort, 0.0)) for part in parts]
    expected = sum(n * rate for n, rate in rates)
    error = sqrt(sum(n * rate * (1 - rate) for n, rate in rates))
    distance = (good - expected) / error if error > 0 else 0.0
    verdict = "above" if distance > FUNNEL else "below" if distance < -FUNNEL else "like"
    scale = mean * total / expected if expected else 1.0
    low, high = wilson(good, total)
    adjusted = min(1.0, good / total * scale)
    return Fair(
        key, good, total, good / total, expected / total, adjusted,
        min(1.0, low * scale), min(1.0, high * scale), None, verdict,
    )  # fmt: skip


def _strength(known: list[Fair], mean: float) -> float:
    """How many answers the knowledge of the whole city weighs beside a unit's own."""
    if len(known) < 3 or not 0 < mean < 1:
        return STRONGEST
    total = sum(one.all for one in known)
    seen = sum(one.all * ((one.adjusted or 0.0) - mean) ** 2 for one in known) / total
    chance = mean * (1 - mean) * len(known) / total
    between = seen - chance
    if between <= 0:
        return STRONGEST
    return min(STRONGEST, max(1.0, mean * (1 - mean) / between - 1))


def _drawn(one: Fair, mean: float, strength: float) -> Fair:
    if one.adjusted is None:
        return one
    estimate = (one.adjusted * one.all + mean * strength) / (one.all + strength)
    return Fair(
        one.key, one.good, one.all, one.share, one.expected, one.adjusted, one.low, one.high, estimate, one.verdict
    )
