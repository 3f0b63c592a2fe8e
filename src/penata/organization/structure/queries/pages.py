"""What the pages of units, positions, functions and decrees show: few queries, plain rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from ..models import (
    Area,
    AreaVersion,
    Decree,
    Function,
    FunctionVersion,
    Mandate,
    Position,
    PositionClosure,
    PositionVersion,
    Subject,
    Unit,
    UnitClosure,
    UnitVersion,
    Version,
)
from ..rules.echelons import advice_on_head
from .mandates import decree_label


class Task(NamedTuple):
    """What a position or unit answers for."""

    function_code: str
    function_title: str
    aspect: str
    area_name: str
    article: str
    decree_id: int
    decree: str
    position_code: str | None
    position_title: str | None
    unit_code: str | None
    unit_name: str | None
    mandate_id: int


_TASKS = """
with mandate as materialized (
    select * from structure_mandate where id in ({which}) and valid @> %(on)s::date and upper_inf(recorded)
)
select function.code, titled.title, mandate.aspect, place.name, mandate.article, decree.id, decree.kind,
    decree.number, decree.year, position.code, held.title, unit.code, named.name, mandate.id
from mandate
join structure_function function on function.id = mandate.function_id
join structure_functionversion titled on titled.function_id = function.id and titled.valid @> %(on)s::date
    and upper_inf(titled.recorded)
join structure_areaversion place on place.area_id = mandate.area_id and place.valid @> %(on)s::date
    and upper_inf(place.recorded)
join structure_decree decree on decree.id = mandate.decree_id
left join structure_position position on position.id = mandate.position_id
left join structure_positionversion held on held.position_id = mandate.position_id and held.valid @> %(on)s::date
    and upper_inf(held.recorded)
left join structure_unit unit on unit.id = coalesce(mandate.unit_id, held.unit_id)
left join structure_unitversion named on named.unit_id = unit.id and named.valid @> %(on)s::date
    and upper_inf(named.recorded)
order by mandate.aspect, titled.title, place.level, place.name
"""
# Which mandates, by index: an "or" over joined tables would read every one.
_OF_UNIT = """
    select id from structure_mandate where unit_id = %(unit)s
    union all
    select own.id from structure_mandate own join structure_positionversion seat on seat.position_id = own.position_id
    where seat.unit_id = %(unit)s and seat.valid @> %(on)s::date and upper_inf(seat.recorded)
"""
_OF_POSITION = """
    select id from structure_mandate where position_id = %(position)s
    union all
    select id from structure_mandate where unit_id = %(unit)s and %(heads)s
"""
_OF_FUNCTION = "select id from structure_mandate where function_id = %(function)s"


def _tasks(which: str, on: date, **values: Any) -> list[Task]:
    with connection.cursor() as cursor:
        cursor.execute(_TASKS.format(which=which), values | {"on": on})
        rows = cursor.fetchall()
    return [Task._make((*row[:6], decree_label(row[6], row[7], row[8]), *row[9:])) for row in rows]


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A unit on a day; `version` is the last one before when it is not there that day (then `is_there` is False)."""

    unit: Unit
    version: UnitVersion
    is_there: bool
    above: list[tuple[str, str]]  # code, name; the top first
    below: list[tuple[str, str, str]]  # code, name, kind
    positions: list[PositionVersion]
    tasks: list[Task]
    closures: list[UnitClosure] = field(default_factory=list)


def _version_on(versions: Any, on: date) -> tuple[Any, bool] | None:
    """The version of a day, else the last one before it, else the first one after it."""
    known = versions.as_known().select_related("decree")
    now = known.on(on).first()
    if now is not None:
        return now, True
    other = known.filter(valid__startswith__lte=on).order_by("-valid").first() or known.order_by("valid").first()
    return None if other is None else (other, False)


_ABOVE = """
with recursive climb(unit_id, step) as (
    select %(unit)s::bigint, 0
    union all
    select version.parent_id, climb.step + 1 from climb join structure_unitversion version
        on version.unit_id = climb.unit_id and version.valid @> %(on)s::date and upper_inf(version.recorded)
    where version.parent_id is not null and climb.step < 20
)
select unit.code, version.name from climb
join structure_unit unit on unit.id = climb.unit_id
join structure_unitversion version on version.unit_id = unit.id and version.valid @> %(on)s::date
    and upper_inf(version.recorded)
where climb.step > 0 order by climb.step desc
"""


