"""The list of services as open data."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from typing import Any

from .queries import services_on

COLUMNS = (
    "code", "name", "topic", "summary", "keywords", "promise_days", "cost", "is_reportable", "function", "decree",
    "article", "since",
)  # fmt: skip
_RISKY = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def services_csv(on: date) -> Iterator[str]:
    """The services of a day, a line each; cells that a spreadsheet would run as formulas are quoted."""
    writer: Any = csv.writer(_Echo())
    yield "\ufeff"
    yield writer.writerow(COLUMNS)
    for standard in services_on(on).select_related("decree", "service__function").iterator():
        yield writer.writerow(
            _safe(cell)
            for cell in (
                standard.service.code, standard.name, standard.topic, standard.summary, standard.keywords,
                standard.promise_days, standard.cost_text, "ya" if standard.is_reportable else "tidak",
                standard.service.function.code, str(standard.decree), standard.article,
                standard.valid.lower.isoformat(),
            )
        )  # fmt: skip


def _safe(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_RISKY) else cell
