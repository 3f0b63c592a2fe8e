"""The weeks of treated and compared subjects, read from cases and answers of surveys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db import connection

from penata.organization.structure import queries as structure
from penata.organization.structure.models import AreaVersion
from penata.public.catalog.models import Standard
from penata.public.surveys.queries import element_weeks

from ..models import Effect
from ..rules.metrics import BINS, BINS_A_DAY, LONGEST, Member, Metric, Numbers
from .grounds import midnight

_COLUMNS = {"unit": "unit_id", "service": "service_id", "topic": "service_id", "area": "area_id"}


@dataclass(frozen=True, slots=True)
class Kin:
    """A subject that effects are measured of: its kind ("bidang", "village"), what it lies under, and the units,
    services or areas whose cases are its own."""

    key: str
    name: str
    kind: str
    parent: str
    leaves: frozenset[int]


def kin(by: str, on: date) -> dict[str, Kin]:
    """All subjects of one sort on a day."""
    return {"unit": _units, "service": _services, "topic": _topics, "area": _areas}[by](on)


def _units(on: date) -> dict[str, Kin]:
    rows = [(row.unit_id, row.parent_id, row.name, row.kind) for row in structure.chart(on)]
    return _tree(rows)


def _areas(on: date) -> dict[str, Kin]:
    rows = AreaVersion.objects.on(on).as_known()
    return _tree(rows.values_list("area_id", "parent_id", "name", "level"))


def _tree(rows: Iterable[tuple[int, int | None, str, str]]) -> dict[str, Kin]:
    """Each with everything below it."""
    known = {key: (parent, name, kind) for key, parent, name, kind in rows}
    below: dict[int, set[int]] = {key: {key} for key in known}
    for key in known:
        above, steps = known[key][0], 0
        while above in known and steps < 20:
            below[above].add(key)
            above, steps = known[above][0], steps + 1
    return {
        str(key): Kin(str(key), name, str(kind), str(parent or ""), frozenset(below[key]))
        for key, (parent, name, kind) in known.items()
    }


def _standards(on: date) -> list[tuple[int, str, str]]:
    return list(Standard.objects.on(on).as_known().values_list("service_id", "name", "topic"))


def _services(on: date) -> dict[str, Kin]:
    return {str(key): Kin(str(key), name, topic, topic, frozenset({key})) for key, name, topic in _standards(on)}


def _topics(on: date) -> dict[str, Kin]:
    leaves: dict[str, set[int]] = {}
    for key, _name, topic in _standards(on):
        leaves.setdefault(topic, set()).add(key)
    labels = dict(Standard.Topic.choices)
    return {key: Kin(key, str(labels.get(key, key)), "topic", "", frozenset(found)) for key, found in leaves.items()}


def alike(chosen: Kin, all_of_them: Mapping[str, Kin]) -> list[Kin]:
    """Those of the same kind; of any, where these are few; none that lies within it or around it."""
    apart = [one for one in all_of_them.values() if not one.leaves & chosen.leaves]
    same = [one for one in apart if one.kind == chosen.kind]
    return same if len(same) >= 4 else apart


def neighbours(chosen: Kin, all_of_them: Mapping[str, Kin], without: Iterable[str]) -> list[Kin]:
    """Those under the same roof: where work and reports may go when they leave the treated one."""
    kept = {chosen.key, *without}
    beside = [one for one in all_of_them.values() if one.parent == chosen.parent and one.key not in kept]
    return [one for one in beside if chosen.parent and not one.leaves & chosen.leaves][:30]


_CASES = """
select {column}, floor((cases_local_day(received_at) - %(start)s::date) / 7.0)::int as week, count(*)::int,
    count(*) filter (where finish_by < %(on)s and not ended)::int,
    count(*) filter (where finish_by < %(on)s and not ended
        and (answered_at is null or cases_local_day(answered_at) > finish_by))::int
from (
    select *, answered_at is null and state in ('not_ours', 'archived', 'withdrawn', 'incomplete') as ended
    from cases_case where received_at >= %(since)s and received_at < %(until)s
        and same_as_id is null and parent_id is null and {column} = any(%(keys)s)
) judged group by 1, 2
"""
_DAYS = """
select {column}, floor((cases_local_day(received_at) - %(start)s::date) / 7.0)::int as week,
    least(%(bins)s - 1, case when answered_at is null then %(bins)s - 1
        else floor(extract(epoch from answered_at - received_at) / 86400.0 * %(a_day)s) end)::int as bin, count(*)::int
from cases_case where received_at >= %(since)s and received_at < %(until)s and same_as_id is null
    and parent_id is null and {column} = any(%(keys)s)
    and not (answered_at is null and state in ('not_ours', 'archived', 'withdrawn', 'incomplete'))
group by 1, 2, 3
"""


@dataclass(frozen=True, slots=True)
class Span:
    """Weeks before and after the day from which they are counted, as known on a day."""

    start: date
    before: int
    after: int
    on: date

    @property
    def weeks(self) -> int:
        return self.before + self.after


def members(metric: Metric, by: str, subjects: Sequence[Kin], span: Span, *, element: str = "") -> dict[str, Member]:
    """Key → its weeks; one query. Where nothing was brought there are zeros."""
    place: dict[int, list[int]] = {}
    for number, one in enumerate(subjects):
        for leaf in one.leaves:
            place.setdefault(leaf, []).append(number)
    cells = np.zeros((len(subjects), span.weeks, metric.width))
    if metric is Metric.ELEMENT:
        _answered(cells, place, by, span, element)
    else:
        _brought(cells, place, metric, by, span)
    return {one.key: Member(one.key, cells[number]) for number, one in enumerate(subjects)}


def _brought(cells: Numbers, place: Mapping[int, list[int]], metric: Metric, by: str, span: Span) -> None:
    first, last = span.start - timedelta(weeks=span.before), span.start + timedelta(weeks=span.after)
    said: dict[str, Any] = {
        "start": span.start, "since": midnight(first), "until": midnight(last), "on": span.on, "keys": list(place),
        "bins": BINS, "a_day": BINS_A_DAY,
    }  # fmt: skip
    sql = _DAYS if metric is Metric.DAYS else _CASES
    with connection.cursor() as cursor:
        cursor.execute(sql.format(column=_COLUMNS[by]), said)
        for leaf, week, *found in cursor.fetchall():
            for number in place[leaf]:
                row = cells[number, week + span.before]
                if metric is Metric.DAYS:
                    row[found[0]] += found[1]
                elif metric is Metric.LATE:
                    row += (found[2], found[1])
                else:
                    row += found[0]


def _answered(cells: Numbers, place: Mapping[int, list[int]], by: str, span: Span, element: str) -> None:
    first, last = span.start - timedelta(weeks=span.before), span.start + timedelta(weeks=span.after)
    for service, unit, week, n, total in element_weeks(element, since=first, until=last, start=span.start):
        leaf = unit if by == "unit" else service
        for number in place.get(leaf or 0, ()):
            cells[number, week + span.before] += (total, n)


def span_of(effect: Effect, *, on: date) -> Span:
    return Span(effect.starts_on, effect.weeks_before, effect.weeks_after, on)


def names_of_subjects(by: str, keys: Iterable[str], on: date) -> dict[str, str]:
    found = kin(by, on)
    return {key: found[key].name for key in keys if key in found}


__all__ = ["LONGEST", "Kin", "Span", "alike", "kin", "members", "names_of_subjects", "neighbours", "span_of"]