def unit_page(code: str, on: date) -> UnitPage | None:
    """Everything about a unit on a day; None when there never was such a unit."""
    unit = Unit.objects.filter(code=code).first()
    found = _version_on(UnitVersion.objects.filter(unit=unit).select_related("area"), on) if unit else None
    if unit is None or found is None:
        return None
    version, is_there = found
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, {"unit": unit.pk, "on": on})
        above = list(cursor.fetchall())
    below = UnitVersion.objects.on(on).as_known().filter(parent=unit).order_by("unit__code")
    positions = PositionVersion.objects.on(on).as_known().filter(unit=unit).select_related("position")
    closures = UnitClosure.objects.on(on).as_known().filter(unit=unit).select_related("decree", "successor")
    return UnitPage(
        unit=unit,
        version=version,
        is_there=is_there,
        above=above,
        below=list(below.values_list("unit__code", "name", "kind")),
        positions=list(positions.order_by("-is_head", "-job_class", "title")),
        tasks=_tasks(_OF_UNIT, on, unit=unit.pk),
        closures=[] if is_there else list(closures),
    )


@dataclass(frozen=True, slots=True)
class PositionPage:
    position: Position
    version: PositionVersion
    is_there: bool
    unit_code: str
    unit_name: str
    superior: tuple[str, str] | None  # code, title
    tasks: list[Task]
    closures: list[PositionClosure] = field(default_factory=list)
    advice: tuple[str, str] | None = None  # category and echelon that the law gives this head, when they are others


_UNIT_AND_SUPERIOR = """
select unit.code, named.name, above.code, titled.title, coalesce(named.kind, ''), coalesce(higher.kind, ''),
    coalesce(named.type_class, '')
from structure_unit unit
left join structure_unitversion named on named.unit_id = unit.id and named.valid @> %(on)s::date
    and upper_inf(named.recorded)
left join structure_unitversion higher on higher.unit_id = named.parent_id and higher.valid @> %(on)s::date
    and upper_inf(higher.recorded)
left join structure_position above on above.id = structure_superior(%(position)s, %(on)s::date, null)
left join structure_positionversion titled on titled.position_id = above.id and titled.valid @> %(on)s::date
    and upper_inf(titled.recorded)
where unit.id = %(unit)s
"""


def position_page(code: str, on: date) -> PositionPage | None:
    position = Position.objects.filter(code=code).first()
    found = _version_on(PositionVersion.objects.filter(position=position), on) if position else None
    if position is None or found is None:
        return None
    version, is_there = found
    with connection.cursor() as cursor:
        cursor.execute(_UNIT_AND_SUPERIOR, {"on": on, "position": position.pk, "unit": version.unit_id})
        unit_code, unit_name, above, title, *kinds = cursor.fetchone()
    closures = PositionClosure.objects.on(on).as_known().filter(position=position)
    return PositionPage(
        position=position,
        version=version,
        is_there=is_there,
        unit_code=unit_code,
        unit_name=unit_name or unit_code,
        superior=(above, title) if above else None,
        tasks=_tasks(
            _OF_POSITION,
            on,
            position=position.pk,
            unit=version.unit_id,
            heads=version.is_head,
        ),
        closures=[] if is_there else list(closures.select_related("decree", "successor")),
        advice=_advice(version, kinds),
    )


def _advice(version: PositionVersion, unit: list[str]) -> tuple[str, str] | None:
    kind, above, type_class = unit
    office = advice_on_head((kind, above, type_class), version.category, version.level) if version.is_head else None
    return None if office is None else (str(PositionVersion.Category(office.category).label), office.level)


@dataclass(frozen=True, slots=True)
class FunctionPage:
    function: Function
    version: FunctionVersion
    is_there: bool
    parent: tuple[str, str] | None
    below: list[tuple[str, str]]
    tasks: list[Task]


