"""Credit points (*angka kredit*) of functional positions from the rating (PermenPANRB 1/2023, BKN 3/2023)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_EXACT, _SHOWN = Decimal("0.0001"), Decimal("0.01")


def credit_points(coefficient: Decimal, percent: Decimal, days: int, of_days: int) -> Decimal:
    """The yearly coefficient of the level × the percentage of the rating × the part of the year, to four places.

    ValueError when the part would not lie within the year.
    """
    if not 0 < days <= of_days:
        raise ValueError(f"{days} days of {of_days}")
    points = coefficient * percent * days / (100 * of_days)
    return points.quantize(_EXACT, ROUND_HALF_UP)


def shown(points: Decimal) -> Decimal:
    """As it is written down: two places, a half goes up."""
    return points.quantize(_SHOWN, ROUND_HALF_UP)
