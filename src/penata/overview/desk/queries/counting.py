"""What could narrow a list, and how many cases would stay: one pass over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from penata.public.cases.models import Case
from penata.public.cases.queries import Sight

from ..rules import CASE_GROUPS, MOST_COUNTED, Filters

MOST_CHOICES = 8  # of a filter


@dataclass(frozen=True, slots=True)
class Count:
    """A value that narrows the list, and how many cases would stay."""

    value: Any
    label: str
    count: int


COUNTED = ("state", "kind", "is_urgent", "function_id", "area_id", "position_id", "unit_id")
_NAMED = ("state", "kind", "function", "area", "position", "unit")
SCOPED = ", ".join(("id", "due_on", "received_at", *COUNTED))
GROUPED = """case when due_on is null then 'reporter' when due_on < %(on)s then 'late'
    when due_on = %(on)s then 'today' when due_on <= %(sunday)s then 'week' else 'later' end"""
_COUNTS = f"""
with scoped as materialized (
    select {{columns}}, {GROUPED} as due from ({{cases}} limit {MOST_COUNTED + 1}) as cases({SCOPED})
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

Counts = dict[str, dict[str, int]]


def counted(inner: str, given: dict[str, Any]) -> tuple[int, dict[str, int], Counts, dict[str, dict[Any, str]]]:
    """How many cases, by deadline and by each other filter: one pass over them, at most `MOST_COUNTED`."""
    sql = _COUNTS.format(
        columns=", ".join(COUNTED),
        cases=inner,
        texts=", ".join(f"counted.{name}::text" for name in COUNTED),
        each=", ".join(f"({name})" for name in COUNTED),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return _read_counts(cursor.fetchall())


def _read_counts(rows: Iterable[Any]) -> tuple[int, dict[str, int], Counts, dict[str, dict[Any, str]]]:
    """Total, by deadline, by each column, and the names of what has one. The most frequent come first."""
    total, groups = 0, dict.fromkeys(CASE_GROUPS, 0)
    found: Counts = {name: {} for name in COUNTED}
    titles: dict[str, dict[Any, str]] = {"function": {}, "position": {}, "unit": {}}
    everything = (1 << (len(COUNTED) + 1)) - 1
    for which, due, *values, chosen, every, title in rows:
        if which == everything:
            total = chosen
        elif due is not None:
            groups[due] = every
        else:  # the one bit that is not set names the column
            index = len(COUNTED) - (everything ^ which).bit_length()
            name, value = COUNTED[index], values[index]
            if value is not None and chosen:
                found[name][value] = chosen
            if title is not None and value is not None:
                titles[name.removesuffix("_id")][int(value)] = title
    return total, groups, found, titles


def choices(seen: Sight, filters: Filters, found: Counts, titles: dict[str, dict[Any, str]]) -> dict[str, list[Count]]:
    """The filters that would narrow: values with names; one without a choice is left out, unless it is chosen."""
    labels: dict[str, dict[Any, str]] = {
        "state": {str(state): str(state.label) for state in Case.State},
        "kind": {str(kind): str(kind.label) for kind in Case.Kind},
        **titles,
    }
    found_choices = {}
    for name in _NAMED:
        counts, chosen = found.get(f"{name}_id", found.get(name, {})), getattr(filters, name)
        if not chosen and (len(counts) < 2 or not _is_offered(name, seen, filters)):
            continue
        keys = [chosen] if chosen else [_key(value) for value in list(counts)[:MOST_CHOICES]]
        known = labels[name]
        found_choices[name] = [Count(key, known.get(key, str(key)), counts.get(str(key), 0)) for key in keys]
    return found_choices


def _is_offered(name: str, seen: Sight, filters: Filters) -> bool:
    """Positions to those who hold several, units where the list holds those of several."""
    if name == "position":
        return filters.scope == "mine" and len(seen.standing.positions) > 1
    return name != "unit" or filters.scope != "mine"


def _key(value: str) -> int | str:
    return int(value) if value.isdigit() else value
