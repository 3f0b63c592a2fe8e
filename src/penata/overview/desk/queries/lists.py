"""The list of a desk: its rows, why each is there, and what could narrow it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection

from penata.foundation.calendars.queries import calendar
from penata.organization.structure import queries as structure
from penata.public.cases.models import Case
from penata.public.cases.models.case import CaseQuerySet
from penata.public.cases.queries import Sight, matching, visible_to
from penata.public.cases.rules import ENDED, desk_group

from ..rules import GROUPS, MOST_COUNTED, ROWS, Filters

MOST_CHOICES = 8  # of a filter


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
class Count:
    """A value that narrows the list, and how many cases would stay."""

    value: Any
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class DeskPage:
    """`groups` count what the deadline filter chooses among; `choices` the other filters, most frequent first."""

    filters: Filters
    rows: list[Line]
    total: int
    groups: dict[str, int]
    choices: dict[str, list[Count]] = field(default_factory=dict)
    urgent: int = 0
    has_next: bool = False
    is_cut: bool = False  # more cases than are counted


_COUNTED = ("state", "kind", "is_urgent", "function_id", "area_id", "position_id", "unit_id")
_NAMED = ("state", "kind", "function", "area", "position", "unit")
_SCOPED = ", ".join(("id", "due_on", "received_at", *_COUNTED))
_GROUPED = """case when due_on is null then 'reporter' when due_on < %(on)s then 'late'
    when due_on = %(on)s then 'today' when due_on <= %(sunday)s then 'week' else 'later' end"""
_COUNTS = f"""
with scoped as materialized (
    select {{columns}}, {_GROUPED} as due from ({{cases}} limit {MOST_COUNTED + 1}) as cases({_SCOPED})
), counted as (
    select grouping(due, {{columns}}) as which, due, {{columns}},
        count(*) filter (where %(due)s in ('', due)) as chosen, count(*) as every
    from scoped group by grouping sets ((), (due), {{each}})
)
select which, due, {{texts}}, chosen, every, case
    when function_id is not null then (select title from structure_functionversion version
        where version.function_id = counted.function_id and valid @> %(on)s::date and upper_inf(recorded))
    when position_id is not null then (select title from structure_positionversion version
        where version.position_id = counted.position_id and valid @> %(on)s::date and upper_inf(recorded))
    when unit_id is not null then (select name from structure_unitversion version
        where version.unit_id = counted.unit_id and valid @> %(on)s::date and upper_inf(recorded)) end
from counted order by chosen desc, 3, 4, 5, 6, 7, 8, 9
"""  # noqa: S608  # own words only
_ROWS = f"""
with page as (
    select id from ({{cases}}) as cases({_SCOPED}) where %(due)s in ('', {_GROUPED})
    order by {{order}} limit {ROWS + 1} offset %(first)s
)
select cases.id, reference, title, state, is_urgent, due_on, cases.area_id, unit.name, open.way,
    open.reason ->> 'read'
from page join cases_case cases using (id)
left join cases_assignment open on open.case_id = cases.id and open.until is null
left join structure_unitversion unit on unit.unit_id = cases.unit_id
    and unit.valid @> %(on)s::date and upper_inf(unit.recorded)