def function_page(code: str, on: date) -> FunctionPage | None:
    function = Function.objects.filter(code=code).first()
    found = _version_on(FunctionVersion.objects.filter(function=function), on) if function else None
    if function is None or found is None:
        return None
    version, is_there = found
    current = FunctionVersion.objects.on(on).as_known()
    parent = current.filter(function_id=version.parent_id).values_list("function__code", "title").first()
    below = current.filter(parent=function).order_by("function__code").values_list("function__code", "title")
    tasks = _tasks(_OF_FUNCTION, on, function=function.pk)
    return FunctionPage(function, version, is_there, parent, list(below), tasks)


def functions_on(on: date, words: str = "") -> list[tuple[str, str, bool]]:
    """(code, title, whether residents can ask for it) of a day's functions, or of those with the words in the title."""
    rows = FunctionVersion.objects.on(on).as_known().order_by("function__code")
    if words:
        rows = rows.filter(title__icontains=words)
    return list(rows.values_list("function__code", "title", "is_public"))


def units_like(words: str, on: date, limit: int = 10) -> list[tuple[str, str]]:
    """Units of a day whose name or code holds the words."""
    rows = (
        UnitVersion.objects.on(on)
        .as_known()
        .filter(Q(name__icontains=words) | Q(short_name__icontains=words) | Q(unit__code=words))
    )
    return list(rows.order_by("name").values_list("unit__code", "name")[:limit])


def positions_like(words: str, on: date, limit: int = 10) -> list[tuple[str, str]]:
    """Positions of a day whose title or code holds the words."""
    rows = PositionVersion.objects.on(on).as_known().filter(Q(title__icontains=words) | Q(position__code=words))
    return list(rows.order_by("title").values_list("position__code", "title")[:limit])


@dataclass(frozen=True, slots=True)
class Effect:
    """A fact that a decree gives its force."""

    noun: str
    code: str
    name: str
    since: date
    until: date | None
    article: str
    is_believed: bool


_EFFECTS = """
select 'unit', subject.code, version.name, version.valid, version.article, upper_inf(version.recorded)
    from structure_unitversion version join structure_unit subject on subject.id = version.unit_id
    where version.decree_id = %(decree)s
union all
select 'position', subject.code, version.title, version.valid, version.article, upper_inf(version.recorded)
    from structure_positionversion version join structure_position subject on subject.id = version.position_id
    where version.decree_id = %(decree)s
union all
select 'function', subject.code, version.title, version.valid, version.article, upper_inf(version.recorded)
    from structure_functionversion version join structure_function subject on subject.id = version.function_id
    where version.decree_id = %(decree)s
order by 1, 2, 4 limit 500
"""


def effects(decree: Decree) -> list[Effect]:
    """Units, positions and functions that cite a decree, at most 500."""
    with connection.cursor() as cursor:
        cursor.execute(_EFFECTS, {"decree": decree.pk})
        return [
            Effect(noun, code, name, valid.lower, valid.upper, article, believed)
            for noun, code, name, valid, article, believed in cursor.fetchall()
        ]


HISTORIES: dict[str, tuple[type[Subject], type[Version], str]] = {
    "unit": (Unit, UnitVersion, "unit"),
    "position": (Position, PositionVersion, "position"),
    "function": (Function, FunctionVersion, "function"),
    "area": (Area, AreaVersion, "area"),
}


def versions_of(noun: str, code: str) -> tuple[Subject, list[Version]] | None:
    """A subject with every version ever recorded, the newest belief first."""
    subject_model, version_model, name = HISTORIES[noun]
    subject = subject_model.objects.filter(code=code).first()  # type: ignore[attr-defined]
    if subject is None:
        return None
    versions = version_model._default_manager.filter(**{name: subject}).select_related("decree")
    if noun == "unit":
        versions = versions.select_related("parent")  # type: ignore[misc]
    elif noun == "position":
        versions = versions.select_related("unit")  # type: ignore[misc]
    return subject, list(versions.order_by("-valid", "-recorded")[:300])


def mandates_of(function: Function) -> list[Mandate]:
    """Every mandate of a function ever recorded."""
    related = ("decree", "position", "unit", "area")
    return list(function.mandates.select_related(*related).order_by("-valid", "-recorded")[:300])
