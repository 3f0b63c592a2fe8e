from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a table may be at most. `size` and `unpacked` in bytes; `cells` counts the empty ones between too."""

    size: int = 30_000_000
    unpacked: int = 400_000_000
    rows: int = 250_000
    columns: int = 200
    cells: int = 6_500_000


USUAL = Limits()  # for a file that came through a page

# For a file that an operator brings in on the machine itself: years of cases at once.
OPERATORS = Limits(size=1_000_000_000, unpacked=2_000_000_000, rows=3_000_000, cells=60_000_000)
