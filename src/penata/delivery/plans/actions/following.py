"""Who leaves the service, his team or his unit leaves no work behind: it goes to who leads, with the reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.organization.people.models import Person

from .. import queries
from ..models import Blocker, Contributor, Plan, Recurrence, Task
from .beginning import day
from .telling import tell_of_plan

SYSTEM = Actor.system("Penata")
LEFT = "Tidak lagi bekerja pada pemerintah kota."
MOVED = "Tidak lagi bekerja dalam tim atau unit rencana ini."


def follow_people(*, at: datetime, by: Actor = SYSTEM) -> int:
    """Hand over what those left behind who left the service, and the tasks of those who moved; how many plans
    changed. A second time changes nothing."""
    on = day(at)
    changed = sum(_follow(plan, person, LEFT, by=by, at=at) for plan, person in queries.left_behind(on))
    return changed + sum(_follow(plan, person, MOVED, by=by, at=at) for plan, person in queries.moved_away(on))


@transaction.atomic
def _follow(plan_id: int, person_id: int, because: str, *, by: Actor, at: datetime) -> int:
    plan = Plan.objects.select_for_update(of=("self",)).select_related("team", "lead").get(pk=plan_id)
    person = Person.objects.get(pk=person_id)
    heir = queries.heir_of(plan, day(at), without=person_id)
    tasks = Task.objects.filter(plan=plan, state__in=("todo", "doing"))
    numbers = sorted(tasks.filter(owner=person).values_list("number", flat=True))
    tasks.filter(owner=person).update(owner=heir)
    Contributor.objects.filter(task__in=tasks, person=heir).filter(task__owner=heir).delete()
    Recurrence.objects.filter(plan=plan, stopped_at=None, owner=person).update(owner=heir)
    if because == LEFT:
        _forget(plan, person, heir, by=by, at=at)
    record(
        by=by, act="plans.hand_over", about=plan, because=because, at=at,
        person=person.name, person_id=person.pk, to=heir, tasks=numbers,
    )  # fmt: skip
    told = [heir, plan.lead_id] if because == LEFT else [heir, plan.lead_id, person_id]
    tell_of_plan(plan, told, by=by, at=at, name=person.name, count=len(numbers), because=because)
    return 1


def _forget(plan: Plan, person: Person, heir: int | None, *, by: Actor, at: datetime) -> None:
    """He leads and helps no more, and what waited for him waits for his heir; what was said stays."""
    tasks = Task.objects.filter(plan=plan, state__in=("todo", "doing"))
    Contributor.objects.filter(task__in=tasks, person=person).delete()
    waiting = list(Blocker.objects.filter(task__in=tasks, by=person, until=None).select_related("task"))
    Blocker.objects.filter(pk__in=[one.pk for one in waiting]).update(until=at, ended_by=by.label[:200])
    Blocker.objects.bulk_create(
        Blocker(
            task=one.task, words=one.words, by_id=None if one.task.owner_id == heir else heir, since=at,
            said_by=one.said_by,
        )
        for one in waiting
    )  # fmt: skip
    if plan.lead_id == person.pk:
        plan.lead = None
        plan.save(update_fields=["lead"])
