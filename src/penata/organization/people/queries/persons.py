from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import connection

from penata.foundation.accounts.rules import Standing
from penata.organization.structure.queries import decree_label

from ..models import Absence, Holding, Person


class SeatRow(NamedTuple):
    """A seat of a position of a unit on a day, and who holds it; `person_id` None: vacant."""

    position_id: int
    code: str
    title: str
    category: str
    level: str
    job_class: int | None
    is_head: bool
    seats: int
    seat: int
    kind: str | None
    person_id: int | None
    person_name: str | None
    is_away: bool
    unit_id: int


_SEATS = """
select version.position_id, position.code, version.title, version.category, version.level, version.job_class,
    version.is_head, version.seats, number.seat, held.kind, person.id, person.name, absence.id is not null,
    version.unit_id
from structure_positionversion version
join structure_position position on position.id = version.position_id
cross join lateral generate_series(1, version.seats::int) as number(seat)
left join people_holding held on held.position_id = version.position_id and held.seat = number.seat
    and held.valid @> %(on)s::date and upper_inf(held.recorded)
left join people_person person on person.id = held.person_id
left join people_absence absence on absence.person_id = person.id
    and absence.valid @> %(on)s::date and upper_inf(absence.recorded)
where version.unit_id = any(%(units)s) and version.valid @> %(on)s::date and upper_inf(version.recorded)
order by version.is_head desc, version.job_class desc nulls last, version.title, position.code, number.seat, held.kind
"""


def seats_of(unit_ids: Iterable[int], on: date) -> list[SeatRow]:
    """All seats of the positions of units on a day, the head first; vacant ones too."""
    with connection.cursor() as cursor:
        cursor.execute(_SEATS, {"units": list(unit_ids), "on": on})
        return [SeatRow(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A civil servant with everything believed about his holdings and absences, the newest first."""

    person: Person
    holdings: list[HeldRow]
    absences: list[Absence]


class HeldRow(NamedTuple):
    """A holding as a person's page shows it."""

    holding_id: int
    kind: str
    seat: int
    since: date
    until: date | None
    position_code: str
    title: str
    unit_code: str
    unit_name: str
    decree_id: int
    decree: str
    article: str


_HELD = """
select held.id, held.kind, held.seat, lower(held.valid), upper(held.valid), position.code, titled.title, unit.code,
    named.name, decree.id, decree.kind, decree.number, decree.year, held.article
from people_holding held
join structure_position position on position.id = held.position_id
join structure_decree decree on decree.id = held.decree_id
join lateral (
    select title, unit_id from structure_positionversion version where version.position_id = held.position_id
    and upper_inf(version.recorded) and version.valid && held.valid order by version.valid desc limit 1
) titled on true
join structure_unit unit on unit.id = titled.unit_id
left join lateral (
    select name from structure_unitversion version where version.unit_id = titled.unit_id
    and upper_inf(version.recorded) and version.valid && held.valid order by version.valid desc limit 1
) named on true
where held.person_id = %s and upper_inf(held.recorded) order by held.valid desc
"""


def person_page(person: Person) -> PersonPage:
    """What the page of a person shows: two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [person.pk])
        rows = cursor.fetchall()
    holdings = [HeldRow._make((*row[:10], decree_label(row[10], row[11], row[12]), row[13])) for row in rows]
    absences = Absence.objects.as_known().filter(person=person).select_related("substitute").order_by("-valid")
    return PersonPage(person, holdings, list(absences[:50]))


def holdings_ever(person: Person) -> list[Holding]:
    """Every holding of a person ever recorded, what is believed no more too; the newest belief first."""
    holdings = person.holdings.select_related("position", "decree")
    return list(holdings.order_by("-valid", "-recorded")[:300])


def persons_like(words: str, on: date, limit: int = 50) -> list[PersonRow]:
    """Civil servants of a day whose name or NIP begins like the words, with what they hold."""
    with connection.cursor() as cursor:
        cursor.execute(_PERSONS, {"words": f"%{words}%", "nip": f"{words}%", "on": on, "limit": limit})
        return [PersonRow(*row) for row in cursor.fetchall()]


class PersonRow(NamedTuple):
    """A civil servant in a list."""

    person_id: int
    nip: str
    name: str
    position_code: str | None
    title: str | None
    kind: str | None


_PERSONS = """
select person.id, person.nip, person.name, position.code, version.title, held.kind
from people_person person
left join lateral (
    select position_id, kind from people_holding where person_id = person.id and valid @> %(on)s::date
    and upper_inf(recorded) order by kind limit 1
) held on true
left join structure_position position on position.id = held.position_id
left join structure_positionversion version on version.position_id = held.position_id and version.valid @> %(on)s::date
    and upper_inf(version.recorded)
where (person.name ilike %(words)s or person.nip like %(nip)s) and (person.left_on is null or person.left_on > %(on)s)
order by person.name, person.id limit %(limit)s
"""


def is_superior_of(standing: Standing, person: Person, on: date) -> bool:
    """Whether one of the standing's positions stands above a position that the person holds on the day."""
    if not standing.positions or standing.person_id == person.pk:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "select structure_superior(held.position_id, %(on)s::date, null) from people_holding held"
            " where held.person_id = %(person)s and held.valid @> %(on)s::date and upper_inf(held.recorded)",
            {"person": person.pk, "on": on},
        )
        return any(row[0] in standing.positions for row in cursor.fetchall())
