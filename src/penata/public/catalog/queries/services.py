"""Services with their standards on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q, QuerySet

from penata.organization.structure.models import FunctionVersion

from ..models import COMPONENT_LABELS, Service, Standard
from ..rules import missing


@dataclass(frozen=True, slots=True)
class Promise:
    """Working days promised by the standard, and the kind of case that the service suggests."""

    days: int
    kind: str


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service in a list."""

    id: int
    code: str
    name: str
    summary: str
    topic: str
    promise_days: int
    cost_text: str
    is_reportable: bool

    @property
    def topic_label(self) -> str:
        return str(Standard.Topic(self.topic).label)


_ROW = ("service_id", "service__code", "name", "summary", "topic", "promise_days", "cost_text", "is_reportable")


def services_on(day: date, at: datetime | None = None) -> QuerySet[Standard]:
    """The standards in force on a day, with their services, by topic and name."""
    return Standard.objects.on(day).as_known(at).select_related("service").order_by("topic", "name", "id")


def listed(day: date, topic: str = "", start: int = 0, size: int = 30) -> list[ServiceRow]:
    """A slice of the public list."""
    rows = services_on(day)
    if topic:
        rows = rows.filter(topic=topic)
    return [ServiceRow(*row) for row in rows.values_list(*_ROW)[start : start + size]]


def rows_of(ids: Iterable[int], on: date) -> list[ServiceRow]:
    """Services of the given keys that have a standard on the day, in no order."""
    ids = list(ids)
    if not ids:
        return []
    return [ServiceRow(*row) for row in services_on(on).filter(service__in=ids).order_by().values_list(*_ROW)]


def topic_counts(day: date) -> list[tuple[str, str, int]]:
    """Topic, its label and the number of services, in the order of the topics; empty topics are left out."""
    counts = dict(services_on(day).order_by().values_list("topic").annotate(Count("id")))
    return [(topic.value, str(topic.label), counts[topic.value]) for topic in Standard.Topic if topic.value in counts]


def standard_on(code: str, on: date, at: datetime | None = None) -> Standard | None:
    """The version of a service's standard in force on a day."""
    return Standard.objects.on(on).as_known(at).filter(service__code=code).select_related("service", "decree").first()


def history(code: str, at: datetime | None = None) -> QuerySet[Standard]:
    """All versions believed of a service's standard, newest first."""
    return (
        Standard.objects.as_known(at)
        .filter(service__code=code)
        .select_related("service", "decree")
        .annotate(since=F("valid__startswith"), until=F("valid__endswith"))
        .order_by("-valid")
    )


def promise(service_id: int, on: date) -> Promise | None:
    """What the standard of the day promises; None when the service has none then."""
    sql = (
        "select promise_days, topic from catalog_standard"
        " where service_id = %s and valid @> %s::date and upper_inf(recorded) limit 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [service_id, on])
        row = cursor.fetchone()
    if row is None:
        return None
    return Promise(row[0], "information" if row[1] == Standard.Topic.INFORMATION else "complaint")


def choices(on: date, *, is_reportable: bool = True) -> list[tuple[str, list[tuple[int, str]]]]:
    """Services for a form: topic label → (key, name). Only those that one can report about, unless said otherwise."""
    rows = services_on(on)
    if is_reportable:
        rows = rows.filter(is_reportable=True)
    groups: dict[str, list[tuple[int, str]]] = {}
    for topic, key, name in rows.values_list("topic", "service_id", "name"):
        groups.setdefault(topic, []).append((key, name))
    return [(str(topic.label), groups[topic.value]) for topic in Standard.Topic if topic.value in groups]


def topics(on: date) -> list[tuple[int, int, str, str]]:
    """(service_id, function_id, function_code, words): what the router knows of services before any history."""
    rows = services_on(on).values_list(
        "service_id", "service__function_id", "service__function__code", "name", "keywords", "summary"
    )
    return [(*row[:3], " ".join(filter(None, row[3:]))) for row in rows]


def codes(of: Iterable[str] | None = None) -> dict[str, int]:
    """Code → key of services; for imports."""
    rows = Service.objects.all() if of is None else Service.objects.filter(code__in=list(of))
    return dict(rows.values_list("code", "id"))


def function_choices(on: date) -> list[tuple[int, str]]:
    """Functions that residents can ask for, for the form that opens a service."""
    rows = FunctionVersion.objects.on(on).as_known().filter(is_public=True).order_by("title")
    return [
        (key, f"{title} ({code})") for key, code, title in rows.values_list("function_id", "function__code", "title")
    ]


def lifetimes(words: str, on: date) -> list[dict[str, Any]]:
    """All services for those who keep them: the standard of the day, else the last one, and what it still lacks."""
    rows = Standard.objects.as_known().select_related("service", "decree").order_by("service", "-valid")
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(service__code__icontains=words))
    found: dict[int, Standard] = {}
    for standard in rows:
        is_now = standard.valid.lower <= on and (standard.valid.upper is None or on < standard.valid.upper)
        if is_now or standard.service_id not in found:
            found[standard.service_id] = standard
    return [
        {
            "code": standard.service.code,
            "name": standard.name,
            "since": standard.valid.lower,
            "until": standard.valid.upper,
            "is_closed": standard.valid.upper is not None and standard.valid.upper <= on,
            "is_later": standard.valid.lower > on,
            "decree": str(standard.decree),
            "missing": [str(COMPONENT_LABELS[key]) for key in missing(standard.components)],
        }
        for standard in sorted(found.values(), key=lambda one: one.name.lower())
    ]
