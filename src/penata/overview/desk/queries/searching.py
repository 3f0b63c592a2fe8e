"""Search over all that someone may see, forgiving of spelling."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db import connection

from penata.foundation.spelling import Lexicon, corrected, words_of
from penata.public.cases.queries import Sight, matching, visible_to
from penata.public.catalog import queries as catalog

from .lists import Line, lines_of

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


KINDS = ("service", "unit", "position", "function", "person", "decree")

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
_TEXTS = {
    "unit": "(version.name || ' ' || version.short_name || ' ' || unit.code)",
    "position": "(version.title || ' ' || unit.name)",
    "function": "(version.title || ' ' || version.keywords || ' ' || subject.code)",
    "decree": "(decree.title || ' ' || decree.number || '/' || decree.year || ' ' || decree.kind)",
    "person": "(person.name || ' ' || person.nip)",
}


def search_all(seen: Sight, words: str) -> FoundAll:
    """All that fits, a few of each kind; the same number of queries whatever is found. Empty for empty words."""
    if not words:
        return FoundAll("")
    said = words_of(words)
    known = known_words()
    meant = corrected(said, known)
    ways = [sorted({word, other}) for word, other in zip(said, _meant(said, known), strict=True)]
    hits = _hits(ways, seen) if ways else {}
    services = catalog.search(words, seen.on, MOST)
    hits["service"] = [Hit("service", row.code, row.name, row.summary) for row in services.rows]
    cases = _cases(seen, words)
    if not cases and meant.is_changed:
        cases = _cases(seen, meant.text)
    instead = meant.text if meant.is_changed else ""
    return FoundAll(words, instead, cases[:MOST], len(cases) > MOST, hits)


def _meant(said: list[str], known: Lexicon) -> list[str]:
    return [(corrected([word], known).words or (word,))[0] for word in said]


def _cases(seen: Sight, words: str) -> list[Line]:
    if not seen.standing.is_staff:
        return []
    found = visible_to(seen).filter(matching(words)).order_by("-received_at", "-pk")
    return lines_of(found[: MOST + 1], seen.on)


def _hits(ways: list[list[str]], seen: Sight) -> dict[str, list[Hit]]:
    """Names that hold each word as typed or as meant; the shortest first. Persons are for staff."""
    kinds = [kind for kind in _PARTS if kind != "person" or seen.standing.is_staff]
    given = {f"w{i}": [f"%{_plain(word)}%" for word in way] for i, way in enumerate(ways)}
    parts = []
    for kind in kinds:
        each = " and ".join(f"{_TEXTS[kind]} ilike any(%({name})s)" for name in given)
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


_NAMES = """
with names(name) as (
    select name || ' ' || short_name from structure_unitversion where upper_inf(recorded)
    union all select title from structure_positionversion where upper_inf(recorded)
    union all select title || ' ' || keywords from structure_functionversion where upper_inf(recorded)
    union all select name from structure_areaversion where upper_inf(recorded)
    union all select name from people_person
    union all select title from structure_decree
)
select word, count(*) from names, regexp_split_to_table(lower(name), '[^[:alnum:]]+') as word
where length(word) > 2 group by word
"""
_SIGNATURE = """
select (select max(id) from structure_unitversion), (select max(id) from structure_positionversion),
    (select max(id) from structure_functionversion), (select max(id) from people_person),
    (select max(id) from catalog_lexiconword)
"""


def known_words() -> Lexicon:
    """The words of all names of the city and of its catalog; kept in the process until one is added."""
    with connection.cursor() as cursor:
        cursor.execute(_SIGNATURE)
        return _lexicon((connection.settings_dict["NAME"], *cursor.fetchone()))


@lru_cache(maxsize=2)
def _lexicon(signature: tuple[object, ...]) -> Lexicon:
    counts = dict(catalog.lexicon().counts)
    with connection.cursor() as cursor:
        cursor.execute(_NAMES)
        for word, count in cursor.fetchall():
            counts[word] = counts.get(word, 0) + count
    return Lexicon.of(counts)


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
    ways = [sorted({word, other}) for word, other in zip(said, _meant(said, known_words()), strict=True)]
    given = {f"w{i}": [f"%{_plain(word)}%" for word in way] for i, way in enumerate(ways)}
    each = " and ".join(f"{_TEXTS['position']} ilike any(%({name})s)" for name in given)
    with connection.cursor() as cursor:
        cursor.execute(_FOR_A_CASE.format(each=each), {**given, "on": on, "most": most})
        return cursor.fetchall()
