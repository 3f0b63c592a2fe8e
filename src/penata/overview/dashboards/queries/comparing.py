"""Like units beside each other, fairly; and the city's kelurahan on a map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from penata.organization.structure import queries as structure
from penata.organization.structure.models import AreaVersion, UnitVersion
from penata.organization.structure.queries import ChartRow
from penata.public.cases import queries as cases
from penata.public.cases.rules import Tally
from penata.public.catalog.models import Standard

from ..rules import FIGURES, MINIMUM_SAMPLE, Fair, Figure, Kind, Part, compared, shares_of, sort_of, wilson
from .boards import BEGINNING
from .sight import Viewer

COMPARED_DAYS = 84  # twelve weeks
COMPARABLE = ("on_time", "returned", "handed")  # shares; never speed alone
MAPPED = ("received", "on_time", "late")
SHADES = 5


@dataclass(frozen=True, slots=True)
class Comparison:
    """Units of one kind in the order of the chart; `kinds` are those that he could choose."""

    figure: Figure
    kind: str
    kinds: list[tuple[str, str]]
    lines: list[tuple[str, Fair]]
    since: date
    until: date


def comparison(who: Viewer, *, figure: str, kind: str, on: date) -> Comparison:
    """Each unit of a kind with all below it, beside the city's share for its sorts of work. Four queries."""
    chosen = FIGURES[figure if figure in COMPARABLE else COMPARABLE[0]]
    rows = [row for row in structure.chart(on) if who.is_city or row.unit_id in who.seen.subtree]
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.kind] = counts.get(row.kind, 0) + 1
    labels = dict(UnitVersion.Kind.choices)
    kinds = [(code, str(labels.get(code, code))) for code, count in counts.items() if count >= 2]
    if kind not in dict(kinds):
        kind = max(kinds, key=lambda pair: (pair[0] == "dinas", counts[pair[0]]))[0] if kinds else ""
    since = on - timedelta(days=COMPARED_DAYS - 1)
    sorts = _sorts(on)
    mix = [
        (unit, Part(sorts.get(service, ""), getattr(tally, chosen.top), getattr(tally, chosen.bottom)))
        for unit, service, tally in cases.mix(since=since, until=on)
    ]
    city = shares_of(part for _unit, part in mix)
    groups = _groups(rows, kind)
    of_group: dict[int, list[Part]] = {key: [] for key in groups}
    owner = {unit: key for key, (_name, units) in groups.items() for unit in units}
    for unit, part in mix:
        if unit in owner and part.all:
            of_group[owner[unit]].append(part)
    found = compared(of_group, city, least=MINIMUM_SAMPLE)
    return Comparison(chosen, kind, kinds, [(groups[one.key][0], one) for one in found], since, on)


def _sorts(on: date) -> dict[int, str]:
    """Service → the sort of work that it is, by its standard of the day."""
    rows = Standard.objects.on(on).as_known().values_list("service_id", "topic", "promise_days")
    return {service: sort_of(topic, days) for service, topic, days in rows}


def _groups(rows: list[ChartRow], kind: str) -> dict[int, tuple[str, list[int]]]:
    """Each unit of the kind with the units below it; a unit inside another of the same kind belongs to that one."""
    groups: dict[int, tuple[str, list[int]]] = {}
    top: ChartRow | None = None
    for row in rows:
        if top is not None and row.depth > top.depth:
            groups[top.unit_id][1].append(row.unit_id)
            continue
        top = row if row.kind == kind else None
        if top is not None:
            groups[row.unit_id] = (row.name, [row.unit_id])
    return groups


@dataclass(frozen=True, slots=True)
class AreaLine:
    """A kelurahan. `shade` 0 to 4, None where nothing may be said."""

    key: int
    name: str
    part: int
    size: int
    value: float | None
    low: float | None
    high: float | None
    shade: int | None


def areas(figure: Figure, on: date) -> list[AreaLine]:
    """The kelurahan of a day by name, with the last twelve weeks (what stands: at the day). Two queries."""
    since = BEGINNING if figure.kind is Kind.STOCK else on - timedelta(days=COMPARED_DAYS - 1)
    tallies = cases.tallies("area", since=since, until=on)
    rows = AreaVersion.objects.on(on).as_known().filter(level=AreaVersion.Level.VILLAGE).order_by("name")
    lines = [_area(figure, key, name, tallies.get(key, Tally())) for key, name in rows.values_list("area_id", "name")]
    known = [line.value for line in lines if line.value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    return [_shaded(line, low, high) for line in lines]


def _area(figure: Figure, key: int, name: str, tally: Tally) -> AreaLine:
    top = getattr(tally, figure.top)
    if figure.kind is not Kind.SHARE:
        count = top - (getattr(tally, figure.bottom) if figure.bottom else 0)
        return AreaLine(key, name, count, count, float(count), None, None, None)
    size = getattr(tally, figure.bottom)
    if size < MINIMUM_SAMPLE:
        return AreaLine(key, name, top, size, None, None, None, None)
    return AreaLine(key, name, top, size, top / size, *wilson(top, size), None)


def _shaded(line: AreaLine, low: float, high: float) -> AreaLine:
    if line.value is None:
        return line
    shade = 0 if high <= low else min(SHADES - 1, int((line.value - low) / (high - low) * SHADES))
    return AreaLine(line.key, line.name, line.part, line.size, line.value, line.low, line.high, shade)


def features(figure: Figure, on: date, *, words: Any) -> dict[str, Any]:
    """The map as GeoJSON: boundaries with their shade; `words` puts a line into words."""
    lines = {line.key: line for line in areas(figure, on)}
    rows = AreaVersion.objects.on(on).as_known().filter(level=AreaVersion.Level.VILLAGE, boundary__isnull=False)
    found = []
    for key, boundary in rows.values_list("area_id", "boundary"):
        line = lines[key]
        said = {"id": key, "name": words(line), "shade": line.shade}
        found.append({"type": "Feature", "properties": said, "geometry": boundary})
    return {"type": "FeatureCollection", "features": found}
