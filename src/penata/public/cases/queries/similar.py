"""Cases like this one: how they were answered, and whether it was reported already."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, OuterRef, Q, Subquery

from ..models import Case, Statement, Step
from ..rules import Likeness, Place, Spoken, likeness
from ..rules.similarity import PROPOSE_FROM, SAME_DAYS
from .rights import Sight, visible_to
from .rows import SEARCH_CONFIG, STOP_WORDS

MOST_CANDIDATES = 300
MOST_RANKED = 60  # reading the words of one costs 40 µs; how it is answered today shows in the newest
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


def similar(case: Case, seen: Sight, *, limit: int = 3) -> list[Similar]:
    """Of the newest answered cases of the same function, at this reader's units, the nearest in words. One query."""
    words = [w for w in dict.fromkeys(re.findall(r"[^\W\d_]{3,}", case.title.lower())) if w not in STOP_WORDS][:12]
    if case.function_id is None or not words:
        return []
    query = SearchQuery(" | ".join(words), config=SEARCH_CONFIG, search_type="raw")
    last = Step.objects.filter(case=OuterRef("pk"), kind=Step.Kind.ANSWERED).order_by("-at", "-pk")
    ours = Q() if seen.is_all else Q(unit__in=seen.units) | Q(position__in=seen.standing.positions)
    newest = (
        Case.objects.filter(ours, function=case.function_id, parent__isnull=True)
        .filter(answered_at__gte=case.received_at - SEARCHED_BACK)
        .exclude(pk=case.pk)
        .order_by("-answered_at")
        .values("pk")[:MOST_RANKED]
    )
    rows = (
        Case.objects.filter(pk__in=newest, statements__search=query)
        .annotate(rank=SearchRank(F("statements__search"), query), answer=Subquery(last.values("text")[:1]))
        .order_by("-rank", "-answered_at")
        .values_list("reference", "title", "answered_at", "answer", "happy")
    )
    found: dict[str, Similar] = {}
    for reference, title, answered_at, answer, happy in rows[: limit * 2]:
        if answer:
            found.setdefault(reference, Similar(reference, title, answered_at, answer, happy))
    return list(found.values())[:limit]


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

    Candidates are taken from the area and from the points around; a person decides.
    """
    cases = Case.objects.filter(is_published=True) if seen is None else visible_to(seen)
    where = Q(area=place.area_id) if place.area_id is not None else Q(pk__in=[])
    if place.latitude is not None and place.longitude is not None:
        where |= Q(
            latitude__range=(place.latitude - 0.005, place.latitude + 0.005),
            longitude__range=(place.longitude - 0.005, place.longitude + 0.005),
        )
    first = Statement.objects.filter(case=OuterRef("pk")).order_by("at", "pk")
    rows = (
        cases.filter(where, received_at__gte=at - timedelta(days=SAME_DAYS), received_at__lte=at)
        .filter(parent__isnull=True, same_as__isnull=True)
        .exclude(pk=besides or 0)
        .exclude(state__in=("withdrawn", "archived"))
        .annotate(said=Subquery(first.values("public_words")[:1]))
        .order_by("-received_at")
        .values_list("pk", "reference", "title", "state", "received_at", "area_id", "latitude", "longitude", "said")
    )
    one = Spoken(words, place, at)
    twins = []
    for pk, reference, title, state, received_at, area_id, latitude, longitude, said in rows[:MOST_CANDIDATES]:
        alike = likeness(one, Spoken(said or "", Place(area_id, latitude, longitude), received_at))
        if alike.score >= PROPOSE_FROM:
            twins.append(Twin(pk, reference, title, state, received_at, alike))
    return sorted(twins, key=lambda twin: -twin.likeness.score)[:limit]
