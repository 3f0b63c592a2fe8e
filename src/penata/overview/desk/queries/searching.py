"""Search over all that someone may see, forgiving of spelling."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db import connection

from penata.foundation.spelling import words_of
from penata.public.cases.models import Case
from penata.public.cases.queries import Sight, among, search
from penata.public.catalog import queries as catalog

from .lists import Line, lines_of
from .words import endings, known_words, meant_by, ways_of
from .works import works

MOST = 6  # of a kind


class Hit(NamedTuple):
    """Something found: its kind, its key (or code), what it is called, and a line below."""

    kind: str
    key: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class FoundAll:
    """`instead`: the words that were searched for, when they are not those that were typed."""

    words: str
    instead: str = ""
    cases: list[Line] = field(default_factory=list)
    has_more_cases: bool = False
    hits: dict[str, list[Hit]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.cases and not any(self.hits.values())


KINDS = ("task", "plan", "team", "person", "position", "unit", "function", "service", "decree")

_PARTS = {
    "unit": """
        select 'unit', unit.code, version.name, coalesce(above.name, ''), length(version.name)
        from structure_unitversion version
        join structure_unit unit on unit.id = version.unit_id
        left join structure_unitversion above on above.unit_id = version.parent_id
            and above.valid @> %(on)s::date and upper_inf(above.recorded)
        where version.valid @> %(on)s::date and upper_inf(version.recorded) and {unit}""",
    "position": """
        select 'position', position.code, version.title, unit.name, length(version.title)
        from structure_positionversion version
        join structure_position position on position.id = version.position_id
        join structure_unitversion unit on unit.unit_id = version.unit_id
            and unit.valid @> %(on)s::date and upper_inf(unit.recorded)
        where version.valid @> %(on)s::date and upper_inf(version.recorded) and {position}""",
    "function": """
        select 'function', subject.code, version.title, subject.code, length(version.title)
        from structure_functionversion version
        join structure_function subject on subject.id = version.function_id
        where version.valid @> %(on)s::date and upper_inf(version.recorded) and {function}""",
    "decree": """
        select 'decree', decree.id::text, decree.number || '/' || decree.year, decree.title, length(decree.title)
        from structure_decree decree where {decree}""",
    "person": """
        select 'person', person.id::text, person.name, coalesce(min(version.title), ''), length(person.name)
        from people_person person
        left join people_holding held on held.person_id = person.id
            and held.valid @> %(on)s::date and upper_inf(held.recorded)
        left join structure_positionversion version on version.position_id = held.position_id
            and version.valid @> %(on)s::date and upper_inf(version.recorded)
        where {person} group by person.id""",
}
# Words of a search are plain and small; letters beyond ASCII stay as they are, which makes this ten times as fast.
_TEXTS = {
    "unit": "lower((version.name || ' ' || version.short_name || ' ' || unit.code) collate \"C\")",
    "position": "lower((version.title || ' ' || unit.name) collate \"C\")",
    "function": "lower((version.title || ' ' || version.keywords || ' ' || subject.code) collate \"C\")",
    "decree": "lower((decree.title || ' ' || decree.number || '/' || decree.year || ' ' || decree.kind) collate \"C\")",
    "person": "lower((person.name || ' ' || person.nip) collate \"C\")",
}


def search_all(seen: Sight, words: str, *, is_typing: bool = False) -> FoundAll:
    """All that fits, a few of each kind; the same number of queries whatever is found. Empty for empty words.

    Each word counts as typed and as meant; while someone types, the last one with any ending that the city knows.
    """
    if not words:
        return FoundAll("")
    said, known = words_of(words), known_words()
    meant = meant_by(said, known)
    ways = ways_of(said, meant)
    hits = _hits(ways, seen) if ways else {}
    services = catalog.search(words, seen.on, MOST)
    hits["service"] = [Hit("service", row.code, row.name, row.summary) for row in services.rows]
    cases: list[Line] = []
    has_more = False
    if seen.standing.is_staff:
        if ways:
            hits |= {kind: [Hit(kind, *row) for row in rows] for kind, rows in works(ways, seen).items()}
        if is_typing and said and words[-1].isalnum():
            ways[-1] = endings(said[-1], ways[-1], known)
        found = search(seen, words, most=MOST, ways=ways)
        # Asked for their order, the database would walk through all cases in it to find these few.
        lines = {line.id: line for line in lines_of(Case.objects.filter(among("pk", found.ids)).order_by(), seen.on)}
        cases, has_more = [lines[key] for key in found.ids], found.is_cut
    instead = " ".join(dict.fromkeys(meant)) if meant != said else ""
    return FoundAll(words, instead, cases, has_more, hits)


def _hits(ways: list[list[str]], seen: Sight) -> dict[str, list[Hit]]:
    """Names that hold each word as typed or as meant; the shortest first. Persons are for staff."""
    kinds = [kind for kind in _PARTS if kind != "person" or seen.standing.is_staff]
    given = {f"w{i}": [f"%{_plain(word)}%" for word in way] for i, way in enumerate(ways)}
    parts = []
    for kind in kinds:
        each = " and ".join(f"{_TEXTS[kind]} like any(%({name})s)" for name in given)
        sql = _PARTS[kind].format(**{kind: each})
        parts.append(f"({sql} order by 5, 3 limit {MOST})")
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(parts), {**given, "on": seen.on})
        rows = cursor.fetchall()
    found: dict[str, list[Hit]] = {kind: [] for kind in KINDS}
    for kind, key, name, about, _length in rows:
        found[kind].append(Hit(kind, key, name, about))
    return found


def _plain(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


_FOR_A_CASE = """
select version.position_id, version.title, unit.name
from structure_positionversion version
join structure_unitversion unit on unit.unit_id = version.unit_id
    and unit.valid @> %(on)s::date and upper_inf(unit.recorded)
where version.valid @> %(on)s::date and upper_inf(version.recorded) and {each}
order by version.is_head desc, length(version.title), version.title limit %(most)s
"""


def position_hits(words: str, *, on: date, most: int = 10) -> list[tuple[int, str, str]]:
    """Positions whose title or unit holds each word, as typed or as meant; heads first: (key, title, unit)."""
    said = words_of(words)
    if not said:
        return []
    ways = ways_of(said, meant_by(said, known_words()))
    given = {f"w{i}": [f"%{_plain(word)}%" for word in way] for i, way in enumerate(ways)}
    each = " and ".join(f"{_TEXTS['position']} like any(%({name})s)" for name in given)
    with connection.cursor() as cursor:
        cursor.execute(_FOR_A_CASE.format(each=each), {**given, "on": on, "most": most})
        return cursor.fetchall()
