"""The survey of conduct by peers and subordinates: seven core values, no answer that leads to someone."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

# BerAKHLAK (PermenPANRB 6/2022), in the order of the word
VALUES = ("service", "accountable", "competent", "harmonious", "loyal", "adaptive", "collaborative")
LOWEST, HIGHEST = 1, 5
LEAST_MINIMUM = 3  # two who answered could each compute what the other said


def may_be_asked(invited: int, minimum: int) -> bool:
    """Whether a survey of so many may open: fewer could never give a result that hides them."""
    return minimum >= LEAST_MINIMUM and invited >= minimum


def mean_scores(
    tallies: Iterable[tuple[str, int, int]], *, answers: int, minimum: int, is_over: bool
) -> dict[str, Fraction] | None:
    """The mean of each value from (value, score, count); None while it runs, and for ever below the minimum.

    A result that grew while the survey runs would tell what the latest one said.
    """
    if not is_over or answers < minimum:
        return None
    counted: dict[str, list[int]] = {}
    for value, score, count in tallies:
        total = counted.setdefault(value, [0, 0])
        total[0] += score * count
        total[1] += count
    return {value: Fraction(total, count) for value, (total, count) in counted.items() if count}
