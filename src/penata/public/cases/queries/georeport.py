"""Cases as GeoReport v2 asks for them. Words, place and photos only of what was published, or to who sent it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import get_language

from penata.foundation.dated.queries import last_act
from penata.organization.structure.queries import area_names, unit_names
from penata.public.catalog.models import Standard

from ..models import Attached, Case, CaseQuerySet, Statement
from ..models.case import ENDED_STATES, OPEN_STATES

MOST = 1000  # requests in one answer
STATUS = {"open": OPEN_STATES, "closed": ENDED_STATES}
EARTH_DEGREE_M = 111_320.0


@dataclass(frozen=True, slots=True)
class Filters:
    """What a client asked for; None and empty mean no limit."""

    references: tuple[str, ...] = ()
    service_codes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    updated_since: datetime | None = None
    updated_until: datetime | None = None
    near: tuple[float, float, float] | None = None  # latitude, longitude, meters
    page: int = 1
    page_size: int = MOST


@dataclass(frozen=True, slots=True)
class Offered:
    """A service that residents may report about."""

    service_id: int
    code: str
    name: str
    summary: str
    keywords: str
    group: str
    attributes: list[dict[str, Any]]


def offered(on: date) -> list[Offered]:
    """Services that may be reported about on a day, by name."""
    return _offered(_reportable(on))


def offered_by_code(code: str, on: date) -> Offered | None:
    """The service with this code, if it may be reported about on a day. Kept until the next structural act."""
    return _offered_then(connection.settings_dict["NAME"], last_act(), get_language(), code, on)


@lru_cache(maxsize=512)
def _offered_then(_database: str, _act: datetime | None, _language: str | None, code: str, on: date) -> Offered | None:
    return next(iter(_offered(_reportable(on).filter(service__code=code))), None)


def _reportable(on: date) -> QuerySet[Standard]:
    return Standard.objects.on(on).as_known().filter(is_reportable=True)


def _offered(rows: QuerySet[Standard]) -> list[Offered]:
    fields = ("service_id", "service__code", "name", "summary", "keywords", "topic", "attributes")
    topics = dict(Standard.Topic.choices)
    return [
        Offered(key, code, name, summary, keywords, str(topics.get(topic, topic)), attributes)
        for key, code, name, summary, keywords, topic, attributes in rows.order_by("name").values_list(*fields)
    ]


def requests(filters: Filters, *, on: date, device: str = "") -> list[dict[str, Any]]:
    """Service requests, newest first, with the names of services, units and areas. As many queries for any number."""
    start = (filters.page - 1) * filters.page_size
    rows = list(_filtered(filters, device)[start : start + filters.page_size].values(*_FIELDS))
    return list(_described(rows, on=on))


_STAGES = ("received_at", "verified_at", "assigned_at", "started_at", "answered_at")
_FIELDS = (
    "id", "reference", "state", "service_id", "unit_id", "area_id", "latitude", "longitude", "received_at", "finish_by",
    "is_published", "updated", "place", "words", "is_own", "photo",
)  # fmt: skip


def _filtered(filters: Filters, device: str) -> CaseQuerySet:
    """What anybody may see, and what a client sent itself: confidential reports are the sender's alone."""
    own = Case.objects.filter(pk=OuterRef("pk"), contact__device__startswith=device or "\x7f")
    statement = Statement.objects.filter(case=OuterRef("pk")).order_by("at")
    photo = Attached.objects.filter(case=OuterRef("pk"), is_public=True, attachment__kind="image/jpeg")
    cases = Case.objects.annotate(
        is_own=Exists(own),
        updated=Coalesce("closed_at", Greatest(*_STAGES)),
        place=Subquery(statement.values("place")[:1]),
        words=Subquery(statement.values("public_words")[:1]),
        photo=Subquery(photo.order_by("id").values("id")[:1]),
    )
    cases = cases.filter(Q(is_confidential=False) | Q(is_own=True)).order_by("-received_at", "-id")
    if filters.references:
        return cases.filter(reference__in=filters.references)
    return _between(_of_kind(cases, filters), filters)


def _of_kind(cases: CaseQuerySet, filters: Filters) -> CaseQuerySet:
    if filters.service_codes:
        cases = cases.filter(service__code__in=filters.service_codes)
    if filters.statuses:
        cases = cases.filter(state__in=[state for status in filters.statuses for state in STATUS[status]])
    if filters.near:
        latitude, longitude, meters = filters.near
        reach = meters / EARTH_DEGREE_M
        cases = cases.filter(
            latitude__range=(latitude - reach, latitude + reach),
            longitude__range=(longitude - reach, longitude + reach),
        )
    return cases


def _between(cases: CaseQuerySet, filters: Filters) -> CaseQuerySet:
    bounds = {
        "received_at__gte": filters.since,
        "received_at__lte": filters.until,
        "updated__gte": filters.updated_since,
        "updated__lte": filters.updated_until,
    }
    return cases.filter(**{name: bound for name, bound in bounds.items() if bound is not None})


def _described(rows: list[dict[str, Any]], *, on: date) -> Iterator[dict[str, Any]]:
    services = _services({row["service_id"] for row in rows if row["service_id"]})
    units = unit_names({row["unit_id"] for row in rows if row["unit_id"]}, on)
    areas = area_names(on)
    for row in rows:
        row["service_code"], row["service_name"] = services.get(row["service_id"], (None, None))
        row["agency"] = units.get(row["unit_id"])
        row["area"] = areas.get(row["area_id"])
        row["is_shown"] = row["is_published"] or row["is_own"]
        yield row


def _services(ids: set[int]) -> dict[int, tuple[str, str]]:
    """Code and last known name, also of services that ended."""
    known = Standard.objects.as_known().filter(service_id__in=ids).order_by("service_id", F("valid").desc())
    rows = known.distinct("service_id").values_list("service_id", "service__code", "name")
    return {key: (code, name) for key, code, name in rows}


def public_photo(key: int) -> Attached | None:
    """A photo that anybody may see: of a published case, and itself made public."""
    shown = Attached.objects.filter(pk=key, is_public=True, case__is_published=True, case__is_confidential=False)
    return shown.select_related("attachment").first()


def case_of(submission: UUID) -> Case | None:
    """The case that a submission made. Most have made none, which is asked in plain words."""
    with connection.cursor() as cursor:
        cursor.execute("select id from cases_case where submission = %s", [submission])
        row = cursor.fetchone()
    return None if row is None else Case.objects.get(pk=row[0])


def reference_of(token: str) -> str | None:
    """The reference of the case that a submission made, by the submission's key."""
    try:
        case = case_of(UUID(token))
    except ValueError:
        return None
    return case.reference if case else None
