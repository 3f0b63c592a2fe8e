"""A year of several positions or periods, by the days of each (PP 30/2019 art. 36)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from .ratings import Level, Rating, rating_of

_STEPS = {Level.BELOW: 1, Level.AS: 2, Level.ABOVE: 3}


@dataclass(frozen=True, slots=True)
class Part:
    """A closed evaluation with the days that it counts for."""

    days: int
    results: Level
    conduct: Level


@dataclass(frozen=True, slots=True)
class Share:
    """What the parts say together: advice to who decides, never the appraisal itself."""

    results: Level
    conduct: Level
    rating: Rating
    days: int


def pro_rata(parts: Iterable[Part]) -> Share | None:
    """The mean of the levels, each weighing its days, and the rating of their cell; None without a day.

    That the mean of levels is taken, and a half goes up, is this program's reading: article 36 speaks of numbers.
    """
    counted = [part for part in parts if part.days > 0]
    days = sum(part.days for part in counted)
    if not days:
        return None
    results = _nearest(Fraction(sum(part.days * _STEPS[part.results] for part in counted), days))
    conduct = _nearest(Fraction(sum(part.days * _STEPS[part.conduct] for part in counted), days))
    return Share(results, conduct, rating_of(results, conduct), days)


def _nearest(mean: Fraction) -> Level:
    if mean >= Fraction(5, 2):
        return Level.ABOVE
    return Level.AS if mean >= Fraction(3, 2) else Level.BELOW
