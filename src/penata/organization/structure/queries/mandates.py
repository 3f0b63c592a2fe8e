from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from penata.foundation.dated.queries import known_at

from ..models import Decree
from ..rules.coverage import Answerable, Gap

_KINDS: dict[str, Any] = {kind.value: kind for kind in Decree.Kind}


def decree_label(kind: str, number: str, year: int) -> str:
    """As `str(decree)`, from a row."""
    return f"{_KINDS[kind].label} {number}/{year}"


def as_answerable(row: tuple[Any, ...]) -> Answerable:
    """A row of the SQL function `structure_accountable`."""
    return Answerable(
        mandate_id=row[0],
        function_id=row[1],
        function_code=row[2],
        function_title=row[3] or row[2],
        position_id=row[4],
        unit_id=row[5],
        area_id=row[6],
        article=row[7],
        decree_id=row[8],
        decree_label=decree_label(row[9], row[10], row[11]),
        aspect=row[12],
        is_inherited=row[13],
    )


def accountable(function_id: int, area_id: int | None, *, on: date, at: datetime | None = None) -> Answerable | None:
    """Who answers for a function in an area on a day, as known at an instant (default: now).

    The most specific area speaks first; a function without a mandate of its own has its parent's.
    `area_id=None` or an area that is not there that day means the city. None: a gap.
    """
    with connection.cursor() as cursor:
        cursor.execute("select * from structure_accountable(%s, %s, %s, %s)", [function_id, area_id, on, known_at(at)])
        row = cursor.fetchone()
    return None if row is None else as_answerable(row)


