"""Cases like this one: how they were answered, and whether it was reported already."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from ..models import Case
from ..rules import Likeness, Place, Spoken, likeness
from ..rules.names import ERASED_WORDS
from ..rules.similarity import SAME_DAYS
from .rights import Sight, among, visible_to
from .rows import SEARCH_CONFIG, STOP_WORDS

MOST_CANDIDATES = 300
SEARCHED_BACK = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Similar:
    """A case that was answered before, and its answer."""

    reference: str
    title: str
    answered_at: datetime | None
    answer: str
    happy: bool | None


@dataclass(frozen=True, slots=True)
class Twin:
    """A case that may be the same."""

    id: int
    reference: str
    title: str
    state: str
    received_at: datetime
    likeness: Likeness
    words: str = ""  # masked


# The words of the newest alone are read: that costs 40 µs a case, and they show how it is answered today. Written out,
# as the ORM takes longer to build this than the database to answer it.
_SIMILAR = """
with newest as (
    select id from (
        select id, unit_id, position_id from cases_case
        where function_id = %(function)s and parent_id is null and answered_at >= %(since)s and id <> %(case)s
        order by answered_at desc offset 0
    ) answered
    where %(is_all)s or unit_id = any(%(units)s) or position_id = any(%(positions)s)
    limit 30
), nearest as (
    select statement.case_id, max(ts_rank(statement.search, query)) as rank
    from newest join cases_statement statement on statement.case_id = newest.id,
         to_tsquery(%(config)s::regconfig, %(words)s) as query
    where statement.search @@ query group by statement.case_id
)
select one.reference, one.title, one.answered_at, step.text, one.happy
from nearest join cases_case one on one.id = nearest.case_id
cross join lateral (
    select text from cases_step where case_id = one.id and kind = 'answered' order by at desc, id desc limit 1
) step
where step.text not in ('', %(erased)s) order by nearest.rank desc, one.answered_at desc limit %(limit)s
"""


def similar(case: Case, seen: Sight, *, limit: int = 3) -> list[Similar]:
    """Of the newest answered cases of the same function, where they lie at this reader's units, the nearest in words.

    One query; none without a function or words. Cases at his units are a part of what he may see (`visible_to`).
    """
    words = [w for w in dict.fromkeys(re.findall(r"[^\W\d_]{3,}", case.title.lower())) if w not in STOP_WORDS][:12]
    if case.function_id is None or not words:
        return []
    asked: dict[str, Any] = {
        "function": case.function_id,
        "since": case.received_at - SEARCHED_BACK,
        "case": case.pk,
        "is_all": seen.is_all,
        "units": list(seen.units),
        "positions": list(seen.standing.positions),
        "config": SEARCH_CONFIG,
        "words": " | ".join(words),
        "erased": ERASED_WORDS,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SIMILAR, asked)
        return [Similar(*row) for row in cursor.fetchall()]


# The area and the points around are each read by an index of their own: asked with "or", the database reads the month.
_AROUND = """
with around as (
    select id from cases_case
    where area_id = %(area)s and received_at between %(since)s and %(at)s
    union
    select id from cases_case
    where point(longitude, latitude) <@ box(point(%(west)s, %(south)s), point(%(east)s, %(north)s))
        and latitude is not null and longitude is not null and received_at between %(since)s and %(at)s
)
select one.id, one.reference, one.title, one.state, one.received_at, one.area_id, one.latitude, one.longitude,
    said.words
from around join cases_case one on one.id = around.id cross join lateral (
    select public_words as words from cases_statement where case_id = one.id order by at, id limit 1
) said
where one.parent_id is null and one.same_as_id is null and one.id <> %(besides)s
    and one.state not in ('withdrawn', 'archived') and (one.is_published or not %(is_public)s)
order by one.received_at desc limit %(most)s
"""
AROUND_DEGREES = 0.005  # some 550 meters


def nearby_same(
    words: str,
    place: Place,
    *,
    at: datetime,
    seen: Sight | None = None,
    besides: int | None = None,
    limit: int = 3,
) -> list[Twin]:
    """Cases of the last 30 days that may speak of the same; for residents (`seen` None) only published ones.

    Candidates are taken from the area and from the points around; a person decides. Two queries at most.
    """
    one, twins = Spoken(words, place, at), []
    for pk, reference, title, state, received_at, area_id, latitude, longitude, said in _around(
        place, at, besides or 0, is_public=seen is None
    ):
        alike = likeness(one, Spoken(said, Place(area_id, latitude, longitude), received_at))
        if alike.is_proposed:
            twins.append(Twin(pk, reference, title, state, received_at, alike, said))
    if twins and seen is not None:
        may = set(visible_to(seen).filter(among("pk", [twin.id for twin in twins])).values_list("pk", flat=True))
        twins = [twin for twin in twins if twin.id in may]
    return sorted(twins, key=lambda twin: -twin.likeness.score)[:limit]


def _around(place: Place, at: datetime, besides: int, *, is_public: bool) -> list[tuple[Any, ...]]:
    asked: dict[str, Any] = {
        "area": place.area_id,
        "since": at - timedelta(days=SAME_DAYS),
        "at": at,
        "besides": besides,
        "is_public": is_public,
        "most": MOST_CANDIDATES,
        "west": None,
        "south": None,
        "east": None,
        "north": None,
    }
    if place.latitude is not None and place.longitude is not None:
        asked |= {"west": place.longitude - AROUND_DEGREES, "east": place.longitude + AROUND_DEGREES}
        asked |= {"south": place.latitude - AROUND_DEGREES, "north": place.latitude + AROUND_DEGREES}
    with connection.cursor() as cursor:
        cursor.execute(_AROUND, asked)
        return cursor.fetchall()
