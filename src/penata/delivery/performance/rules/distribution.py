"""How the ratings of a unit's people may spread by the unit's own result: advice, never a block.

The patterns themselves are reference figures (a circular of the ministry; its number was not found).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .ratings import Rating


@dataclass(frozen=True, slots=True)
class Pattern:
    """At most, or at least, so many percent of the people have one of these ratings. `some`: at least one person."""

    bound: str  # "max", "min", "some"
    ratings: tuple[Rating, ...]
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Advice:
    """A pattern that the ratings do not keep, with how many have them now of how many, and how many would keep it."""

    pattern: Pattern
    count: int
    of: int
    wanted: int


def patterns_of(result: str, figures: Iterable[tuple[str, Decimal]]) -> list[Pattern]:
    """The patterns of a unit's result from figures such as ("good:max:good", 70) or ("good:some:poor|very_poor", 0)."""
    found = []
    for key, percent in figures:
        of_result, bound, ratings = key.split(":")
        if of_result == result:
            found.append(Pattern(bound, tuple(Rating(one) for one in ratings.split("|")), percent))
    return found


def advise(patterns: Iterable[Pattern], counts: Mapping[Rating, int]) -> list[Advice]:
    """What to weigh once more, in the order of the patterns; nothing while nobody is rated."""
    everyone = sum(counts.values())
    if not everyone:
        return []
    found = []
    for pattern in patterns:
        count = sum(counts.get(rating, 0) for rating in pattern.ratings)
        wanted = _wanted(pattern, everyone)
        if count > wanted if pattern.bound == "max" else count < wanted:
            found.append(Advice(pattern, count, everyone, wanted))
    return found


def _wanted(pattern: Pattern, everyone: int) -> int:
    """How many people the bound is: at most rounded down, at least rounded up."""
    if pattern.bound == "some":
        return 1
    share = pattern.percent * everyone / 100
    return int(share) if pattern.bound == "max" else -int(-share // 1)


def status_is_usual(above: int, within: int, below: int) -> bool:
    """PP 30/2019: at most 20 % above expectation, 60 to 70 % as expected, at most 20 % below, by exact shares."""
    everyone = above + within + below
    if not everyone:
        return True
    return above * 5 <= everyone and below * 5 <= everyone and 6 * everyone <= within * 10 <= 7 * everyone
