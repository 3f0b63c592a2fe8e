"""Work that comes again: its tasks appear eight weeks ahead."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from penata.foundation.accounts.rules import Standing
from penata.foundation.calendars.queries import calendar
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.people.models import Person

from ..models import Plan, Recurrence, Task
from ..rules.drafts import TaskDraft
from ..rules.recurring import HORIZON, times
from .beginning import day, locked_plan, required
from .tasks import MOST, write_task
from .telling import tell_of

SYSTEM = Actor.system()


@transaction.atomic
def recur(
    plan: Plan,
    *,
    title: str,
    every: str,
    first_due: date,
    last_due: date | None = None,
    days: int = 1,
    hours: int = 0,
    owner: Person | None = None,
    by: Actor,
    at: datetime,
    standing: Standing | None = None,
) -> Recurrence:
    """Work that comes again from a day on, for as long as the plan is open; the first tasks appear at once."""
    plan = locked_plan(plan, standing=standing, at=at)
    if last_due is not None and last_due < first_due:
        raise Refused("plans.ends_before_start", field="last_due")
    found = Recurrence.objects.create(
        plan=plan, title=required(title, "plans.title_missing", "title", 200), every=every, first_due=first_due,
        last_due=last_due, days=days, hours=hours, owner=owner,
    )  # fmt: skip
    _grow(found, plan, until=day(at) + HORIZON)
    record(by=by, act="plans.recur", about=plan, at=at, title=found.title, every=every)
    return found


@transaction.atomic
def stop_recurring(recurrence: Recurrence, *, by: Actor, at: datetime, standing: Standing | None = None) -> None:
    """It comes no more; tasks that are there already stay."""
    plan = locked_plan(recurrence.plan, standing=standing, at=at)
    if Recurrence.objects.filter(pk=recurrence.pk, stopped_at=None).update(stopped_at=at):
        record(by=by, act="plans.stop_recurring", about=plan, at=at, title=recurrence.title)


def grow(*, at: datetime) -> int:
    """Make the tasks of the next weeks; how many. Run twice, it makes none twice."""
    made = 0
    for one in Recurrence.objects.filter(stopped_at=None, plan__closed_at=None).select_related("plan").order_by("pk"):
        with transaction.atomic():
            plan = Plan.objects.select_for_update().get(pk=one.plan_id)
            if plan.closed_at is None:
                made += _grow(one, plan, until=day(at) + HORIZON)
    return made


def _grow(one: Recurrence, plan: Plan, *, until: date) -> int:
    working, made = calendar(), 0
    for due in times(one.every, one.first_due, one.last_due, after=one.made_until, until=until):
        if plan.last_number >= MOST:
            break
        start = working.add(due, -(one.days - 1)) if one.days > 1 else due
        draft = TaskDraft(one.title, owner_id=one.owner_id, start=min(start, due), due=due, hours=one.hours)
        task = write_task(plan, draft)
        Task.objects.filter(pk=task.pk).update(recurrence=one)
        made += 1
    if one.made_until is None or until > one.made_until:
        one.made_until = until
        one.save(update_fields=["made_until"])
    return made


def remind(*, at: datetime) -> int:
    """On a working day: owners of what is due next working day, and of what became late since the last one."""
    today, working = day(at), calendar()
    if not working.is_working(today):
        return 0
    next_day, last_day = working.add(today, 1), working.add(today, -1)
    tasks = Task.objects.filter(state__in=("todo", "doing"), owner__isnull=False, plan__closed_at=None).select_related(
        "plan"
    )
    near = tasks.filter(due__gt=today, due__lte=next_day) | tasks.filter(due__gte=last_day, due__lt=today)
    told = list(near.order_by("pk"))
    for task in told:
        tell_of(task, "due", [task.owner_id], by=SYSTEM, at=at)
    return len(told)
