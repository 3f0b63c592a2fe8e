from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.utils import timezone


class FunctionMatch(NamedTuple):
    """A function that words may mean; `rank` only orders."""

    function_id: int
    code: str
    title: str
    rank: float


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
