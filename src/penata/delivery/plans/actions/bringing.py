"""Tasks of a plan out of a file: the rows of one act, whose journal entry is the import's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from ..models import Dependency, Plan, Task
from ..rules.drafts import Brought
from .progressing import set_progress
from .tasks import refuse_circle, rewrite_task, write_task


@transaction.atomic
def bring_tasks(plan_id: int, rows: Sequence[Brought], *, at: datetime) -> tuple[int, int]:
    """Write the rows: how many are new, and how many changed a task that was there. Nobody is told.

    Refused: `plans.cycle`, when tasks would wait for each other.
    """
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    tasks = {task.number: task for task in Task.objects.filter(plan=plan).select_related("plan")}
    changed, after = 0, {}
    for row in rows:
        task = tasks.get(row.number) if row.number is not None else None
        if task is None:
            plan.last_number = max(plan.last_number, (row.number or 0) - 1)
            task = write_task(plan, row.draft)
            tasks[task.number] = task
        else:
            rewrite_task(task, row.draft)
            changed += 1
        if row.progress is not None and row.progress != task.progress:
            set_progress(task, row.progress, at=at)
            task.save()
        after[task.pk] = row.after
    _write_needs(plan, after, tasks)
    return len(rows) - changed, changed


def _write_needs(plan: Plan, after: Mapping[int, tuple[int, ...]], tasks: Mapping[int, Task]) -> None:
    """All dependencies at once, so that rows may name later ones."""
    wanted = {task: {tasks[one].pk for one in needed if one in tasks} for task, needed in after.items()}
    refuse_circle(plan, wanted)
    Dependency.objects.filter(task__in=wanted).delete()
    Dependency.objects.bulk_create(
        Dependency(task_id=task, needs_id=one) for task, needed in wanted.items() for one in sorted(needed)
    )