order by {{order_again}}
"""  # noqa: S608  # own words only
_BY_DUE = "case when due_on is null then 2 when is_urgent then 0 else 1 end, due_on, {id}"
_BY_RECEIPT = "received_at desc, {id} desc"


def desk_page(seen: Sight, filters: Filters) -> DeskPage:
    """25 cases, the urgent and the late first. Three queries, whatever is found."""
    cases = _narrowed(seen, filters)
    try:
        inner, given = _inner(cases)
    except EmptyResultSet:  # no position, no unit: nothing to ask for
        return DeskPage(filters, [], 0, dict.fromkeys(GROUPS, 0))
    given |= {"on": seen.on, "sunday": _sunday(seen.on), "due": filters.due, "first": (filters.page - 1) * ROWS}
    total, groups, found, titles = _counted(inner, given)
    areas = structure.area_names(seen.on)
    rows = _page(inner, given, filters, areas, seen.on)
    return DeskPage(
        filters=filters,
        rows=rows[:ROWS],
        total=total,
        groups=groups,
        choices=_choices(seen, filters, found, {"area": areas, **titles}),
        urgent=found["is_urgent"].get("true", 0),
        has_next=len(rows) > ROWS,
        is_cut=sum(groups.values()) > MOST_COUNTED,
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
    return cases.filter(matching(filters.q)) if filters.q else cases


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


def _inner(cases: CaseQuerySet) -> tuple[str, dict[str, Any]]:
    """The SQL of a queryset, to be put inside another query, with its parameters by name."""
    columns = ("id", "due_on", "received_at", *_COUNTED)
    sql, parameters = cases.order_by().values_list(*columns).query.sql_with_params()
    names = [f"p{index}" for index in range(len(parameters))]
    return sql.replace("%s", "{}").format(*[f"%({name})s" for name in names]), dict(zip(names, parameters, strict=True))


def _page(inner: str, given: dict[str, Any], filters: Filters, areas: dict[int, str], on: date) -> list[Line]:
    """The rows of the page, and one more when there is a next one."""
    order = _BY_DUE if filters.is_open_only else _BY_RECEIPT
    sql = _ROWS.format(cases=inner, order=order.format(id="id"), order_again=order.format(id="cases.id"))
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return _lines(cursor.fetchall(), areas, on)


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


Counts = dict[str, dict[str, int]]


def _counted(inner: str, given: dict[str, Any]) -> tuple[int, dict[str, int], Counts, dict[str, dict[Any, str]]]:
    """How many cases, by deadline and by each other filter: one pass over them, at most `MOST_COUNTED`."""
    sql = _COUNTS.format(
        columns=", ".join(_COUNTED),
        cases=inner,
        texts=", ".join(f"counted.{name}::text" for name in _COUNTED),
        each=", ".join(f"({name})" for name in _COUNTED),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return _read_counts(cursor.fetchall())


def _read_counts(rows: Iterable[Any]) -> tuple[int, dict[str, int], Counts, dict[str, dict[Any, str]]]:
    """Total, by deadline, by each column, and the names of what has one. The most frequent come first."""
    total, groups = 0, dict.fromkeys(GROUPS, 0)
    found: Counts = {name: {} for name in _COUNTED}
    titles: dict[str, dict[Any, str]] = {"function": {}, "position": {}, "unit": {}}
    everything = (1 << (len(_COUNTED) + 1)) - 1
    for which, due, *values, chosen, every, title in rows:
        if which == everything:
            total = chosen
        elif due is not None:
            groups[due] = every
        else:  # the one bit that is not set names the column
            index = len(_COUNTED) - (everything ^ which).bit_length()
            name, value = _COUNTED[index], values[index]
            if value is not None and chosen:
                found[name][value] = chosen
            if title is not None and value is not None:
                titles[name.removesuffix("_id")][int(value)] = title
    return total, groups, found, titles


def _choices(seen: Sight, filters: Filters, found: Counts, titles: dict[str, dict[Any, str]]) -> dict[str, list[Count]]:
    """The filters that would narrow: values with names; one without a choice is left out, unless it is chosen."""
    labels: dict[str, dict[Any, str]] = {
        "state": {str(state): str(state.label) for state in Case.State},
        "kind": {str(kind): str(kind.label) for kind in Case.Kind},
        **titles,
    }
    choices = {}
    for name in _NAMED:
        counts, chosen = found.get(f"{name}_id", found.get(name, {})), getattr(filters, name)
        if not chosen and (len(counts) < 2 or not _is_offered(name, seen, filters)):
            continue
        keys = [chosen] if chosen else [_key(value) for value in list(counts)[:MOST_CHOICES]]
        known = labels[name]
        choices[name] = [Count(key, known.get(key, str(key)), counts.get(str(key), 0)) for key in keys]
    return choices


def _is_offered(name: str, seen: Sight, filters: Filters) -> bool:
    """Positions to those who hold several, units where the list holds those of several."""
    if name == "position":
        return filters.scope == "mine" and len(seen.standing.positions) > 1
    return name != "unit" or filters.scope != "mine"


def _key(value: str) -> int | str:
    return int(value) if value.isdigit() else value
