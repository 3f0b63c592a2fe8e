"""A screen of at most six figures, and one figure with what it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from penata.organization.structure import queries as structure
from penata.public.cases import queries as cases
from penata.public.cases.models import CaseQuerySet
from penata.public.cases.queries import CaseRow, Scope, Sight
from penata.public.cases.rules import Tally

from ..models import Limits, Target
from ..rules import (
    BOARDS,
    FIGURES,
    MINIMUM_SAMPLE,
    SERVICES,
    WEEKS_ASKED,
    Figure,
    Kind,
    Reading,
    Spans,
    p_chart,
    reading,
    spanned,
    wilson,
    worsening,
)
from .sight import Place, service_names
from .words import sentence, services_sentence

SPAN, SPANS = 28, 13  # of services, which have few cases a week
PAGE = 25
BEGINNING = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Board:
    """A screen: readings in its order; where `services` stands, the services that got worse."""

    place: Place
    readings: list[Reading]
    worse: list[tuple[int, str]]
    has_services: bool


@dataclass(frozen=True, slots=True)
class Share:
    """A line of a breakdown. `value` is None below the minimum sample; `low` and `high` are Wilson's."""

    key: int
    name: str
    part: int
    size: int
    value: float | None
    low: float | None = None
    high: float | None = None
    has_below: bool = False


def board(where: Place) -> Board:
    """Four queries, whatever the city's size."""
    codes = BOARDS[where.board]
    spans = _spans(where.scope, where.on)
    known = in_force(where)
    readings = [_read(FIGURES[code], spans, where.on, known) for code in codes if code != SERVICES]
    worse = worse_services(where.on) if SERVICES in codes else []
    return Board(where, readings, worse, SERVICES in codes)


def one(where: Place, figure: Figure) -> Reading:
    return _read(figure, _spans(where.scope, where.on), where.on, in_force(where))


def _spans(scope: Scope, on: date) -> Spans:
    course = cases.course(scope, until=on, days=7, count=WEEKS_ASKED)
    return spanned(course.before, course.spans)


@dataclass(frozen=True, slots=True)
class InForce:
    """The targets and limits of a place on a day, by figure."""

    targets: dict[str, Target]
    limits: dict[str, Limits]


def in_force(where: Place) -> InForce:
    """Two queries. A unit without a target of its own has the city's, for shares and means; never for counts."""
    mine = Q(unit__isnull=True) | Q(unit=where.unit_id)
    targets: dict[str, Target] = {}
    for target in Target.objects.filter(mine, since__lte=where.on).order_by("since", "at", "pk"):
        kind = FIGURES[target.figure].kind if target.figure in FIGURES else Kind.FLOW
        whole = where.units is None and where.service_id is None and where.area_id is None
        if target.unit_id is None and not whole and kind in {Kind.FLOW, Kind.STOCK}:
            continue
        known = targets.get(target.figure)
        if known is None or target.unit_id is not None or known.unit_id is None:
            targets[target.figure] = target
    limits = {row.figure: row for row in Limits.objects.filter(unit=where.unit_id, since__lte=where.on).order_by("at")}
    return InForce(targets, limits)


def _read(figure: Figure, spans: Spans, on: date, known: InForce) -> Reading:
    target, limits = known.targets.get(figure.code), known.limits.get(figure.code)
    return reading(
        figure, spans, until=on, target=target.value if target else None, limits_since=limits.since if limits else None
    )


# Services that got worse -------------------------------------------------------------------------------------------


def worse_services(on: date) -> list[tuple[int, str]]:
    """The services with a signal that they got worse, by name; read once an hour in a process."""
    return _worse_services(on, timezone.localtime().hour, connection.settings_dict["NAME"])


@lru_cache(maxsize=32)
def _worse_services(on: date, hour: int, database: str) -> list[tuple[int, str]]:
    found = worsening(cases.service_courses(until=on, days=SPAN, count=SPANS))
    if not found:
        return []
    names = service_names(on, found)
    return sorted(((key, names[key]) for key in found if key in names), key=lambda pair: pair[1])


