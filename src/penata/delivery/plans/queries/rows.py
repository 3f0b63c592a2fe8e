"""The tasks of a plan as tuples: one query however many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import connection

from penata.foundation.calendars.queries import calendar

from ..models import Plan
from ..rules.days import Planned, Slack, slacks
from ..rules.progress import LANES, lane_of

MOST = 5_000


class TaskRow(NamedTuple):
    """A task in a list, on the board, or as a bar."""

    id: int
    number: int
    title: str
    owner_id: int | None
    owner: str | None
    start: date | None
    due: date | None
    is_milestone: bool
    hours: int
    state: str
    progress: int
    baseline_start: date | None
    baseline_due: date | None
    blocked: str | None
    is_recurring: bool = False

    @property
    def is_open(self) -> bool:
        return self.state in ("todo", "doing")

    @property
    def lane(self) -> str:
        return lane_of(self.state, is_blocked=self.blocked is not None)


_ROWS = """
select task.id, task.number, task.title, task.owner_id, person.name, task.start, task.due, task.is_milestone,
    task.hours, task.state, task.progress, task.baseline_start, task.baseline_due, blocker.words,
    task.recurrence_id is not null
from plans_task task
left join people_person person on person.id = task.owner_id
left join plans_blocker blocker on blocker.task_id = task.id and blocker.until is null
where task.plan_id = %(plan)s and task.state <> 'dropped'
order by task.start nulls last, task.due, task.number limit %(most)s
"""


def rows_of(plan: Plan) -> list[TaskRow]:
    """The tasks of a plan but those dropped, by their days."""
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, {"plan": plan.pk, "most": MOST})
        return list(map(TaskRow._make, cursor.fetchall()))


_NEEDS = """
select dependency.task_id, dependency.needs_id from plans_dependency dependency
join plans_task task on task.id = dependency.task_id where task.plan_id = %s order by 1, 2
"""


def needs_of(plan: Plan) -> dict[int, list[int]]:
    """Task → those that must be finished before."""
    found: dict[int, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_NEEDS, [plan.pk])
        for task, needed in cursor.fetchall():
            found.setdefault(task, []).append(needed)
    return found


class Lane(NamedTuple):
    """A column of the board, the nearest deadline first; `hidden` of its tasks are only in the list."""

    name: str
    rows: list[TaskRow]
    total: int

    @property
    def hidden(self) -> int:
        return self.total - len(self.rows)


MOST_DONE = 30  # finished work is history: the board shows the latest, the list all


def lanes_of(rows: Sequence[TaskRow]) -> list[Lane]:
    """The board."""
    found: dict[str, list[TaskRow]] = {name: [] for name in LANES}
    for row in rows:
        found[row.lane].append(row)
    far = date.max
    lanes = [Lane(name, sorted(r, key=lambda row: (row.due or far, row.number)), len(r)) for name, r in found.items()]
    return [lane._replace(rows=lane.rows[-MOST_DONE:]) if lane.name == "done" else lane for lane in lanes]


@dataclass(frozen=True, slots=True)
class Chart:
    """A plan over time. `first` to `last`: the days that the picture spans."""

    rows: list[TaskRow]
    unplanned: int
    slacks: Mapping[int, Slack]
    needs: dict[int, list[int]]
    first: date
    last: date

    @property
    def critical(self) -> int:
        return sum(slack.is_critical for slack in self.slacks.values())


def chart_of(plan: Plan) -> Chart:
    """Two queries, then the critical path of what is planned; work that comes again decides no end."""
    rows = rows_of(plan)
    needs = needs_of(plan)
    planned = [row for row in rows if row.start is not None and row.due is not None]
    tasks = tuple(
        Planned(row.id, row.start, row.due, row.is_milestone, tuple(needs.get(row.id, ())))
        for row in planned
        if row.start is not None and row.due is not None and not row.is_recurring
    )
    days = {day for row in planned for day in (row.start, row.due, row.baseline_start, row.baseline_due) if day}
    return Chart(
        rows=planned,
        unplanned=len(rows) - len(planned),
        slacks=slacks(tasks, calendar()),
        needs=needs,
        first=min([plan.start, *days]),
        last=max([plan.due, *days]),
    )
