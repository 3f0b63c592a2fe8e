"""The measured quality as a table."""

from __future__ import annotations

import csv
import io
from datetime import date

from . import queries

COLUMNS = ("model", "learned_at", "month", "state", "unit", "cases", "right", "right_among_three")


def quality_csv(on: date) -> str:
    """Every model's figures on its tested month, in all (no unit) and by unit."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for model in queries.models():
        head = (model.pk, model.learned_at.date().isoformat(), model.quality.get("month", ""), model.state)
        cases = model.quality.get("cases", 0)
        writer.writerow((*head, "", cases, model.quality.get("accuracy", ""), model.quality.get("top3", "")))
        for row in queries.by_unit(model, on):
            writer.writerow((*head, _safe(row.name), row.cases, _share(row.right), _share(row.among)))
    return "\ufeff" + out.getvalue()


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _safe(name: str) -> str:
    return f"'{name}" if name.startswith(("=", "+", "-", "@", "\t", "\r")) else name
