"""The words of a search: as typed, as meant, and as they may yet be typed; and the cases that hold them."""

from __future__ import annotations

from functools import lru_cache

from django.db import connection

from penata.foundation.spelling import Lexicon, corrected, words_of
from penata.public.cases.queries import Sight, search
from penata.public.catalog import queries as catalog

MOST_ENDINGS = 10  # of a word that is being typed


def ways_of(said: list[str], meant: list[str]) -> list[list[str]]:
    """What counts for each word."""
    return [sorted({word, other}) for word, other in zip(said, meant, strict=True)]


def case_ids(seen: Sight, words: str, most: int) -> tuple[list[int], bool]:
    """The newest visible cases that fit, as the box finds them, for a list of them; whether there are more."""
    said = words_of(words)
    meant = meant_by(said, known_words())
    found = search(seen, words, most=most, ways=ways_of(said, meant))
    return found.ids, found.is_cut


def meant_by(said: list[str], known: Lexicon) -> list[str]:
    return [(corrected([word], known).words or (word,))[0] for word in said]


def endings(word: str, ways: list[str], known: Lexicon) -> list[str]:
    """The words that begin so, the frequent first; any at all where the city's own words have none."""
    if len(word) < 3:
        return ways
    begun = sorted((one for one in known.counts if one.startswith(word)), key=lambda one: -known.counts[one])
    return [*ways, *begun[:MOST_ENDINGS]] if begun else [*ways, f"{word}:*"]


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
