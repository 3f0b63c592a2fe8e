"""Search for cases that stays fast at a million: one index answers words, sight and months at once, newest first."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from penata.foundation.spelling import words_of

from ..models import Case
from .rights import Sight, among, visible_to

FEW = 2_000  # cases, so many as are fetched and put in order at once
NEWEST, SPANS = 1_000, (1, 5)  # of more: cases that are read first, one after the other; months that are looked at then
MANY = 30  # units of a reader, from which on those without a case are left out first
MOST_NUMBERED = 2_000  # cases whose number begins alike
YEARS = 30  # a number without its year is looked for in as many
_TERM = re.compile(r"[a-z0-9]+(:\*)?")


@dataclass(frozen=True, slots=True)
class Found:
    """The keys of visible cases, the newest first. `is_cut`: there are more."""

    ids: list[int]
    is_cut: bool = False


def search(seen: Sight, text: str, *, most: int, ways: Sequence[Sequence[str]] | None = None) -> Found:
    """The newest visible cases by number, by the number of another channel, or that hold every word.

    `ways`: for each word what counts for it, where the caller knows more than what was typed ("lamppu", "lampu";
    "lam:*" for any ending). The index proposes what fits, never less than all; `visible_to` decides.
    """
    text = " ".join(text.replace("\x00", "").split())[:200]
    if not seen.standing.is_active or not text:
        return Found([])
    numbered = _numbered(text)
    if numbered is not None:
        ids = [key for _at, key in sorted(_visible(seen, numbered), reverse=True)]
        return Found(ids[:most], len(ids) > most)
    query = query_of(ways if ways is not None else [[word] for word in words_of(text)])
    return _newest(seen, query, most) if query else Found([])


def query_of(ways: Sequence[Sequence[str]]) -> str:
    """As `to_tsquery` reads it: one of the ways of each word. Only letters, digits and ":*" come through."""
    alike = [[term for term in words if _TERM.fullmatch(term)] for words in ways]
    return " & ".join(f"({' | '.join(words)})" for words in alike if words)


def marks_of(seen: Sight) -> list[str] | None:
    """The marks of what he sees (see `models.Findable`), in the words of `visible_to`; None: of all cases."""
    standing = seen.standing
    if seen.is_all:
        return None
    units = _used(seen.units) if len(seen.units) > MANY else seen.units
    marks = [f"p{key}" for key in standing.positions] + [f"u{key}" for key in units]
    return [*marks, "open"] if standing.may("cases.moderate") else marks


# "offset 0" keeps the planner from another way, which it takes for shorter once it no longer looks at the words.
_NEWEST = """
select came.received_at, came.id
from (select id, received_at from cases_case order by received_at desc, id desc limit {newest}) as came
cross join lateral (select words, marks from cases_findable where case_id = came.id offset 0) as found
where found.words @@ to_tsquery('indonesian', %(query)s){narrowed}
order by came.received_at desc, came.id desc limit %(most)s
"""
_WITHIN = """
select received_at, case_id from cases_findable
where words @@ to_tsquery('indonesian', %(query)s){narrowed}
order by received_at desc, case_id desc limit %(most)s
"""
_EXPECTED = """
explain (format json) select from cases_findable where words @@ to_tsquery('indonesian', %(query)s){narrowed}
"""
_SIGHT, _MONTHS = " and marks && %(marks)s::text[]", " and marks && %(months)s::text[]"
_PROPOSED = """
select found.received_at, found.case_id
from cases_handover handover join cases_findable found using (case_id)
where handover.state = 'proposed'
    and (handover.to_position_id = any(%(positions)s) or handover.to_unit_id = any(%(below)s))
    and found.words @@ to_tsquery('indonesian', %(query)s)
