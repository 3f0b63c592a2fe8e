from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from penata.foundation.spelling import Lexicon, corrected, words_of

from ..models import FunctionVersion


class FunctionMatch(NamedTuple):
    """A function that words may mean; `rank` only orders."""

    function_id: int
    code: str
    title: str
    rank: float


@dataclass(frozen=True, slots=True)
class FunctionsFound:
    """Functions by likeness, best first, and the words searched for when they are not those that were typed."""

    matches: list[FunctionMatch]
    instead: str = ""


# Words that say nothing about a matter; PostgreSQL's `indonesian` configuration keeps them.
_EMPTY_WORDS = frozenset(
    word
    for line in (
        "yang dan di ke dari untuk pada dengan atau ini itu ada tidak belum sudah saya kami kita anda mohon tolong",
        "agar karena sampai bisa dapat akan oleh juga sangat sekali lagi hari tahun bulan pak bu bapak ibu admin nya",
    )
    for word in line.split()
)

_MATCH = """
select version.function_id, subject.code, version.title,
    ts_rank(setweight(to_tsvector('indonesian', version.title), 'A')
        || setweight(to_tsvector('indonesian', version.keywords), 'B')
        || setweight(to_tsvector('indonesian', version.description), 'D'), words.query)::float as rank
from structure_functionversion version
join structure_function subject on subject.id = version.function_id,
    to_tsquery('indonesian', %(query)s) as words(query)
where version.valid @> %(on)s::date and upper_inf(version.recorded)
    and to_tsvector('indonesian', version.title || ' ' || version.keywords || ' ' || version.description)
        @@ words.query
order by rank desc, subject.code limit %(limit)s
"""


def match_functions(words: str, limit: int = 5, *, on: date | None = None) -> list[FunctionMatch]:
    """Functions whose title, residents' words or description share word stems with `words`, best first."""
    wanted = [w for w in dict.fromkeys(re.findall(r"[^\W_]{2,40}", words.lower()[:4000])) if w not in _EMPTY_WORDS][:60]
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_MATCH, {"query": " | ".join(wanted), "on": on or timezone.localdate(), "limit": limit})
        return [FunctionMatch(*row) for row in cursor.fetchall()]


def search_functions(words: str, limit: int = 5, *, on: date | None = None) -> FunctionsFound:
    """As `match_functions`, for what someone types: its spelling is forgiven. Never raises for any text."""
    meant = corrected(words_of(words), known_words())
    if not meant.is_changed:
        return FunctionsFound(match_functions(words.replace("\x00", " "), limit, on=on))
    return FunctionsFound(match_functions(meant.text, limit, on=on), meant.text)


def known_words() -> Lexicon:
    """The words of all functions, kept in the process until a version is added (one small query finds out)."""
    newest = FunctionVersion.objects.aggregate(newest=Max("id"))["newest"]
    return _lexicon(str(connection.settings_dict["NAME"]), newest)


@lru_cache(maxsize=2)
def _lexicon(database: str, newest: int | None) -> Lexicon:
    rows = FunctionVersion.objects.as_known().values_list("title", "keywords", "description")
    return Lexicon.of_texts(" ".join(row) for row in rows.iterator())
