"""How many have to be asked: Krejcie and Morgan, as the regulation's table has it (PermenPANRB 14/2017)."""

from __future__ import annotations

from fractions import Fraction

CHI_SQUARE = Fraction(3841, 1000)  # of one degree of freedom, at 95 of 100
SPREAD = Fraction(1, 4)  # P(1 - P) at P = 0.5, where it is widest
SQUARED_ERROR = Fraction(25, 10_000)  # five of 100


def sample_size(population: int) -> int:
    """S = 3.841 N 0.25 / (0.0025 (N - 1) + 3.841 x 0.25), to the nearest whole. Raises ValueError below 1."""
    if population < 1:
        raise ValueError("a population has somebody")
    size = CHI_SQUARE * population * SPREAD / (SQUARED_ERROR * (population - 1) + CHI_SQUARE * SPREAD)
    return min(population, int(size + Fraction(1, 2)))