"""
_USED = """
select null::timestamptz, unit from unnest(%(units)s::bigint[]) as unit
where exists (select from cases_assignment where unit_id = unit)
"""
Rows = list[tuple[datetime, int]]


def _newest(seen: Sight, query: str, most: int) -> Found:
    """What the index gives; where the reader may not see some of it, more is asked for."""
    marks, proposed, wanted = marks_of(seen), _proposed(seen, query), most + 1
    rows = _first(query, marks, seen.on, wanted)
    while True:
        visible = _visible(seen, list({key for _at, key in (*rows, *proposed)}))
        if len(visible) > most or len(rows) < wanted:
            break
        wanted *= 4
        rows = _within(query, marks, None, wanted)
    found = [key for _at, key in sorted(visible, reverse=True)]
    return Found(found[:most], len(found) > most)


def _first(query: str, marks: list[str] | None, on: date, wanted: int) -> Rows:
    """What is rare from all at once; what is said often from the newest thousand, from this month, from five, from all.

    The thousand are read one by one until there are enough: the index would bring all that a month says of roads.
    """
    if marks == []:
        return []
    if _expected(query, marks) > FEW:
        rows = _newest_of_all(query, marks, wanted)
        this = _month(on)
        for back in SPANS:
            if len(rows) < wanted:
                rows = _within(query, marks, [_mark(this - number) for number in range(back)], wanted)
        if len(rows) == wanted:
            return rows
    return _within(query, marks, None, wanted)


def _expected(query: str, marks: list[str] | None) -> int:
    """How many cases the database's statistics expect: nothing is read, and a wrong guess costs time alone."""
    narrowed = "" if marks is None else _SIGHT
    with connection.cursor() as cursor:
        cursor.execute(_EXPECTED.format(narrowed=narrowed), {"query": query, "marks": marks})
        return int(cursor.fetchone()[0][0]["Plan"]["Plan Rows"])


def _newest_of_all(query: str, marks: list[str] | None, most: int) -> Rows:
    """Those among the newest cases of the city."""
    narrowed = "" if marks is None else _SIGHT
    return _rows(_NEWEST.format(newest=NEWEST, narrowed=narrowed), {"query": query, "marks": marks, "most": most})


def _within(query: str, marks: list[str] | None, months: list[str] | None, most: int) -> Rows:
    """The newest cases in the index: with these words, one of these marks, and one of these months."""
    if marks == []:
        return []
    narrowed = ("" if marks is None else _SIGHT) + ("" if months is None else _MONTHS)
    given = {"query": query, "marks": marks, "months": months, "most": most}
    return _rows(_WITHIN.format(narrowed=narrowed), given)


def _proposed(seen: Sight, query: str) -> Rows:
    """Cases with these words whose handover waits for his answer, or for that of units below him."""
    standing = seen.standing
    if seen.is_all or not (standing.positions or seen.subtree):
        return []
    given = {"positions": list(standing.positions), "below": list(seen.subtree), "query": query}
    return _rows(_PROPOSED, given)


def _used(units: Collection[int]) -> list[int]:
    """The units among these that ever had a case: the others would be looked for in the index in vain."""
    return [key for _at, key in _rows(_USED, {"units": list(units)})]


def _visible(seen: Sight, ids: Sequence[int]) -> Rows:
    """Those of these that he may see, as (received, key)."""
    if not ids:
        return []
    return list(visible_to(seen).filter(among("pk", ids)).order_by().values_list("received_at", "pk"))


def find_differences() -> int:
    """How many cases are not found by what they should be found by; 0 unless something is broken."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERENCES)
        return int(cursor.fetchone()[0])


_DIFFERENCES = """
select count(*) from cases_findable_due due full join cases_findable kept using (case_id)
where (due.received_at, due.words, due.marks) is distinct from (kept.received_at, kept.words, kept.marks)
"""


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _mark(month: int) -> str:
    return f"m{month // 12}{month % 12 + 1:02}"


def _numbered(text: str) -> list[int] | None:
    """The cases that a number names, or its beginning; None when the words are no number."""
    if re.fullmatch(r"[A-Za-z]{1,6}-\d{4}-\d{3,9}", text):
        begun = Case.objects.filter(reference__startswith=text.upper()).order_by("reference")
        return list(begun.values_list("pk", flat=True)[:MOST_NUMBERED])
    if re.fullmatch(r"#?\d{1,12}", text):
        references = _references(text.lstrip("#"))
        rows = _rows(_BY_NUMBER, {"references": references, "other": text.lstrip("#")})
        return [key for _at, key in rows]
    if any(sign.isdigit() for sign in text):
        return [key for _at, key in _rows(_BY_NUMBER, {"references": [text.upper()], "other": text})] or None
    return None


_BY_NUMBER = """
select received_at, id from cases_case where reference = any(%(references)s)
union select received_at, id from cases_case where other_reference = %(other)s and other_reference <> ''
"""


def _references(number: str) -> list[str]:
    """The number with each year that it may be of."""
    year = timezone.localdate().year
    return [f"{settings.CASE_PREFIX}-{year - back}-{number.zfill(6)}" for back in range(-1, YEARS)]


def _rows(sql: str, given: dict[str, Any]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()
