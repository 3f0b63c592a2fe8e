from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db import connection


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
