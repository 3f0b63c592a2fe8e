"""The list of a desk: its rows, why each is there, and what could narrow it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection

from penata.foundation.calendars.queries import calendar
from penata.organization.structure import queries as structure
from penata.public.cases.models import Case
from penata.public.cases.models.case import CaseQuerySet
from penata.public.cases.queries import Sight, among, visible_to
from penata.public.cases.rules import ENDED, desk_group

from ..rules import GROUPS, MOST_COUNTED, MOST_FOUND, ROWS, Filters
from .counting import COUNTED, GROUPED, SCOPED, Count, choices, counted
from .rooms import Thing
from .words import case_ids


class Line(NamedTuple):
    """A case in the list. `days_left` in working days; None when nothing runs. `why` is empty when nobody said."""

    id: int
    reference: str
    title: str
    state: str
    is_urgent: bool
    due_on: date | None
    days_left: int | None
    group: str
    area_name: str
    unit_name: str
    way: str
    read: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeskPage:
    """`groups` count what the deadline filter chooses among; `rooms` where the rows come from, "cases" the first;
    `choices` the other filters, most frequent first."""

    filters: Filters
    rows: list[Line | Thing]
    total: int
    groups: dict[str, int]
    choices: dict[str, list[Count]] = field(default_factory=dict)
    urgent: int = 0
    has_next: bool = False
    is_cut: bool = False  # more cases than are counted
    rooms: dict[str, int] = field(default_factory=dict)


# What other rooms tell stands between the cases, under numbers below zero: on its day before them, and without a day
# before those that wait for their reporter.
_ROWS = f"""
with listed as (
    select id, due_on, received_at, is_urgent from ({{cases}}) as cases({SCOPED}) where %(due)s in ('', {GROUPED})
    union all
    select thing, due_on, null, is_urgent
    from unnest(%(things)s::int[], %(days)s::date[], %(urgent)s::bool[]) as told(thing, due_on, is_urgent)
), page as (
    select * from listed order by {{order}} limit {ROWS + 1} offset %(first)s
)
select page.id, reference, title, state, page.is_urgent, page.due_on, cases.area_id, unit.name, open.way,
    open.reason ->> 'read'
from page left join cases_case cases on cases.id = page.id
left join cases_assignment open on open.case_id = cases.id and open.until is null
left join structure_unitversion unit on unit.unit_id = cases.unit_id
    and unit.valid @> %(on)s::date and upper_inf(unit.recorded)
order by {{order_again}}
"""  # noqa: S608  # own words only
_BY_DUE = "case when {page}due_on is null then 2 when {page}is_urgent then 0 else 1 end, {page}due_on, {page}id"
_BY_RECEIPT = "{page}received_at desc, {page}id desc"
_NOTHING = """select 0::bigint, null::date, null::timestamptz, '', '', false,
    null::bigint, null::bigint, null::bigint, null::bigint where false"""


def desk_page(seen: Sight, filters: Filters, told: Sequence[Thing] = ()) -> DeskPage:
    """25 rows, the urgent and the late first: cases, and between them what other rooms told. Three queries."""
    inner, given = _inner(seen, filters)
    due_told = [one for one in told if filters.due in ("", one.group)]
    mine = [one for one in due_told if filters.room in ("", one.room)]
    given |= {"on": seen.on, "sunday": _sunday(seen.on), "due": filters.due, "first": (filters.page - 1) * ROWS}
    total, groups, found, titles = counted(inner, given)
    areas = structure.area_names(seen.on)
    has_cases = filters.room in ("", "cases")
    rows = _mixed(_page(inner if has_cases else _NOTHING, given, filters, mine), mine, areas, seen.on)
    of_told = Counter(one.group for one in told if filters.room in ("", one.room))
    return DeskPage(
        filters=filters,
        rows=rows[:ROWS],
        total=total * has_cases + len(mine),
        groups={name: groups.get(name, 0) * has_cases + of_told[name] for name in GROUPS},
        choices=choices(seen, filters, found, {"area": areas, **titles}) if has_cases else {},
        urgent=found["is_urgent"].get("true", 0),
        has_next=len(rows) > ROWS,
        is_cut=sum(groups.values()) > MOST_COUNTED,
        rooms=Counter(one.room for one in due_told) + Counter(cases=total),
    )


def lines_of(cases: CaseQuerySet, on: date) -> list[Line]:
    """The lines of a queryset, in its order, without the names of units and the reasons."""
    columns = ("pk", "reference", "title", "state", "is_urgent", "due_on", "area_id")
    rows = [(*row, "", "", None) for row in cases.values_list(*columns)]
    return _lines(rows, structure.area_names(on), on) if rows else []


def _narrowed(seen: Sight, filters: Filters) -> CaseQuerySet:
    """All filters but the deadline's, whose groups are counted beside each other."""
    named: dict[str, Any] = {
        "kind": filters.kind,
        "function": filters.function,
        "area": filters.area,
        "position": filters.position,
        "is_urgent": filters.urgent,
        "state__in": ENDED if filters.state == "ended" else filters.state and (filters.state,),
        "closed_at__isnull": filters.is_open_only,
    }
    cases = _scoped(seen, filters).filter(**{name: value for name, value in named.items() if value})
    return cases.filter(among("pk", case_ids(seen, filters.q, MOST_FOUND)[0])) if filters.q else cases


