from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from penata.foundation.dated.queries import known_at

from ..models import Area, AreaVersion, UnitVersion
from ..rules.trees import depth_first

_RANK = {"village": 0, "district": 1, "city": 2}


@dataclass(frozen=True, slots=True)
class AreaPage:
    """An area on a day; `is_there` False when the nearest record of another day is shown."""

    area: Area
    version: AreaVersion
    is_there: bool
    above: list[tuple[str, str]]  # code, name; the city first
    below: list[tuple[str, str]]
    units: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class AreaChoice:
    """A kecamatan with its kelurahan, for a choice by list."""

    area_id: int
    name: str
    villages: tuple[tuple[int, str], ...]

    @property
    def choices(self) -> list[tuple[int, str]]:
        """The kecamatan as a whole, which often bears the name of one of its kelurahan, and these."""
        return [(self.area_id, _("Seluruh Kecamatan %(area)s") % {"area": self.name}), *self.villages]


def area_path(area_id: int, on: date, at: datetime | None = None) -> list[int]:
    """The area and those around it, nearest first, the city last."""
    with connection.cursor() as cursor:
        cursor.execute("select structure_places(%s, %s, %s)", [area_id, on, known_at(at)])
        return list(cursor.fetchone()[0])


def area_page(code: str, on: date) -> AreaPage | None:
    """Everything about an area on a day; None when there never was such an area."""
    area = Area.objects.filter(code=code).first()
    if area is None:
        return None
    known = AreaVersion.objects.as_known().filter(area=area).select_related("decree")
    now = known.on(on).first()
    version = (
        now or known.filter(valid__startswith__lte=on).order_by("-valid").first() or known.order_by("valid").first()
    )
    if version is None:
        return None
    current = AreaVersion.objects.on(on).as_known()
    path = area_path(area.pk, on)[1:]
    names = dict(current.filter(area_id__in=path).values_list("area_id", "name"))
    codes = dict(Area.objects.filter(pk__in=path).values_list("pk", "code"))
    below = current.filter(parent=area).order_by("name").values_list("area__code", "name")
    units = UnitVersion.objects.on(on).as_known().filter(area=area).order_by("name").values_list("unit__code", "name")
    above = [(codes[key], names.get(key, codes[key])) for key in reversed(path)]
    return AreaPage(area, version, now is not None, above, list(below), list(units))


def areas_on(on: date) -> list[tuple[str, str, int]]:
    """(code, name, depth) of a day's areas, each after the one around it."""
    rows = {row[0]: row for row in _areas(_signature(), on)}
    codes = dict(Area.objects.filter(pk__in=rows).values_list("pk", "code"))
    ordered = depth_first([(area, parent) for area, _name, _level, parent in rows.values()])
    return [(codes[area], rows[area][1], depth) for area, depth in ordered]


def area_names(on: date) -> dict[int, str]:
    """All areas of a day (cached in this process until an area changes)."""
    return {row[0]: row[1] for row in _areas(_signature(), on)}


def areas_for_choice(on: date) -> list[AreaChoice]:
    """Kecamatan with their kelurahan, by name (cached in this process until an area changes)."""
    rows = _areas(_signature(), on)
    below: dict[int | None, list[tuple[int, str]]] = {}
    for area_id, name, level, parent_id in rows:
        if level == AreaVersion.Level.VILLAGE:
            below.setdefault(parent_id, []).append((area_id, name))
    return [
        AreaChoice(area_id, name, tuple(below.get(area_id, ())))
        for area_id, name, level, _parent in rows
        if level == AreaVersion.Level.DISTRICT
    ]


@dataclass(frozen=True, slots=True)
class Spot:
    """What a point on the map lies in: its smallest area, None when no boundary holds it.

    `is_outside`: of no area, where every kelurahan has its boundary drawn; elsewhere nobody can tell.
    """

    area_id: int | None
    is_outside: bool


def spot(latitude: float, longitude: float, on: date) -> Spot:
    """Where a point (WGS 84) lies on a day; one query."""
    from shapely import Point

    known = _boundaries(_signature(), on)
    hits = known.tree.query(Point(longitude, latitude), predicate="intersects")
    area = known.areas[min(hits)] if len(hits) else None
    return Spot(area, area is None and known.is_whole)


def area_at(latitude: float, longitude: float, on: date) -> int | None:
    """The smallest area whose boundary holds a point (WGS 84); None when no boundary does."""
    return spot(latitude, longitude, on).area_id


def _signature() -> tuple[int, int]:
    """Changes whenever an area does: rows ever written, and rows believed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*), max(id), count(*) filter (where upper_inf(recorded)) from structure_areaversion"
        )
        row = cursor.fetchone()
    return (connection.settings_dict["NAME"], *row)


@lru_cache(maxsize=8)
def _areas(signature: tuple[int, int], on: date) -> list[tuple[int, str, str, int | None]]:
    versions = AreaVersion.objects.on(on).as_known().order_by("name")
    return list(versions.values_list("area_id", "name", "level", "parent_id"))


@dataclass(frozen=True, slots=True)
class _Boundaries:
    """The day's boundaries in a spatial index, and their areas, the smallest first."""

    tree: Any
    areas: list[int]
    is_whole: bool  # every kelurahan is among them


@lru_cache(maxsize=8)
def _boundaries(signature: tuple[int, int], on: date) -> _Boundaries:
    from shapely import STRtree
    from shapely.geometry import shape

    versions = AreaVersion.objects.on(on).as_known().exclude(boundary=None)
    rows = [
        (level, shape(geometry), area) for area, level, geometry in versions.values_list("area_id", "level", "boundary")
    ]
    rows.sort(key=lambda row: (_RANK[row[0]], row[1].area, row[2]))
    areas = [area for _level, _geometry, area in rows]
    villages = {area for area, _name, level, _parent in _areas(signature, on) if level == AreaVersion.Level.VILLAGE}
    return _Boundaries(
        STRtree([geometry for _level, geometry, _area in rows]), areas, bool(villages) and villages.issubset(areas)
    )
