"""Search that forgives typing errors: spelling first, against a lexicon; then PostgreSQL's Indonesian word forms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Max

from penata.foundation.spelling import Correction, Lexicon, corrected, terms, words_of

from ..models import LexiconWord
from .services import ServiceRow, rows_of

FAINTEST = 0.2  # a service that fits less than this share of the best one only distracts

_RANKED = """
with asked as (
    select to_tsquery('public.penata', term) as query, rarity
    from unnest(%s::text[], %s::float8[]) as said(term, rarity)
)
select standard.service_id, sum(rarity * (0.1 + ts_rank(standard.search, query))) as score
from catalog_standard standard
join asked on standard.search @@ asked.query
where standard.valid @> %s::date and upper_inf(standard.recorded)
group by standard.service_id
order by score desc, standard.service_id
limit %s
"""


@dataclass(slots=True)
class _Kept:
    lexicon: Lexicon
    version: int | None


_kept: _Kept | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Services by likeness, best first, and the words searched for when they are not those that were typed."""

    rows: list[ServiceRow]
    words: tuple[str, ...]
    instead: str = ""  # "mungkin maksud Anda …"


def lexicon() -> Lexicon:
    """The known words, kept in the process until they change (one small query finds out)."""
    global _kept  # noqa: PLW0603 one lexicon a process, on purpose
    version = LexiconWord.objects.aggregate(newest=Max("id"))["newest"]
    if _kept is None or _kept.version != version:
        _kept = _Kept(Lexicon.of(dict(LexiconWord.objects.values_list("word", "weight"))), version)
    return _kept.lexicon


def forget() -> None:
    """Ask the database again at the next search."""
    global _kept  # noqa: PLW0603
    _kept = None


def search(words: str, on: date, limit: int = 20) -> Found:
    """Services that fit the words on a day. Finds nothing for words that say nothing; never raises for any text."""
    known = lexicon()
    correction = corrected(words_of(words), known)
    ids = _found_ids(correction, known, on, limit)
    by_id = {row.id: row for row in rows_of(ids, on)}
    instead = correction.text if correction.is_changed else ""
    return Found([by_id[key] for key in ids if key in by_id], correction.words, instead)


def _found_ids(correction: Correction, known: Lexicon, on: date, limit: int) -> list[int]:
    """Keys of services, best first: a rare word counts more than one that many services have."""
    said = terms(correction.words, is_typing=not correction.is_changed)
    if not said:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_RANKED, [said, [known.rarity(term.removesuffix(":*")) for term in said], on, limit])
        rows = cursor.fetchall()
    return [key for key, score in rows if score >= rows[0][1] * FAINTEST]


def tsquery(words: str) -> str:
    """Any text as the argument of `to_tsquery('penata', …)`: all its telling words; empty when it has none."""
    return " & ".join(terms(words_of(words), is_typing=True))