def _scoped(seen: Sight, filters: Filters) -> CaseQuerySet:
    """Mine and my units' are parts of what I may see, and cheaper to find."""
    if filters.scope == "all" or filters.q:
        cases = visible_to(seen)
        return cases.filter(unit__in=structure.subtree_ids([filters.unit], seen.on)) if filters.unit else cases
    if filters.scope == "mine" and filters.unit is None:
        return Case.objects.filter(position__in=seen.standing.positions)
    units = seen.units
    if filters.unit is not None:
        units = units & structure.subtree_ids([filters.unit], seen.on)
    return Case.objects.filter(unit__in=units)


def _sunday(on: date) -> date:
    return on + timedelta(days=6 - on.weekday())


def _inner(seen: Sight, filters: Filters) -> tuple[str, dict[str, Any]]:
    """The SQL of the narrowed cases, to be put inside another query, with its parameters by name."""
    columns = ("id", "due_on", "received_at", *COUNTED)
    try:
        query = _narrowed(seen, filters).order_by().values_list(*columns).query
        sql, parameters = query.sql_with_params()
    except EmptyResultSet:  # no position, no unit: nothing to ask for
        return _NOTHING, {}
    names = [f"p{index}" for index in range(len(parameters))]
    return sql.replace("%s", "{}").format(*[f"%({name})s" for name in names]), dict(zip(names, parameters, strict=True))


def _page(inner: str, given: dict[str, Any], filters: Filters, told: Sequence[Thing]) -> list[Any]:
    """The rows of the page, and one more when there is a next one; what was told is a number below zero."""
    order = _BY_DUE if filters.is_open_only else _BY_RECEIPT
    sql = _ROWS.format(cases=inner, order=order.format(page=""), order_again=order.format(page="page."))
    things = {
        "things": [index - len(told) for index in range(len(told))],  # from below zero up, in their order
        "days": [one.due_on for one in told],
        "urgent": [one.is_urgent for one in told],
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, given | things)
        return cursor.fetchall()


def _mixed(found: list[Any], told: Sequence[Thing], areas: dict[int, str], on: date) -> list[Line | Thing]:
    lines = iter(_lines([row for row in found if row[0] > 0], areas, on))
    return [told[row[0]] if row[0] < 0 else next(lines) for row in found]


def _lines(rows: Iterable[Any], areas: dict[int, str], on: date) -> list[Line]:
    days = calendar()
    lines = []
    for pk, reference, title, state, is_urgent, due_on, area_id, unit, way, read in rows:
        group = "urgent" if is_urgent and due_on is not None else desk_group(state, due_on, on)
        left = None if due_on is None else days.between(on, due_on)
        area, said = areas.get(area_id, ""), tuple(json.loads(read or "[]"))[:3]
        lines.append(
            Line(pk, reference, title, state, is_urgent, due_on, left, group, area, unit or "", way or "", said)
        )
    return lines