def accountable_many(
    function_ids: Iterable[int], area_id: int | None, *, on: date, at: datetime | None = None
) -> dict[int, Answerable]:
    """As `accountable`, for several functions in one query; functions with a gap are left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select found.* from unnest(%s::bigint[]) as asked,"
            " lateral structure_accountable(asked, %s, %s, %s) as found",
            [list(function_ids), area_id, on, known_at(at)],
        )
        rows = cursor.fetchall()
    return {row[1]: as_answerable(row) for row in rows}


_GAPS = """
with recursive asked as (select daterange(%(since)s, %(until)s) as days),
areas as materialized (
    select area_id, parent_id, name, level, valid * days as valid from structure_areaversion, asked
    where upper_inf(recorded) and valid && days
), functions as materialized (
    select function_id, parent_id, title, is_public, valid * days as valid from structure_functionversion, asked
    where upper_inf(recorded) and valid && days
), leaves as materialized (
    select area_id, range_agg(valid) as days from areas
    where area_id not in (select parent_id from areas where parent_id is not null) group by area_id
), above_area(area_id, place, days) as (
    select area_id, area_id, valid from areas
    union
    select lower_one.area_id, areas.parent_id, lower_one.days * areas.valid
    from above_area lower_one join areas on areas.area_id = lower_one.place
    where areas.parent_id is not null and areas.valid && lower_one.days
), above_function(function_id, own, days) as (
    select function_id, function_id, valid from functions
    union
    select lower_one.function_id, functions.parent_id, lower_one.days * functions.valid
    from above_function lower_one join functions on functions.function_id = lower_one.own
    where functions.parent_id is not null and functions.valid && lower_one.days
), heads as materialized (
    select unit_id, range_agg(valid) as days from structure_positionversion
    where is_head and upper_inf(recorded) group by unit_id
), whole_city as materialized (
    -- Most functions have an answer in the whole city: the others alone are looked at place by place.
    select above_function.function_id, range_agg(datemultirange(mandate.valid * asked.days)
        * case when mandate.unit_id is null then '{(,)}'::datemultirange else coalesce(heads.days, '{}') end
        * datemultirange(above_function.days)) as days
    from areas join structure_mandate mandate on mandate.area_id = areas.area_id
    cross join asked join above_function on above_function.own = mandate.function_id
    left join heads on heads.unit_id = mandate.unit_id
    where areas.level = 'city' and areas.valid @> asked.days and mandate.aspect = 'accountable'
        and upper_inf(mandate.recorded) and mandate.valid && asked.days
    group by 1
), public_functions as materialized (
    select open_one.* from (
        select function_id, range_agg(valid) as days from functions where is_public group by function_id
    ) open_one left join whole_city using (function_id)
    where not open_one.days <@ coalesce(whole_city.days, '{}')
), mandates as materialized (
    select mandate.function_id, mandate.area_id,
        case when mandate.unit_id is null then datemultirange(mandate.valid * asked.days)
            else datemultirange(mandate.valid * asked.days) * coalesce(heads.days, '{}') end as days
    from structure_mandate mandate cross join asked left join heads on heads.unit_id = mandate.unit_id
    where mandate.aspect = 'accountable' and upper_inf(mandate.recorded) and mandate.valid && asked.days
        and mandate.function_id in (
            select own from above_function where function_id in (select function_id from public_functions))
), reached as materialized (
    select above_function.function_id, mandates.area_id as place,
        range_agg(mandates.days * datemultirange(above_function.days)) as days
    from mandates join above_function on above_function.own = mandates.function_id group by 1, 2
), wanted as (
    select public_functions.function_id, leaves.area_id, public_functions.days * leaves.days as days
    from public_functions cross join leaves
), covered as (
    select reached.function_id, above_area.area_id,
        range_agg(reached.days * datemultirange(above_area.days)) as days
    from reached join above_area on above_area.place = reached.place group by 1, 2
), open_days as (
    select wanted.function_id, wanted.area_id, unnest(wanted.days - coalesce(covered.days, '{}')) as days
    from wanted left join covered using (function_id, area_id)
    where not wanted.days <@ coalesce(covered.days, '{}')
)
select open_days.function_id, subject.code, version.title, open_days.area_id, place.name,
    lower(open_days.days), upper(open_days.days),
    coalesce((
        select string_agg(distinct mandate.article, '; ') from structure_mandate mandate
        join above_function on above_function.own = mandate.function_id
            and above_function.function_id = open_days.function_id
        join above_area on above_area.place = mandate.area_id and above_area.area_id = open_days.area_id
        where upper_inf(mandate.recorded) and mandate.valid && open_days.days and mandate.unit_id is not null
    ), ''),
    exists (
        select from structure_mandate mandate
        join above_function on above_function.own = mandate.function_id
            and above_function.function_id = open_days.function_id
        join above_area on above_area.place = mandate.area_id and above_area.area_id = open_days.area_id
        where upper_inf(mandate.recorded) and mandate.valid && open_days.days and mandate.unit_id is not null
    )
from open_days
join structure_function subject on subject.id = open_days.function_id
join lateral (select title from functions where functions.function_id = open_days.function_id limit 1) version on true
join lateral (select name from areas where areas.area_id = open_days.area_id limit 1) place on true
order by subject.code, place.name, 6 limit %(limit)s
"""


def gaps(since: date, until: date | None, *, limit: int = 1000) -> list[Gap]:
    """Public function × smallest area × days for which nobody answers, with the articles that leave them open."""
    with connection.cursor() as cursor:
        cursor.execute(_GAPS, {"since": since, "until": until, "limit": limit})
        rows = cursor.fetchall()
    return [
        Gap(
            code="no_head" if row[8] else "no_mandate",
            function_id=row[0],
            function_code=row[1],
            function_title=row[2],
            area_id=row[3],
            area_name=row[4],
            since=row[5],
            until=row[6],
            article=row[7],
        )
        for row in rows
    ]


def gaps_and_overlaps(on: date, until: date | None = None, *, limit: int = 1000) -> list[Gap]:
    """Where law 1 does not hold on a day, or in the days [on, until).

    Only gaps: two accountable mandates for one function, area and day cannot be written (the database refuses).
    """
    on = min(on, date.max - timedelta(days=1))
    return gaps(on, until or on + timedelta(days=1), limit=limit)
