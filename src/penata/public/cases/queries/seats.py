"""Where a case may lie: a position that exists that day, and who answers there."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import connection

from penata.foundation.refusals import Refused
from penata.organization.people import queries as people
from penata.organization.structure.models import AreaVersion
from penata.public.catalog.models import Standard


@dataclass(frozen=True, slots=True)
class Seat:
    """A position that takes a case, and whoever answers there that day; `steps` say why it is this one."""

    position_id: int
    title: str
    unit_id: int
    unit_name: str
    person_name: str = ""
    how: str = "holder"
    steps: tuple[str, ...] = ()
    told: tuple[int, ...] = ()  # accounts that hear of what comes here

    def as_json(self) -> dict[str, Any]:
        """What is kept with the assignment: not whom to tell, which is of that moment alone."""
        return {name: getattr(self, name) for name in _KEPT}


_KEPT = tuple(each.name for each in fields(Seat) if each.name != "told")


def seat(position_id: int, *, on: date, field: str | None = None) -> Seat:
    """The position itself; its superior's when the seat is empty and nobody acts (law 4).

    Refused("cases.no_such_position") when it does not exist that day.
    """
    found = people.responder(position_id, on=on)
    if found is None:
        raise Refused("cases.no_such_position", field=field)
    return Seat(
        position_id=found.position_id,
        title=found.position_title,
        unit_id=found.unit_id,
        unit_name=found.unit_name,
        person_name=found.person_name or "",
        how=str(found.how),
        steps=found.steps,
        told=found.told,
    )


_INTAKE = """
select coalesce(
    (select routing_position_id from routing_routingsettings where id = 1),
    (select version.position_id
       from structure_positionversion version
       join structure_unitversion unit on unit.unit_id = version.unit_id
      where unit.parent_id is null and version.is_head
        and unit.valid @> %(on)s::date and upper_inf(unit.recorded)
        and version.valid @> %(on)s::date and upper_inf(version.recorded)
      order by version.position_id limit 1))
"""


def intake_seat(*, on: date) -> Seat:
    """The routing officer's position; the head of the city while nobody was named.

    Refused("cases.no_routing_position") when there is neither.
    """
    with connection.cursor() as cursor:
        cursor.execute(_INTAKE, {"on": on})
        (position_id,) = cursor.fetchone()
    if position_id is None:
        raise Refused("cases.no_routing_position")
    return seat(position_id, on=on)


def known_places(area_id: int | None, service_id: int | None, on: date) -> bool:
    """Whether an area and a service that a machine named exist that day; what is not named is fine."""
    if area_id is not None and not AreaVersion.objects.on(on).as_known().filter(area=area_id).exists():
        return False
    return service_id is None or Standard.objects.on(on).as_known().filter(service=service_id).exists()
