"""Names that hold words: of units, positions and functions in the process, of persons and decrees in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection

from penata.foundation.dated.queries import last_act

MOST = 6  # of a kind

Ways = Sequence[Sequence[str]]  # for each word, what counts for it


class Hit(NamedTuple):
    """Something found: its kind, its key (or code), what it is called, and a line below."""

    kind: str
    key: str
    name: str
    about: str


_STRUCTURE = """
select 'unit', unit.code, version.name, coalesce(above.name, ''),
    version.name || ' ' || version.short_name || ' ' || unit.code
from structure_unitversion version
join structure_unit unit on unit.id = version.unit_id
left join structure_unitversion above on above.unit_id = version.parent_id
    and above.valid @> %(on)s::date and upper_inf(above.recorded)
where version.valid @> %(on)s::date and upper_inf(version.recorded)
union all
select 'position', position.code, version.title, unit.name, version.title || ' ' || unit.name
from structure_positionversion version
join structure_position position on position.id = version.position_id
join structure_unitversion unit on unit.unit_id = version.unit_id
    and unit.valid @> %(on)s::date and upper_inf(unit.recorded)
where version.valid @> %(on)s::date and upper_inf(version.recorded)
union all
select 'function', subject.code, version.title, subject.code,
    version.title || ' ' || version.keywords || ' ' || subject.code
from structure_functionversion version
join structure_function subject on subject.id = version.function_id
where version.valid @> %(on)s::date and upper_inf(version.recorded)
"""


class _Names(NamedTuple):
    """Things of one kind, the shortest name first, each with the small letters in which words are looked for."""

    hits: list[Hit]
    texts: list[str]

    def holding(self, ways: Ways) -> list[Hit]:
        fit: Sequence[int] = range(len(self.texts))
        for way in ways:
            fit = sorted({at for word in way for at in fit if word in self.texts[at]})
        return [self.hits[at] for at in fit[:MOST]]


def structure_hits(ways: Ways, on: date) -> list[Hit]:
    """Units, positions and functions whose names hold each word, the shortest first, a few of each kind."""
    kept = _kept(connection.settings_dict["NAME"], last_act(), on)
    return [hit for names in kept for hit in names.holding(ways)]


@lru_cache(maxsize=2)  # changes with structural acts alone; a city's 15,000 names are read in a tenth of a second
def _kept(_database: str, _act: datetime | None, on: date) -> list[_Names]:
    with connection.cursor() as cursor:
        cursor.execute(_STRUCTURE, {"on": on})
        rows = sorted(cursor.fetchall(), key=lambda row: (row[0], len(row[2]), row[2]))
    kinds: dict[str, _Names] = {}
    for kind, key, name, about, text in rows:
        names = kinds.setdefault(kind, _Names([], []))
        names.hits.append(Hit(kind, key, name, about))
        names.texts.append(text.lower())
    return list(kinds.values())


# Words of a search are plain and small; letters beyond ASCII stay as they are, which makes this ten times as fast.
_DECREES = """
select 'decree', decree.id::text, decree.number || '/' || decree.year, decree.title
from structure_decree decree
where {fits} order by length(decree.title), decree.title limit {most}
"""
_PERSONS = """
select 'person', person.id::text, person.name, coalesce(min(version.title), '')
from (
    select id, name from people_person where {fits} order by length(name), name limit {most}
) person
left join people_holding held on held.person_id = person.id
    and held.valid @> %(on)s::date and upper_inf(held.recorded)
left join structure_positionversion version on version.position_id = held.position_id
    and version.valid @> %(on)s::date and upper_inf(version.recorded)
group by person.id, person.name order by length(person.name), person.name
"""
_DECREE = "lower((decree.title || ' ' || decree.number || '/' || decree.year || ' ' || decree.kind) collate \"C\")"
_PERSON = "lower((name || ' ' || nip) collate \"C\")"
_POSITION = "lower((version.title || ' ' || unit.name) collate \"C\")"


def decree_hits(ways: Ways) -> list[Hit]:
    """Decrees whose title or number holds each word."""
    condition, given = fits(_DECREE, ways)
    return _hits(_DECREES.format(fits=condition, most=MOST), given)


def person_hits(ways: Ways, on: date) -> list[Hit]:
    """Persons whose name or NIP holds each word, with what they hold on the day. For staff."""
    condition, given = fits(_PERSON, ways)
    return _hits(_PERSONS.format(fits=condition, most=MOST), {**given, "on": on})


def _hits(sql: str, given: dict[str, Any]) -> list[Hit]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return [Hit(*row) for row in cursor.fetchall()]


def fits(text: str, ways: Ways) -> tuple[str, dict[str, Any]]:
    """A condition that a text of small letters holds each word, and its parameters."""
    given: dict[str, Any] = {f"w{i}": [f"%{_plain(word)}%" for word in way] for i, way in enumerate(ways)}
    return " and ".join(f"{text} like any(%({name})s)" for name in given), given


def _plain(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


_FOR_A_CASE = """
select version.position_id, version.title, unit.name
from structure_positionversion version
join structure_unitversion unit on unit.unit_id = version.unit_id
    and unit.valid @> %(on)s::date and upper_inf(unit.recorded)
where version.valid @> %(on)s::date and upper_inf(version.recorded) and {fits}
order by version.is_head desc, length(version.title), version.title limit %(most)s
"""


def positions_holding(ways: Ways, *, on: date, most: int) -> list[tuple[int, str, str]]:
    """Positions whose title or unit holds each word; heads first: (key, title, unit)."""
    condition, given = fits(_POSITION, ways)
    with connection.cursor() as cursor:
        cursor.execute(_FOR_A_CASE.format(fits=condition), {**given, "on": on, "most": most})
        return cursor.fetchall()
