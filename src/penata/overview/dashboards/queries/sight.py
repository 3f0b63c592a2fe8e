"""Who sees which screen, and of which units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from penata.foundation.accounts.rules import Standing
from penata.organization.structure import queries as structure
from penata.organization.structure.models import Area, Unit, UnitVersion
from penata.public.cases import queries as cases
from penata.public.cases.queries import Scope, Sight
from penata.public.catalog.models import Service, Standard

CITY_BOARDS = ("mayor", "secretary", "bureau")


@dataclass(frozen=True, slots=True)
class Viewer:
    """A standing with what it may look at: the whole city, or the units below those that he heads."""

    seen: Sight
    boards: tuple[str, ...]  # his own first

    @property
    def is_city(self) -> bool:
        return self.seen.is_all or self.seen.standing.may("dashboards.city")

    @property
    def is_leader(self) -> bool:
        """Of the city: who only routes its reports sees their figures, not what others decided."""
        return "mayor" in self.boards

    def may_see(self, unit_id: int | None) -> bool:
        return self.is_city or (unit_id is not None and unit_id in self.seen.subtree)


@dataclass(frozen=True, slots=True)
class Place:
    """What is looked at: a screen, a unit with all below it (None: the city), a service, an area; as of a day."""

    board: str
    on: date
    unit_id: int | None = None
    unit_name: str = ""
    units: frozenset[int] | None = None
    service_id: int | None = None
    service_name: str = ""
    area_id: int | None = None
    area_name: str = ""

    @property
    def scope(self) -> Scope:
        return Scope(self.units, self.service_id, self.area_id)

    @property
    def query(self) -> str:
        """The query string of this place, without the day."""
        parts = (("unit", self.unit_id), ("service", self.service_id), ("area", self.area_id))
        return "&".join(f"{name}={value}" for name, value in parts if value is not None)

    @property
    def name(self) -> str:
        return " · ".join(part for part in (self.service_name, self.area_name, self.unit_name) if part)


def viewer(standing: Standing) -> Viewer:
    """One query for who heads a unit, none for others."""
    seen = cases.sight(standing)
    heads_city = seen.is_all and not standing.may("cases.route")
    is_city = heads_city or standing.may("dashboards.city")
    boards: list[str] = []
    if heads_city:
        boards = list(CITY_BOARDS)
    elif is_city:
        boards = (
            ["bureau", "mayor", "secretary"] if standing.may("structure.change") else ["secretary", "mayor", "bureau"]
        )
    if standing.may("cases.route"):
        boards.append("routing")
    if seen.subtree or is_city:
        boards.append("unit")
    return Viewer(seen, tuple(boards))


def place(
    who: Viewer, board: str, *, on: date, unit: int | None, service: int | None, area: int | None
) -> Place | None:
    """What an address asks for; None when it is not there, or not for him."""
    if board not in who.boards:
        return None
    unit_id, units, name = unit, None, ""
    if board == "unit" or unit is not None:
        unit_id = unit if unit is not None else _own(who)
        if not who.may_see(unit_id) or unit_id is None:
            return None
        units = _units(who, unit_id, on)
        name = structure.unit_names([unit_id], on).get(unit_id, "")
        if not name:
            return None
    if area is not None and (units is not None or service is not None or not who.is_city):
        return None  # areas are counted for the whole city
    service_name = service_names(on, [service]).get(service, "") if service is not None else ""
    area_name = structure.area_names(on).get(area, "") if area is not None else ""
    if (service is not None and not service_name) or (area is not None and not area_name):
        return None
    return Place(board, on, unit_id, name, units, service, service_name, area, area_name)


def place_named(board: str, *, on: date, unit: int | None, service: int | None, area: int | None) -> Place:
    """A place whose reader's right was asked before: of a decision that he may see, of a dashboard that is sent."""
    units = frozenset(structure.subtree_ids([unit], on)) if unit is not None else None
    unit_name = structure.unit_names([unit], on).get(unit, "") if unit is not None else ""
    service_name = service_names(on, [service]).get(service, "") if service is not None else ""
    area_name = structure.area_names(on).get(area, "") if area is not None else ""
    return Place(board, on, unit, unit_name, units, service, service_name, area, area_name)


def _own(who: Viewer) -> int | None:
    """The unit that he heads; of several his own. For who sees the city without heading a unit, its first agency."""
    standing = who.seen.standing
    heads = sorted(standing.heads)
    if heads:
        return max(heads, key=lambda unit: (unit in standing.units, -unit))
    rows = UnitVersion.objects.on(who.seen.on).as_known().filter(parent__isnull=True)
    return rows.values_list("unit_id", flat=True).first()


def _units(who: Viewer, unit_id: int, on: date) -> frozenset[int]:
    """The unit and all below it on that day; for a head without those that are another's today."""
    found = frozenset(structure.subtree_ids([unit_id], on))
    if who.is_city or found <= who.seen.subtree:
        return found
    elsewhere = UnitVersion.objects.on(who.seen.on).as_known().filter(unit_id__in=found - who.seen.subtree)
    return found - frozenset(elsewhere.values_list("unit_id", flat=True))


def service_names(on: date, ids: list[int] | None = None) -> dict[int, str]:
    """Service → its name on a day; its last one when it was closed."""
    rows = Standard.objects.as_known().filter(valid__startswith__lte=on)
    if ids is not None:
        rows = rows.filter(service_id__in=ids)
    return dict(rows.order_by("service_id", "valid").values_list("service_id", "name"))


def choices_of_units(who: Viewer, on: date) -> list[tuple[int, str]]:
    """The units that he may look at, in the order of the organization, two levels deep."""
    rows = structure.chart(on)
    if who.is_city:
        return [(row.unit_id, row.name) for row in rows if row.depth <= 1]
    return [(row.unit_id, row.name) for row in rows if row.unit_id in who.seen.standing.heads]


def unit(key: int | None) -> Unit | None:
    return Unit.objects.filter(pk=key).first() if key is not None else None


def service(key: int | None) -> Service | None:
    return Service.objects.filter(pk=key).first() if key is not None else None


def today() -> date:
    return timezone.localdate()


def area(key: int | None) -> Area | None:
    return Area.objects.filter(pk=key).first() if key is not None else None
