"""Tasks are added, changed and dropped by those who lead the plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from .. import queries
from ..models import Blocker, Contributor, Dependency, Item, Plan, Task
from ..rules.drafts import TaskDraft, checked
from ..rules.network import Activity, schedule
from .beginning import locked_plan, locked_task, required
from .telling import tell_of

MOST = 5_000
FACTS = ("title", "about", "owner_id", "start", "due", "is_milestone", "hours")


@transaction.atomic
def add_task(
    plan: Plan,
    draft: TaskDraft,
    *,
    items: Sequence[str] = (),
    by: Actor,
    at: datetime,
    standing: Standing | None = None,
) -> Task:
    """Add a task to a plan; its owner is told. Refused: what `rules.drafts.checked` refuses, a circle of waiting."""
    plan = locked_plan(plan, standing=standing, at=at)
    task = write_task(plan, draft, items=items)
    record(by=by, act="plans.add_task", about=task, at=at, plan=plan.pk)
    tell_of(task, "given", [task.owner_id], by=by, at=at)
    return task


def write_task(plan: Plan, draft: TaskDraft, *, items: Sequence[str] = ()) -> Task:
    """The rows of a new task, in the caller's act; the plan is locked."""
    draft = checked(draft)
    if plan.last_number >= MOST:
        raise Refused("plans.too_many_tasks", most=MOST)
    plan.last_number += 1
    plan.save(update_fields=["last_number"])
    task = Task(plan=plan, number=plan.last_number)
    _fill(task, draft)
    task.save()
    set_needs(task, draft.needs)
    _set_contributors(task, draft.contributors)
    Item.objects.bulk_create(Item(task=task, words=words[:200]) for words in items if words.strip())
    return task


@transaction.atomic
def change_task(task: Task, draft: TaskDraft, *, by: Actor, at: datetime, standing: Standing | None = None) -> Task:
    """Change what a task is to be; a new owner is told. The journal keeps the days, owner and hours before."""
    locked_plan(task.plan, standing=standing, at=at)
    task = locked_task(task, standing=None, at=at)
    before = _facts(task)
    rewrite_task(task, draft)
    record(by=by, act="plans.change_task", about=task, at=at, before=before, after=_facts(task))
    if task.owner_id != before["owner"]:
        tell_of(task, "given", [task.owner_id], by=by, at=at)
    return task


def rewrite_task(task: Task, draft: TaskDraft) -> None:
    """The rows of a changed task, in the caller's act."""
    draft = checked(draft)
    _fill(task, draft)
    task.save()
    set_needs(task, draft.needs)
    _set_contributors(task, draft.contributors)


@transaction.atomic
def drop_task(task: Task, *, because: str, by: Actor, at: datetime, standing: Standing | None = None) -> Task:
    """A task is not to be done any more; those that waited for it wait no longer. Refused: one that is finished."""
    locked_plan(task.plan, standing=standing, at=at)
    task = locked_task(task, standing=None, at=at)
    if task.state == Task.State.DONE:
        raise Refused("plans.task_finished")
    task.dropped_because = required(because, "plans.because_missing", "because", 500)
    task.state = Task.State.DROPPED
    task.save(update_fields=["state", "dropped_because"])
    Dependency.objects.filter(needs=task).delete()
    Blocker.objects.filter(task=task, until=None).update(until=at, ended_by=by.label[:200])
    record(by=by, act="plans.drop_task", about=task, because=because, at=at)
    return task


def facts_of(one: Task | TaskDraft) -> tuple[object, ...]:
    """What a draft says of a task, and what the task is."""
    return tuple(getattr(one, name) for name in FACTS)


def _fill(task: Task, draft: TaskDraft) -> None:
    for name in FACTS:
        setattr(task, name, getattr(draft, name))


def _facts(task: Task) -> dict[str, object]:
    return {
        "title": task.title,
        "owner": task.owner_id,
        "start": task.start and task.start.isoformat(),
        "due": task.due and task.due.isoformat(),
        "hours": task.hours,
    }


def _set_contributors(task: Task, wanted: tuple[int, ...] | None) -> None:
    if wanted is None:
        return
    keys = set(wanted) - {task.owner_id}
    Contributor.objects.filter(task=task).exclude(person__in=keys).delete()
    Contributor.objects.bulk_create(
        [Contributor(task=task, person_id=key) for key in sorted(keys)], ignore_conflicts=True
    )


def set_needs(task: Task, wanted: Iterable[int] | None) -> None:
    """What a task waits for. Refused: `plans.cycle` with the tasks' names, `plans.needs_unknown`."""
    if wanted is None:
        return
    keys = set(wanted)
    if Task.objects.filter(pk__in=keys, plan=task.plan_id).count() < len(keys):
        raise Refused("plans.needs_unknown", field="needs")
    refuse_circle(task.plan, {task.pk: keys})
    Dependency.objects.filter(task=task).exclude(needs__in=keys).delete()
    Dependency.objects.bulk_create([Dependency(task=task, needs_id=key) for key in sorted(keys)], ignore_conflicts=True)


def refuse_circle(plan: Plan, changed: dict[int, set[int]]) -> None:
    """Refused: `plans.cycle`, if with these changes tasks of the plan would wait for each other."""
    needs: dict[int, Iterable[int]] = {**queries.needs_of(plan), **changed}
    keys = {*needs, *(one for many in needs.values() for one in many)}
    try:
        schedule([Activity(str(key), 0, tuple(map(str, needs.get(key, ())))) for key in sorted(keys)])
    except Refused as refusal:
        around = [int(key) for key in refusal.params["tasks"]]
        titles = dict(Task.objects.filter(pk__in=around).values_list("pk", "title"))
        names = " → ".join(titles.get(key, "?") for key in [*around[:10], around[0]])
        raise Refused("plans.cycle", field="needs", names=names, tasks=tuple(around)) from None
