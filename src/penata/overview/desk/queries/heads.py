"""What a head should know of his units: figures with their sample, never a ranking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from penata.organization.structure import queries as structure
from penata.organization.structure.queries import ChartRow
from penata.public.cases.queries import Sight

from ..rules import Filters, share
from .lists import Line, desk_page

DAYS = 30
MOST_LATE = 10


@dataclass(frozen=True, slots=True)
class Figures:
    """Cases of units: open, late, due until Sunday; answered in the last 30 days, and how many of those in time."""

    open: int = 0
    late: int = 0
    week: int = 0
    answered: int = 0
    in_time: int = 0

    @property
    def share(self) -> float | None:
        return share(self.in_time, self.answered)

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.open + other.open,
            self.late + other.late,
            self.week + other.week,
            self.answered + other.answered,
            self.in_time + other.in_time,
        )


@dataclass(frozen=True, slots=True)
class Below:
    """A unit right below the one that is shown, with all below it."""

    unit_id: int
    name: str
    figures: Figures
    has_units: bool


@dataclass(frozen=True, slots=True)
class HeadPage:
    """`own`: of the unit itself without those below it. `heads`: the units that he heads, to choose from."""

    unit_id: int
    name: str
    heads: list[tuple[int, str]]
    figures: Figures
    own: Figures
    below: list[Below]
    late: list[Line]


_FIGURES = """
select unit_id,
    count(*) filter (where closed_at is null),
    count(*) filter (where closed_at is null and due_on < %(on)s),
    count(*) filter (where closed_at is null and due_on between %(on)s and %(sunday)s),
    count(*) filter (where answered_at >= %(since)s),
    count(*) filter (where answered_at >= %(since)s and (answered_at at time zone %(zone)s)::date <= finish_by)
from cases_case
where unit_id = any(%(units)s) and (closed_at is null or (closed_at >= %(since)s and answered_at >= %(since)s))
group by unit_id
"""


def head_page(seen: Sight, unit_id: int | None, *, at: datetime) -> HeadPage | None:
    """The figures of a unit that he heads, or of one below it; None when he heads none, or not this one."""
    heads = sorted(seen.standing.heads)
    if not heads or (unit_id is not None and unit_id not in seen.subtree):
        return None
    names = structure.unit_names(heads, seen.on)
    chosen = unit_id if unit_id is not None else max(heads, key=lambda unit: (unit in seen.standing.units, -unit))
    rows = structure.subtree(chosen, on=seen.on)
    if not rows:
        return None
    figures = _figures([row.unit_id for row in rows], seen.on, at)
    late = desk_page(seen, Filters(scope="unit", due="late", unit=chosen))
    return HeadPage(
        unit_id=chosen,
        name=rows[0].name,
        heads=[(unit, names.get(unit, "")) for unit in heads],
        figures=sum(figures.values(), Figures()),
        own=figures.get(chosen, Figures()),
        below=_below(rows, figures),
        late=[row for row in late.rows if isinstance(row, Line)][:MOST_LATE],
    )


def _figures(units: list[int], on: date, at: datetime) -> dict[int, Figures]:
    given: dict[str, Any] = {
        "units": units,
        "on": on,
        "sunday": on + timedelta(days=6 - on.weekday()),
        "since": at - timedelta(days=DAYS),
        "zone": settings.TIME_ZONE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, given)
        return {row[0]: Figures(*row[1:]) for row in cursor.fetchall()}


def _below(rows: list[ChartRow], figures: dict[int, Figures]) -> list[Below]:
    """The units right below the first row, each with the sum of its own subtree; in the order of the chart."""
    found: list[Below] = []
    for row in rows[1:]:
        own = figures.get(row.unit_id, Figures())
        if row.depth == rows[0].depth + 1:
            found.append(Below(row.unit_id, row.name, own, has_units=False))
        else:
            last = found[-1]
            found[-1] = Below(last.unit_id, last.name, last.figures + own, has_units=True)
    return found