def forget() -> None:
    _worse_services.cache_clear()


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service with its last four weeks, its usual range and what they mean."""

    key: int
    name: str
    size: int
    value: float | None
    low: float | None
    high: float | None
    is_worse: bool


def services(on: date) -> list[ServiceLine]:
    """The services with an answer in the last four weeks; those with a signal first, then by name. Two queries."""
    courses = cases.service_courses(until=on, days=SPAN, count=SPANS)
    names, worse = service_names(on), set(worsening(courses))
    lines = []
    for key, course in courses.items():
        if course[-1][0] == 0 or key not in names:
            continue
        chart = p_chart([good for _all, good in course], [all_ for all_, _good in course], least=MINIMUM_SAMPLE)
        size = course[-1][0]
        low, high = (chart.lows[-1], chart.highs[-1]) if chart.has_limits else (None, None)
        value = chart.values[-1] if size >= MINIMUM_SAMPLE else None
        lines.append(ServiceLine(key, names[key], size, value, low, high, key in worse))
    return sorted(lines, key=lambda line: (not line.is_worse, line.name))


# What a figure is made of --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rows:
    """The cases behind a figure that its reader may open; `total` counts the others too."""

    total: int
    may_open: int
    rows: list[CaseRow]
    page: int
    has_next: bool


def span_of(read: Reading) -> tuple[date, date]:
    until = read.ends[-1]
    return until - timedelta(days=read.days - 1), until


def rows(where: Place, read: Reading, seen: Sight, page: int) -> Rows:
    """One queryset decides what is shown: what he may see of what the number counts."""
    since, until = span_of(read)
    behind = cases.behind(read.figure.behind, since=since, until=until, scope=where.scope)
    mine: CaseQuerySet = cases.visible_to(seen).filter(pk__in=behind.values("pk"))
    first = (page - 1) * PAGE
    found = cases.rows_of(mine.order_by("-received_at", "-pk")[first : first + PAGE + 1], on=seen.on)
    total = behind.count()
    may_open = total if seen.is_all else mine.count()
    return Rows(total, may_open, found[:PAGE], page, len(found) > PAGE)


def breakdown(where: Place, read: Reading, by: str) -> list[Share]:
    """By "service" or "area", those with most cases first; by "unit", those right below, in the order of the chart."""
    since, until = span_of(read)
    if read.figure.kind is Kind.STOCK:
        since = BEGINNING
    if by == "unit":
        return _by_unit(where, read.figure, since, until)
    tallies = cases.tallies(by, since=since, until=until, units=where.units)
    names = service_names(where.on) if by == "service" else structure.area_names(where.on)
    lines = [_share(read.figure, key, names[key], tally) for key, tally in tallies.items() if key in names]
    known = [line for line in lines if line.size]
    return sorted(known, key=lambda line: (-line.size, line.name))[:PAGE]


def _by_unit(where: Place, figure: Figure, since: date, until: date) -> list[Share]:
    rows = structure.subtree(where.unit_id, on=where.on) if where.unit_id is not None else structure.chart(where.on)
    within = where.units or frozenset(row.unit_id for row in rows)
    tallies = cases.tallies("unit", since=since, until=until, units=within)
    found: list[tuple[int, str, Tally, bool]] = []
    for row in rows:
        own = tallies.get(row.unit_id, Tally())
        if row.depth == rows[0].depth + 1:
            found.append((row.unit_id, row.name, own, False))
        elif found and row.depth > rows[0].depth + 1:
            key, name, tally, _has = found[-1]
            found[-1] = (key, name, tally.plus(own), True)
    lines = [_share(figure, key, name, tally, has_below=has) for key, name, tally, has in found]
    return [line for line in lines if line.size]


def _share(figure: Figure, key: int, name: str, tally: Tally, *, has_below: bool = False) -> Share:
    top = getattr(tally, figure.top)
    if figure.kind is Kind.STOCK:
        count = top - getattr(tally, figure.bottom)
        return Share(key, name, count, count, float(count), has_below=has_below)
    if figure.kind is Kind.FLOW:
        return Share(key, name, top, top, float(top), has_below=has_below)
    size = getattr(tally, figure.bottom)
    value = top / size if size >= MINIMUM_SAMPLE else None
    if value is None or figure.kind is Kind.MEAN:
        return Share(key, name, top, size, value, has_below=has_below)
    return Share(key, name, top, size, value, *wilson(top, size), has_below)


# As rows of a file, and frozen ---------------------------------------------------------------------------------------


def series(readings: Iterable[Reading]) -> Iterable[tuple[Any, ...]]:
    """(figure, last day of the span, value, of how many, center, low, high, target, signal) for each point."""
    from .words import NAMES, RULES

    for read in readings:
        chart = read.chart
        for place, end in enumerate(read.ends):
            signal = chart.signals[place] if chart.signals else None
            limits = (chart.center, chart.lows[place], chart.highs[place]) if chart.has_limits else (None, None, None)
            yield (
                str(NAMES[read.figure.code]), end, _rounded(chart.values[place]), read.sizes[place],
                *map(_rounded, limits), read.target, str(RULES[signal.rule]) if signal else "",
            )  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def frozen(where: Place, read: Reading, *, at: datetime) -> dict[str, Any]:
    """The figure as it is seen now, to be kept with a decision: JSON, readable without this code."""
    chart = read.chart
    return {
        "figure": read.figure.code,
        "kind": str(read.figure.kind),
        "on": where.on.isoformat(),
        "seen_at": at.isoformat(),
        "board": where.board,
        "unit": where.unit_name,
        "service": where.service_name,
        "area": where.area_name,
        "value": _rounded(read.value),
        "size": read.sizes[-1],
        "days": read.days,
        "target": read.target,
        "center": _rounded(chart.center),
        "low": _rounded(chart.lows[-1]) if chart.has_limits else None,
        "high": _rounded(chart.highs[-1]) if chart.has_limits else None,
        "verdict": read.verdict,
        "sentence": sentence(read),
        "ends": [end.isoformat() for end in read.ends],
        "values": [_rounded(value) for value in chart.values],
        "sizes": list(read.sizes),
    }


def sentences(found: Board) -> list[str]:
    """The whole screen in words, as it is sent by e-mail."""
    from .words import NAMES, amount

    said = [f"{NAMES[SERVICES]}: {len(found.worse)}. {services_sentence([n for _k, n in found.worse])}"]
    lines = [
        f"{NAMES[read.figure.code]}: {amount(read.figure.kind, read.value)}. {sentence(read)}"
        for read in found.readings
    ]
    return (said if found.has_services else []) + lines
