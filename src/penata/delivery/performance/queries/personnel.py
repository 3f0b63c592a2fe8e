"""What the personnel agency oversees: states and spreads by agency, nobody in the order of ratings."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from penata.organization.structure import queries as structure
from penata.organization.structure.models import PositionVersion
from penata.organization.structure.rules import AGENCIES

from ..models import Evaluation, Period, UnitResult
from ..rules import credit_points
from .figures import figures


class AgencyRow(NamedTuple):
    """An agency in a period: how many people work there, and how far their evaluations are."""

    unit_id: int
    name: str
    people: int
    agreed: int
    opened: int
    submitted: int
    decided: int
    objected: int
    closed: int
    above: int
    within: int
    below: int
    result: str | None

    @property
    def result_words(self) -> str:
        return str(UnitResult.Value(self.result).label) if self.result else ""


_AGENCIES = """
with recursive tree(unit_id, top_id) as (
    select version.unit_id, version.unit_id from structure_unitversion version
    where version.kind = any(%(kinds)s) and version.valid @> %(on)s::date and upper_inf(version.recorded)
    union all
    select version.unit_id, tree.top_id from tree
    join structure_unitversion version on version.parent_id = tree.unit_id and version.kind <> all(%(kinds)s)
        and version.valid @> %(on)s::date and upper_inf(version.recorded)
), places as (
    select tree.top_id, place.position_id from tree
    join structure_positionversion place on place.unit_id = tree.unit_id
        and place.valid @> %(on)s::date and upper_inf(place.recorded)
), people as (
    select places.top_id, count(*) as people from places
    join people_holding held on held.position_id = places.position_id and held.kind = 'definitive'
        and held.valid @> %(on)s::date and upper_inf(held.recorded)
    group by places.top_id
), expected as (
    select places.top_id, count(*) filter (where expectation.state = 'agreed') as agreed from places
    join performance_expectation expectation on expectation.position_id = places.position_id
        and expectation.year = %(year)s
    group by places.top_id
), rated as (
    select places.top_id,
        count(*) filter (where evaluation.state = 'open') as opened,
        count(*) filter (where evaluation.state = 'submitted') as submitted,
        count(*) filter (where evaluation.state = 'decided') as decided,
        count(*) filter (where evaluation.state = 'objected') as objected,
        count(*) filter (where evaluation.state = 'closed') as closed,
        count(*) filter (where evaluation.state = 'closed' and appraisal.results = 'above') as above,
        count(*) filter (where evaluation.state = 'closed' and appraisal.results = 'as') as within,
        count(*) filter (where evaluation.state = 'closed' and appraisal.results = 'below') as below
    from places
    join performance_evaluation evaluation on evaluation.position_id = places.position_id
        and evaluation.period_id = %(period)s
    left join performance_appraisal appraisal on appraisal.id = evaluation.appraisal_id
    group by places.top_id
)
select unit.unit_id, unit.name, people.people, coalesce(agreed, 0), coalesce(opened, 0), coalesce(submitted, 0),
    coalesce(decided, 0), coalesce(objected, 0), coalesce(closed, 0), coalesce(above, 0), coalesce(within, 0),
    coalesce(below, 0), result.value
from people
join structure_unitversion unit on unit.unit_id = people.top_id
    and unit.valid @> %(on)s::date and upper_inf(unit.recorded)
left join expected on expected.top_id = people.top_id
left join rated on rated.top_id = people.top_id
left join performance_unitresult result on result.unit_id = people.top_id and result.period_id = %(period)s
order by unit.name, unit.unit_id
"""


def agencies(period: Period | None, on: date) -> list[AgencyRow]:
    """Every agency by name, in one query."""
    asked: dict[str, Any] = {
        "kinds": list(AGENCIES),
        "on": on,
        "year": period.year if period else on.year,
        "period": period.pk if period else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(_AGENCIES, asked)
        return [AgencyRow(*row) for row in cursor.fetchall()]


def unit_choices(on: date) -> list[tuple[str, str]]:
    """Units whose result can be written down: the agencies."""
    return [(str(row.unit_id), row.name) for row in structure.chart(on) if row.kind in AGENCIES]


_RESULT = """
with recursive above(unit_id, parent_id, step) as (
    select unit_id, parent_id, 0 from structure_unitversion
    where unit_id = %(unit)s and valid @> %(on)s::date and upper_inf(recorded)
    union all
    select version.unit_id, version.parent_id, above.step + 1 from above
    join structure_unitversion version on version.unit_id = above.parent_id
        and version.valid @> %(on)s::date and upper_inf(version.recorded)
    where above.step < 20
)
select result.id from above join performance_unitresult result on result.unit_id = above.unit_id
where result.period_id = %(period)s order by above.step limit 1
"""


def result_of_unit(unit_id: int, period_id: int, on: date) -> UnitResult | None:
    """The result of the unit, or of the nearest above it that has one in the period."""
    with connection.cursor() as cursor:
        cursor.execute(_RESULT, {"unit": unit_id, "period": period_id, "on": on})
        row = cursor.fetchone()
    return UnitResult.objects.get(pk=row[0]) if row else None


def points_of(evaluation: Evaluation, on: date) -> Decimal | None:
    """Credit points of a closed evaluation in a functional position, by its days of the year; else None."""
    if evaluation.state != Evaluation.State.CLOSED or evaluation.appraisal is None:
        return None
    levels = dict(levels_of([evaluation.position_id], evaluation.days.upper - timedelta(days=1)))
    level = levels.get(evaluation.position_id, "")
    known = {"coefficient": figures("coefficient", on), "percentage": figures("percentage", on)}
    return points_for(level, evaluation.appraisal.rating, evaluation.days, known)


def points_for(level: str, rating: str, days: Any, known: dict[str, dict[str, Decimal]]) -> Decimal | None:
    coefficient, percent = known["coefficient"].get(level), known["percentage"].get(rating)
    if coefficient is None or percent is None:
        return None
    year = days.lower.year
    return credit_points(
        coefficient, percent, (days.upper - days.lower).days, (date(year + 1, 1, 1) - date(year, 1, 1)).days
    )


def levels_of(positions: list[int], on: date) -> list[tuple[int, str]]:
    """The level of each functional position, in small letters as the figures name it."""
    found = (
        PositionVersion.objects.as_known()
        .filter(position__in=positions, category=PositionVersion.Category.FUNCTIONAL, valid__startswith__lte=on)
        .order_by("position_id", "valid")
    )
    return [(position, level.lower()) for position, level in found.values_list("position_id", "level")]
