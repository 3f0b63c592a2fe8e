"""Where someone works, and whose consent his superior's is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db import connection

from penata.organization.people import queries as people
from penata.organization.structure import queries as structure
from penata.organization.structure.models import PositionVersion


class Seat(NamedTuple):
    """The position that someone holds on a day (definitive before acting), and the one above it."""

    person_id: int
    name: str
    nip: str
    education: str
    account_id: int | None
    position_id: int
    title: str
    unit_id: int
    unit: str
    superior_id: int | None  # None: nobody stands above
    is_away: bool


_SEATS = """
select distinct on (person.id) person.id, person.name, person.nip, person.education, person.account_id,
    held.position_id, version.title, version.unit_id, unit.name,
    structure_superior(held.position_id, %(on)s::date, null), absence.id is not null
from people_person person
join people_holding held on held.person_id = person.id and held.valid @> %(on)s::date and upper_inf(held.recorded)
join structure_positionversion version on version.position_id = held.position_id
    and version.valid @> %(on)s::date and upper_inf(version.recorded)
join structure_unitversion unit on unit.unit_id = version.unit_id
    and unit.valid @> %(on)s::date and upper_inf(unit.recorded)
left join people_absence absence on absence.person_id = person.id
    and absence.valid @> %(on)s::date and upper_inf(absence.recorded)
where person.id = any(%(persons)s) and (person.left_on is null or person.left_on > %(on)s)
order by person.id, held.kind, held.id
"""


def seats_of(person_ids: Iterable[int], on: date) -> dict[int, Seat]:
    """Seats by person; who holds nothing that day is not in it. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_SEATS, {"persons": list(dict.fromkeys(person_ids)), "on": on})
        return {row[0]: Seat(*row) for row in cursor.fetchall()}


def seat_of(person_id: int, on: date) -> Seat | None:
    return seats_of([person_id], on).get(person_id)


class Signing(NamedTuple):
    """Who signs a letter of a unit: its head, or who answers for him; empty for a unit without a head above it."""

    title: str
    name: str
    position_id: int | None


def signing_of(unit_id: int, on: date) -> Signing:
    """The head of the unit that the team works for."""
    head = (
        PositionVersion.objects.on(on)
        .as_known()
        .filter(unit=unit_id, is_head=True)
        .values_list("position_id", flat=True)
        .first()
    )
    found = people.responder(head, on=on) if head is not None else None
    return Signing("", "", None) if found is None else Signing(found.position_title, found.person_name or "", head)


def team_units(unit_id: int, on: date) -> frozenset[int]:
    """The team's unit and all below it."""
    return frozenset(structure.subtree_ids([unit_id], on))
