"""Results × conduct → one of five ratings (PermenPANRB 6/2022)."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """How results, or conduct, stand to what was expected."""

    BELOW = "below"
    AS = "as"
    ABOVE = "above"


class Rating(StrEnum):
    """*Predikat kinerja*, the best first."""

    VERY_GOOD = "very_good"
    GOOD = "good"
    NEEDS_IMPROVEMENT = "needs_improvement"
    POOR = "poor"
    VERY_POOR = "very_poor"


CELLS: dict[tuple[Level, Level], Rating] = {
    (Level.ABOVE, Level.BELOW): Rating.POOR,
    (Level.ABOVE, Level.AS): Rating.GOOD,
    (Level.ABOVE, Level.ABOVE): Rating.VERY_GOOD,
    (Level.AS, Level.BELOW): Rating.POOR,
    (Level.AS, Level.AS): Rating.GOOD,
    (Level.AS, Level.ABOVE): Rating.GOOD,
    (Level.BELOW, Level.BELOW): Rating.VERY_POOR,
    (Level.BELOW, Level.AS): Rating.NEEDS_IMPROVEMENT,
    (Level.BELOW, Level.ABOVE): Rating.NEEDS_IMPROVEMENT,
}
"""The matrix, by (results, conduct). The database holds the same nine cells as a constraint."""


def rating_of(results: str, conduct: str) -> Rating:
    """The rating of a cell; ValueError for what is no level."""
    return CELLS[Level(results), Level(conduct)]
