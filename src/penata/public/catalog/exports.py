"""The list of services as open data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from .queries import services_on

COLUMNS = (
    "code", "function", "name", "summary", "topic", "keywords", "is_reportable", "promise_days", "cost_text", "decree",
    "article", "since",
)  # fmt: skip


def service_rows(on: date) -> Iterator[tuple[Any, ...]]:
    """The services of a day, a row each, in columns that the import takes."""
    for standard in services_on(on).select_related("decree", "service__function").iterator():
        service, decree = standard.service, standard.decree
        yield (
            service.code, service.function.code, standard.name, standard.summary, standard.topic, standard.keywords,
            standard.is_reportable, standard.promise_days, standard.cost_text,
            f"{decree.kind} {decree.number}/{decree.year}", standard.article, standard.valid.lower,
        )  # fmt: skip
