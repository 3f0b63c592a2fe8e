from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection

from penata.foundation.dated.queries import known_at, last_act

from ..models import UnitVersion
from ..rules.trees import depth_first
from .mandates import decree_label


class ChartRow(NamedTuple):
    """A unit as the chart and the subtree show it; `depth` counts from the first unit asked for."""

    unit_id: int
    code: str
    name: str
    kind: str
    parent_id: int | None
    depth: int
    head_id: int | None
    head_title: str | None
    short_name: str
    area_id: int | None


_ROWS = """
select version.unit_id, unit.code, version.name, version.kind, version.parent_id, 0, head.position_id, head.title,
    version.short_name, version.area_id
from structure_unitversion version
join structure_unit unit on unit.id = version.unit_id
left join structure_positionversion head on head.unit_id = version.unit_id and head.is_head
    and head.valid @> %(on)s::date and {head_known}
where version.valid @> %(on)s::date and {known}
order by unit.code
"""

_SUBTREE = """
with recursive below as (
    select version.unit_id, version.name, version.kind, version.parent_id, 0 as depth, version.short_name,
        version.area_id
    from structure_unitversion version
    where version.unit_id = {root} and version.valid @> %(on)s::date and {known}
    union all
    select version.unit_id, version.name, version.kind, version.parent_id, below.depth + 1, version.short_name,
        version.area_id
    from below join structure_unitversion version on version.parent_id = below.unit_id
    where version.valid @> %(on)s::date and {known} and below.depth < 20
)
select below.unit_id, unit.code, below.name, below.kind, below.parent_id, below.depth, head.position_id, head.title,
    below.short_name, below.area_id
from below
join structure_unit unit on unit.id = below.unit_id
left join structure_positionversion head on head.unit_id = below.unit_id and head.is_head
    and head.valid @> %(on)s::date and {head_known}
order by unit.code
"""


def _sql(text: str, at: datetime | None, root: str) -> str:
    now = at is None
    known = "upper_inf(version.recorded)" if now else "version.recorded @> %(at)s::timestamptz"
    head = "upper_inf(head.recorded)" if now else "head.recorded @> %(at)s::timestamptz"
    return text.format(known=known, head_known=head, root=root)


def _rows(text: str, root: str = "%(unit)s", *, on: date, **parameters: Any) -> list[ChartRow]:
    at = known_at(parameters.pop("at", None))
    # The day is written out: a statement planned once for any day walks through ten years of versions.
    sql = _sql(text, at, root).replace("%(on)s", f"'{on.isoformat()}'")
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters | {"at": at})
        rows = cursor.fetchall()
    by_id = {row[0]: row for row in rows}
    ordered = depth_first([(row[0], row[4]) for row in rows])
    return [ChartRow._make((*by_id[unit][:5], depth, *by_id[unit][6:])) for unit, depth in ordered]


def chart(on: date, at: datetime | None = None) -> list[ChartRow]:
    """All units of a day, each after the unit above it. One query (and one more for an `at`)."""
    return _rows(_ROWS, on=on, at=at)


_DAYS = """
select begun.day, decree.kind, decree.number, decree.year from (
    select distinct lower(valid) as day, decree_id from structure_unitversion where upper_inf(recorded)
    union
    select distinct lower(valid), decree_id from structure_unitclosure where upper_inf(recorded)
) begun join structure_decree decree on decree.id = begun.decree_id
order by begun.day, decree.in_force_on desc, decree.id
"""


