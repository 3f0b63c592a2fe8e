"""Whether groups answer differently by more than chance: Pearson's chi-square, where enough have answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt

LEAST_EXPECTED = 5.0
CONFIDENCE = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Difference:
    """The statistic, its degrees of freedom and how often chance alone gives as much; weak: too few for certainty."""

    chi_square: float
    freedom: int
    p: float
    is_weak: bool

    @property
    def is_significant(self) -> bool:
        return self.p < 0.05 and not self.is_weak


def difference(table: Sequence[Sequence[int]]) -> Difference | None:
    """A row per group, a column per answer; None unless two groups and two answers were seen.

    Weak when more than a fifth of the expected counts are below five (Cochran's rule).
    """
    rows = [row for row in table if sum(row)]
    columns = [place for place in range(len(rows[0]) if rows else 0) if sum(row[place] for row in rows)]
    if len(rows) < 2 or len(columns) < 2:
        return None
    total = sum(sum(row) for row in rows)
    down = {place: sum(row[place] for row in rows) for place in columns}
    cells = [(row[place], sum(row) * down[place] / total) for row in rows for place in columns]
    statistic = sum((seen - expected) ** 2 / expected for seen, expected in cells)
    freedom = (len(rows) - 1) * (len(columns) - 1)
    weak = sum(expected < LEAST_EXPECTED for _seen, expected in cells) > len(cells) / 5
    return Difference(statistic, freedom, chance_of(statistic, freedom), weak)


def chance_of(statistic: float, freedom: int) -> float:
    """P(chi-square ≥ statistic): the upper incomplete gamma function, by series or continued fraction."""
    a, x = freedom / 2, statistic / 2
    if x <= 0:
        return 1.0
    front = exp(a * log(x) - x - lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        n = a
        while term > total * 1e-15:
            n += 1
            term *= x / n
            total += term
        return max(0.0, 1 - total * front)
    b, c, d = x + 1 - a, 1e300, 1 / (x + 1 - a)
    h = d
    for i in range(1, 10_000):
        step = -i * (i - a)
        b += 2
        d = 1 / (step * d + b)
        c = b + step / c
        h *= d * c
        if abs(d * c - 1) < 1e-14:
            break
    return min(1.0, front * h)


def share_interval(n: int, of: int) -> tuple[float, float]:
    """Wilson's interval of a share, 95 of 100; (0, 1) of nobody."""
    if not of:
        return 0.0, 1.0
    z, p = CONFIDENCE, n / of
    middle, half = p + z * z / (2 * of), z * sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    scale = 1 + z * z / of
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)
