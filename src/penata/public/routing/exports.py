"""The measured quality as a table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from . import queries

COLUMNS = ("model", "learned_on", "month", "state", "unit", "cases", "right", "right_among_three")


def quality_rows(on: date) -> Iterator[tuple[Any, ...]]:
    """Every model's figures on its tested month, in all (no unit) and by unit; small samples have no share."""
    for model in queries.models():
        quality = model.quality
        head = (model.pk, model.learned_at.date(), quality.get("month", ""), model.state)
        yield (*head, "", quality.get("cases"), quality.get("accuracy"), quality.get("top3"))
        for row in queries.by_unit(model, on):
            yield (*head, row.name, row.cases, row.right, row.among)
