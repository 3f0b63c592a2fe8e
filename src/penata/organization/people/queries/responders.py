from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from penata.foundation.dated.queries import known_at
from penata.organization.structure.queries import as_answerable, superior_position
from penata.organization.structure.rules.coverage import Answerable

from ..models import Holding
from ..rules.responding import Responder, Seat, decide, told

_ANSWER_COLUMNS = 14  # of structure_accountable, before those of people_line


@dataclass(frozen=True, slots=True)
class Chain:
    """From a function and a place to the one who answers today. `responder` is None when the line is empty."""

    answerable: Answerable
    responder: Responder | None


def chain(function_id: int, area_id: int | None, *, on: date, at: datetime | None = None) -> Chain | None:
    """Function + place + day → mandate → position → holder, acting, substitute or superior. None: a gap."""
    with connection.cursor() as cursor:
        cursor.execute("select * from people_chain(%s, %s, %s, %s)", [function_id, area_id, on, known_at(at)])
        rows = cursor.fetchall()
    if not rows:
        return None
    line = [Seat(*row[_ANSWER_COLUMNS:]) for row in rows if row[_ANSWER_COLUMNS] is not None]
    return Chain(as_answerable(rows[0][:_ANSWER_COLUMNS]), decide(line))


def responder(position_id: int, *, on: date, at: datetime | None = None) -> Responder | None:
    """Who answers for a position on a day; None when there is no such position then."""
    with connection.cursor() as cursor:
        cursor.execute("select * from people_line(%s, %s, %s)", [position_id, on, known_at(at)])
        return decide([Seat(*row) for row in cursor.fetchall()])


def responders(position_ids: Iterable[int], on: date) -> dict[int, Responder]:
    """As `responder`, for several positions in one query; positions that are not there that day are left out."""
    lines = _lines(position_ids, on)
    decided = {position: decide(line) for position, line in lines.items()}
    return {position: found for position, found in decided.items() if found is not None}


_HOLDERS = """
select held.position_id, held.kind{name} from people_holding held{person}
where held.position_id = any(%(positions)s) and held.valid @> %(on)s::date and {known}
order by held.kind desc
"""  # the definitive holder last, so that he stays
_NAMED = {"name": ", person.name", "person": " join people_person person on person.id = held.person_id"}


def holders_of(
    position_ids: Iterable[int], *, on: date, at: datetime | None = None, with_names: bool = True
) -> dict[int, tuple[str, ...]]:
    """Position → kind of holding and name of its definitive holder on a day, else of who acts in it; one query.

    Vacant ones are left out. Without names only the kind: a subtree of the whole city asks for a thousand.
    """
    at = known_at(at)
    known = "upper_inf(held.recorded)" if at is None else "held.recorded @> %(at)s::timestamptz"
    text = _HOLDERS.format(known=known, **(_NAMED if with_names else dict.fromkeys(_NAMED, "")))
    with connection.cursor() as cursor:
        cursor.execute(text, {"positions": list(position_ids), "on": on, "at": at})
        return {row[0]: row[1:] for row in cursor.fetchall()}


def held_after(days: Mapping[int, date]) -> dict[int, list[str]]:
    """Position → names of who holds it on its day or later; one query."""
    rows = Holding.objects.as_known().filter(position__in=list(days)).order_by("valid")
    names: dict[int, list[str]] = {}
    for position, name, valid in rows.values_list("position", "person__name", "valid"):
        if valid.upper is None or valid.upper > days[position]:
            names.setdefault(position, []).append(name)
    return names


def accounts_of(position_id: int, on: date) -> list[int]:
    """The accounts that are told of what comes to a position."""
    return told(_lines([position_id], on).get(position_id, []))


def accounts_of_many(position_ids: Iterable[int], on: date) -> dict[int, list[int]]:
    """As `accounts_of`, for several positions in one query."""
    return {position: told(line) for position, line in _lines(position_ids, on).items()}


def _lines(position_ids: Iterable[int], on: date) -> dict[int, list[Seat]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select asked, line.* from unnest(%s::bigint[]) as asked, lateral people_line(asked, %s, null) as line",
            [list(dict.fromkeys(position_ids)), on],
        )
        lines: dict[int, list[Seat]] = {}
        for position, *row in cursor.fetchall():
            lines.setdefault(position, []).append(Seat(*row))
    return lines


def responders_about(asked: Iterable[tuple[int, int]], on: date) -> dict[tuple[int, int], Responder]:
    """(position, person it is about) → who answers there, or further up where that would be the person himself.

    So nobody stands in for his superior about himself. Pairs for which nobody is left are not in the answer.
    """
    pairs = list(dict.fromkeys(asked))
    found = responders({position for position, _person in pairs}, on) if pairs else {}
    result = {}
    for position, person in pairs:
        answering = found.get(position)
        while answering is not None and answering.person_id == person:
            above = superior_position(answering.position_id, on=on)
            answering = responder(above, on=on) if above is not None else None
        if answering is not None and answering.person_id is not None:
            result[position, person] = answering
    return result