def chart_days(most: int = 60) -> list[tuple[date, str]]:
    """The newest days on which units began, changed or ended, with the decrees that said so; the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(_DAYS)
        said: dict[date, list[str]] = {}
        for day, kind, number, year in cursor.fetchall():
            said.setdefault(day, []).append(decree_label(kind, number, year))
    return [(day, ", ".join(names[:3])) for day, names in said.items()][-most:]


def subtree(unit_id: int, *, on: date, at: datetime | None = None) -> list[ChartRow]:
    """The unit and all below it on a day, each after the one above it; empty when it is not there that day."""
    return _rows(_SUBTREE, unit=unit_id, on=on, at=at)


def subtree_of_code(code: str, *, on: date, at: datetime | None = None) -> list[ChartRow]:
    """As `subtree`, for the unit with a code; also one query."""
    root = "(select id from structure_unit where code = %(code)s)"
    return _rows(_SUBTREE, root, code=code.replace("\x00", ""), on=on, at=at)


def as_data(rows: list[ChartRow]) -> list[dict[str, Any]]:
    """Units as the API gives them."""
    codes = {row.unit_id: row.code for row in rows}
    return [
        {
            "code": row.code,
            "name": row.name,
            "kind": row.kind,
            "parent": codes.get(row.parent_id or 0),
            "depth": row.depth,
            "head": row.head_title,
        }
        for row in rows
    ]


# `offset 0`: by the index on the parent, and not through all units again at each depth.
_BELOW = """
with recursive below(unit_id) as (
    select unnest(%(units)s::bigint[])
    union
    select child.unit_id from below cross join lateral (
        select unit_id from structure_unitversion
        where parent_id = below.unit_id and valid @> %(on)s::date and upper_inf(recorded)
        offset 0
    ) child
)
select array_agg(unit_id), exists(
    select from structure_unitversion
    where unit_id = any(%(units)s) and parent_id is null and valid @> %(on)s::date and upper_inf(recorded)
) from below
"""


def subtree_ids(unit_ids: Iterable[int], on: date) -> frozenset[int]:
    """The units and all below them on a day, as known now."""
    return subtree_and_top(unit_ids, on)[0]


def subtree_and_top(unit_ids: Iterable[int], on: date) -> tuple[frozenset[int], bool]:
    """The units and all below them on a day, and whether one of the units is the top of the city.

    Every page of a head asks this, and it changes with structural acts alone: kept until the next one.
    """
    return _below(connection.settings_dict["NAME"], last_act(), frozenset(unit_ids), on)


@lru_cache(maxsize=512)
def _below(_database: str, _act: datetime | None, unit_ids: frozenset[int], on: date) -> tuple[frozenset[int], bool]:
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, {"units": list(unit_ids), "on": on})
        below, has_top = cursor.fetchone()
    return frozenset(below or ()), has_top


def superior_position(position_id: int, *, on: date, at: datetime | None = None) -> int | None:
    """The head of the position's unit, or of the next unit above that has one; None at the top."""
    with connection.cursor() as cursor:
        cursor.execute("select structure_superior(%s, %s, %s)", [position_id, on, known_at(at)])
        row = cursor.fetchone()
    return row[0] if row else None


def unit_names(ids: Iterable[int], on: date) -> dict[int, str]:
    """Names of units on a day; a unit that is not there that day has the last name it had."""
    return dict(
        UnitVersion.objects.as_known()
        .filter(unit_id__in=list(ids), valid__startswith__lte=on)
        .order_by("unit_id", "valid")
        .values_list("unit_id", "name")
    )


_TITLES = """
select distinct on (position.position_id)
    position.position_id, position.title, position.unit_id, coalesce(unit.name, '')
from structure_positionversion position
left join lateral (
    select name from structure_unitversion
    where unit_id = position.unit_id and upper_inf(recorded) and lower(valid) <= %(on)s
    order by valid desc limit 1
) unit on true
where position.position_id = any(%(ids)s) and upper_inf(position.recorded) and lower(position.valid) <= %(on)s
order by position.position_id, position.valid desc
"""


def position_titles(ids: Iterable[int], on: date) -> dict[int, tuple[str, int, str]]:
    """Position → (title, unit, name of the unit) on a day; a closed position has what it last was. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_TITLES, {"ids": list(ids), "on": on})
        return {position: (title, unit, name) for position, title, unit, name in cursor.fetchall()}
