"""Everything of one task."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from penata.delivery.teams.queries import Sight
from penata.organization.people.models import Person

from ..models import Blocker, Dependency, Item, Proof, Task, Update
from ..rules.standings import may_work_on
from .rights import sees, ties


@dataclass(frozen=True, slots=True)
class TaskPage:
    """`leads`: may change it; `works`: may say progress, check off, show proof, say what blocks."""

    task: Task
    leads: bool
    works: bool
    contributors: list[Person]
    items: list[Item]
    proofs: list[Proof]
    updates: list[Update]
    blockers: list[Blocker]
    needs: list[tuple[Any, ...]]
    behind: list[tuple[Any, ...]]

    @property
    def blocker(self) -> Blocker | None:
        return next((one for one in self.blockers if one.until is None), None)

    @property
    def checked(self) -> int:
        return sum(item.done_at is not None for item in self.items)


def find_task(seen: Sight, pk: int) -> Task | None:
    """A task that he sees."""
    found = Task.objects.filter(pk=pk).select_related("plan", "plan__team", "owner", "recurrence").first()
    return found if found is not None and sees(found.plan, seen) else None


def task_page(task: Task, seen: Sight) -> TaskPage:
    """Eight queries."""
    contributors = contributors_of(task)
    leads = ties(task.plan, seen).leads
    keys = [person.pk for person in contributors]
    shown = ("pk", "number", "title", "state", "due")
    return TaskPage(
        task=task,
        leads=leads,
        works=may_work_on(seen.standing.person_id, task.owner_id, keys, leads=leads),
        contributors=contributors,
        items=list(Item.objects.filter(task=task)),
        proofs=list(Proof.objects.filter(task=task).select_related("attachment").order_by("-at", "-pk")[:100]),
        updates=list(Update.objects.filter(task=task).order_by("-at", "-pk")[:50]),
        blockers=list(Blocker.objects.filter(task=task).select_related("by").order_by("-since")[:20]),
        needs=list(_others(task, "task", "needs").values_list(*shown)),
        behind=list(_others(task, "needs", "task").values_list(*shown)),
    )


def contributors_of(task: Task) -> list[Person]:
    return list(Person.objects.filter(plan_contributions__task=task).order_by("name", "pk"))


def _others(task: Task, here: str, there: str) -> Any:
    keys = Dependency.objects.filter(**{here: task}).values(there)
    return Task.objects.filter(pk__in=keys).order_by("number")
