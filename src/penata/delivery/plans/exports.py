"""The tasks of a plan as a file, in the columns that the import takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from penata.organization.people.models import Person

from . import queries
from .models import Plan, Task
from .rules.days import Slack

COLUMNS = (
    "number", "title", "owner", "start", "due", "milestone", "hours", "progress", "after", "about",
    "baseline_start", "baseline_due", "slack", "blocked",
)  # fmt: skip


def tasks(plan: Plan) -> Iterator[tuple[Any, ...]]:
    """Each task that was not dropped, by its days: what the list, the board and the chart show."""
    chart = queries.chart_of(plan)
    rows = queries.rows_of(plan)
    numbers = {row.id: row.number for row in rows}
    nips = dict(Person.objects.filter(pk__in={row.owner_id for row in rows}).values_list("pk", "nip"))
    about = dict(Task.objects.filter(plan=plan).exclude(about="").values_list("pk", "about"))
    for row in rows:
        slack: Slack | None = chart.slacks.get(row.id)
        after = " ".join(str(numbers[one]) for one in chart.needs.get(row.id, ()) if one in numbers)
        is_milestone = "ya" if row.is_milestone else ""
        yield (
            row.number, row.title, nips.get(row.owner_id or 0, ""), row.start, row.due, is_milestone, row.hours,
            row.progress, after, about.get(row.id, ""), row.baseline_start, row.baseline_due,
            slack.days if slack else None, row.blocked or "",
        )  # fmt: skip
