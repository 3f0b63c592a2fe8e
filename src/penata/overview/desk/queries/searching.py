"""Search over all that someone may see, forgiving of spelling."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from penata.foundation.spelling import words_of
from penata.public.cases.models import Case
from penata.public.cases.queries import Sight, among, search
from penata.public.catalog import queries as catalog

from .lists import Line, lines_of
from .names import MOST, Hit, decree_hits, person_hits, positions_holding, structure_hits
from .words import endings, known_words, meant_by, ways_of
from .works import works


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


def search_all(seen: Sight, words: str, *, is_typing: bool = False) -> FoundAll:
    """All that fits, a few of each kind; the same number of queries whatever is found. Empty for empty words.

    Each word counts as typed and as meant; while someone types, the last one with any ending that the city knows.
    """
    if not words:
        return FoundAll("")
    said, known = words_of(words), known_words()
    meant = meant_by(said, known)
    ways = ways_of(said, meant)
    hits = _names(ways, seen) if ways else {}
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


def _names(ways: list[list[str]], seen: Sight) -> dict[str, list[Hit]]:
    """Names that hold each word as typed or as meant; the shortest first. Persons are for staff."""
    found: dict[str, list[Hit]] = {kind: [] for kind in KINDS}
    persons = person_hits(ways, seen.on) if seen.standing.is_staff else []
    for hit in [*structure_hits(ways, seen.on), *decree_hits(ways), *persons]:
        found[hit.kind].append(hit)
    return found


def position_hits(words: str, *, on: date, most: int = 10) -> list[tuple[int, str, str]]:
    """Positions whose title or unit holds each word, as typed or as meant; heads first: (key, title, unit)."""
    said = words_of(words)
    return positions_holding(ways_of(said, meant_by(said, known_words())), on=on, most=most) if said else []
