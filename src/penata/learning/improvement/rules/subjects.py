"""What is counted by month: units, topics, areas, and where they cross."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .chance import MOST_MONTHS, Floats, volume
from .facts import Subject
from .table import Cases, Numbers

SINGLES = (("topic",), ("unit",), ("area",))
CROSSINGS = (("unit", "topic"), ("topic", "area"), ("unit", "area"))
SEAMS = (("handed_from", "unit"),)
LEAST_OF_A_CROSSING = 6  # cases in all its months; fewer can be no signal yet
MISSING = 0.05  # a month with less of the usual volume than this is missing, not quiet


@dataclass(frozen=True)
class Family:
    """Subjects of one sort. `row`: of each case the number of its subject, -1 for none."""

    fields: tuple[str, ...]
    row: Numbers
    codes: tuple[Numbers, ...]  # of each subject, for each field
    counts: Floats  # subjects × months

    @property
    def size(self) -> int:
        return len(self.counts)

    def subject(self, place: int, names: dict[str, list[str]]) -> Subject:
        found = {name: names[name][code[place]] for name, code in zip(self.fields, self.codes, strict=True)}
        return Subject(**found)


class History:
    """Cases by month, with what is asked of them again and again."""

    def __init__(self, cases: Cases) -> None:
        self.cases = cases
        self.first = int(cases.month[0])
        self.months = int(cases.month[-1]) - self.first + 1
        self.column = (cases.month - self.first).astype(np.int32)
        self.starts = np.searchsorted(self.column, np.arange(self.months + 1))
        self.totals = np.diff(self.starts).astype(float)
        usual = np.median(self.totals[self.totals > 0])
        self.is_missing = self.totals < max(1.0, MISSING * usual)

    def rows(self, first: int, last: int | None = None) -> slice:
        """The cases of the months from `first` to `last`, both included."""
        return slice(int(self.starts[first]), int(self.starts[(first if last is None else last) + 1]))

    def past(self, column: int, *, gap: int = 0) -> NDArray[np.intp]:
        """The months that may be known when `column` is judged, oldest first; `gap` of them before it are left out."""
        until = max(0, column - gap)
        first = max(0, column - gap - MOST_MONTHS)
        return np.array([month for month in range(first, until) if not self.is_missing[month]], dtype=np.intp)

    @cached_property
    def singles(self) -> list[Family]:
        return self._families(SINGLES)

    @cached_property
    def crossings(self) -> list[Family]:
        return self._families(CROSSINGS)

    @cached_property
    def seams(self) -> list[Family]:
        return self._families(SEAMS)

    def family(self, *fields: str) -> Family | None:
        known = [*self.singles, *self.crossings]
        return next((family for family in known if family.fields == fields), None)

    def _families(self, kinds: tuple[tuple[str, ...], ...]) -> list[Family]:
        made = [self._family(fields) for fields in kinds]
        return [family for family in made if family is not None]

    def _family(self, fields: tuple[str, ...]) -> Family | None:
        codes = [getattr(self.cases, name) for name in fields]
        sizes = [len(self.cases.names[name]) for name in fields]
        if any(size < 3 for size in sizes):  # the empty name and one more: nothing to tell apart
            return None
        key = codes[0].astype(np.int64)
        has_all = codes[0] > 0
        for code, size in zip(codes[1:], sizes[1:], strict=True):
            key, has_all = key * size + code, has_all & (code > 0)
        found, place = np.unique(key[has_all], return_inverse=True)
        if len(fields) > 1:
            often = np.bincount(place, minlength=len(found)) >= LEAST_OF_A_CROSSING
            moved = np.where(often, np.cumsum(often) - 1, -1)
            found, place = found[often], moved[place]
        row = np.full(len(key), -1, dtype=np.int32)
        row[has_all] = place
        return self._counted(fields, row, found, sizes) if len(found) else None

    def _counted(self, fields: tuple[str, ...], row: Numbers, found: NDArray[np.int64], sizes: list[int]) -> Family:
        parts, rest = [], found
        for size in reversed(sizes[1:]):
            parts.append((rest % size).astype(np.int32))
            rest = rest // size
        parts.append(rest.astype(np.int32))
        counts = self.counted(row, len(found))
        return Family(fields, row, tuple(reversed(parts)), counts)

    def counted(self, row: Numbers, size: int, weight: Floats | None = None) -> Floats:
        kept = row >= 0
        place = row[kept].astype(np.int64) * self.months + self.column[kept]
        by = None if weight is None else weight[kept]
        return np.bincount(place, weights=by, minlength=size * self.months).reshape(size, self.months).astype(float)

    def volume(self, months: NDArray[np.intp]) -> Floats:
        """How busy the city was in these months, whatever single topics or units did."""
        most = max(self.singles, key=lambda family: (family.fields != ("area",), family.size), default=None)
        return self.totals[months] if most is None else volume(most.counts[:, months])

    def name(self, column: int) -> str:
        year, month = divmod(self.first + column, 12)
        return f"{year:04d}-{month + 1:02d}"
