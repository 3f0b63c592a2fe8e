"""Plans, and the tasks of one as a file, in the columns that the import takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

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


PLANS = ("plan", "title", "owner", "lead", "start", "due", "tasks", "done", "late", "closed", "result")


def plans(seen: queries.Sight) -> Iterator[tuple[Any, ...]]:
    """Each plan that he sees, open before closed."""
    for scope in ("open", "closed"):
        found = list(queries.listing(seen, scope).select_related("team", "lead"))
        names = queries.owner_names(found, seen.on)
        for one in found:
            counts = (one.total, one.done, one.late)  # type: ignore[attr-defined]
            closed = timezone.localdate(one.closed_at) if one.closed_at else None
            lead = one.lead.nip if one.lead else ""
            yield (one.pk, one.title, names[one.pk], lead, one.start, one.due, *counts, closed, one.closed_because)


def all_tasks(seen: queries.Sight) -> Iterator[tuple[Any, ...]]:
    """Of every open plan that he sees, with the plan's number first."""
    for plan in queries.listing(seen).order_by("pk"):
        for row in tasks(plan):
            yield (plan.pk, *row)
