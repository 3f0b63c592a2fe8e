"""Tasks of a plan out of a file: the rows of one act, whose journal entry is the import's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from penata.foundation.tables.rules import Counts

from ..models import Dependency, Plan, Task
from ..rules.drafts import Brought, checked
from .progressing import set_progress
from .tasks import facts_of, refuse_circle, rewrite_task, write_task


@transaction.atomic
def bring_tasks(plan_id: int, rows: Sequence[Brought], *, at: datetime) -> Counts:
    """Write the rows: how many are new, changed a task that was there, or said what it was already. Nobody is told.

    Refused: `plans.cycle`, when tasks would wait for each other.
    """
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    tasks = {task.number: task for task in Task.objects.filter(plan=plan).select_related("plan")}
    needs = _needs(plan)
    changed, same, after = 0, 0, {}
    for row in rows:
        task = tasks.get(row.number) if row.number is not None else None
        if task is not None and _says_the_same(row, task, needs.get(task.number, set())):
            same += 1
            continue
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
    return Counts(new=len(rows) - changed - same, changed=changed, same=same)


def _needs(plan: Plan) -> dict[int, set[int]]:
    """The numbers of the tasks that each task waits for."""
    found: dict[int, set[int]] = {}
    pairs = Dependency.objects.filter(task__plan=plan).values_list("task__number", "needs__number")
    for task, needed in pairs:
        found.setdefault(task, set()).add(needed)
    return found


def _says_the_same(row: Brought, task: Task, needs: set[int]) -> bool:
    is_same = row.progress in {None, task.progress} and set(row.after) == needs
    return is_same and facts_of(checked(row.draft)) == facts_of(task)


def _write_needs(plan: Plan, after: Mapping[int, tuple[int, ...]], tasks: Mapping[int, Task]) -> None:
    """All dependencies at once, so that rows may name later ones."""
    wanted = {task: {tasks[one].pk for one in needed if one in tasks} for task, needed in after.items()}
    refuse_circle(plan, wanted)
    Dependency.objects.filter(task__in=wanted).delete()
    Dependency.objects.bulk_create(
        Dependency(task_id=task, needs_id=one) for task, needed in wanted.items() for one in sorted(needed)
    )
