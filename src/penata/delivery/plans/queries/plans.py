"""Lists of plans, and what a page of one shows beside its tasks."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from penata.delivery.teams import queries as teams
from penata.delivery.teams.queries import Sight
from penata.organization.people import queries as people
from penata.organization.structure import queries as structure

from ..models import Contributor, Node, Plan, Recurrence, Task, Template
from .rights import sees, visible_to

SCOPES = ("open", "mine", "closed")
_OPEN = Q(tasks__state__in=("todo", "doing"))


def listing(seen: Sight, scope: str = "open", words: str = "") -> QuerySet[Plan]:
    """Visible plans with how many tasks they have, are done and late; the nearest end first."""
    plans = visible_to(seen).select_related("team", "lead")
    plans = plans.filter(closed_at__isnull=scope != "closed")
    if scope == "mine" and seen.standing.person_id is not None:
        person = seen.standing.person_id
        mine = Q(lead=person) | Q(pk__in=Task.objects.filter(owner=person).values("plan"))
        plans = plans.filter(mine | Q(pk__in=Contributor.objects.filter(person=person).values("task__plan")))
    if words:
        plans = plans.filter(title__icontains=words)
    return plans.annotate(
        total=Count("tasks", filter=~Q(tasks__state="dropped")),
        done=Count("tasks", filter=Q(tasks__state="done")),
        late=Count("tasks", filter=_OPEN & Q(tasks__due__lt=seen.on)),
    ).order_by(F("closed_at").desc(nulls_first=True), "due", "pk")


def find(seen: Sight, pk: int) -> Plan | None:
    """A plan that he sees."""
    plan = Plan.objects.select_related("team", "node", "lead").filter(pk=pk).first()
    return plan if plan is not None and sees(plan, seen) else None


def owner_name(plan: Plan, on: date) -> str:
    """Whose plan it is: the team, or the unit as it is called today."""
    if plan.team is not None:
        return plan.team.name
    return structure.unit_names([plan.unit_id], on).get(plan.unit_id, "") if plan.unit_id else ""


def owner_names(plans: list[Plan], on: date) -> dict[int, str]:
    """Plan → whose it is; one query for all units."""
    units = structure.unit_names({plan.unit_id for plan in plans if plan.unit_id is not None}, on)
    return {plan.pk: plan.team.name if plan.team else units.get(plan.unit_id or 0, "") for plan in plans}


def people_of(plan: Plan, on: date) -> list[tuple[int, str]]:
    """Who may be given a task: members of the team, or the people of the unit and below, and who has one already."""
    if plan.team_id is not None:
        rows = teams.members_on([plan.team_id], on).order_by("person__name").values_list("person_id", "person__name")
        found: dict[int, str] = dict(rows)
    else:
        seats = people.seats_of(structure.subtree_ids([plan.unit_id or 0], on), on)
        found = {s.person_id: s.person_name or "" for s in seats if s.person_id is not None}
    in_it = Task.objects.filter(plan=plan, owner__isnull=False).exclude(owner__in=found)
    found |= dict(in_it.values_list("owner_id", "owner__name"))
    return sorted(found.items(), key=lambda pair: (pair[1], pair[0]))[:1_000]


def tasks_for_choice(plan: Plan, without: int = 0) -> list[tuple[int, str]]:
    """The tasks that another may wait for."""
    rows = Task.objects.filter(plan=plan).exclude(state="dropped").exclude(pk=without).order_by("number")
    return [(pk, f"{number}. {title}") for pk, number, title in rows.values_list("pk", "number", "title")]


def activities_for_choice(on: date) -> list[tuple[int, str]]:
    """What a plan may serve."""
    rows = Node.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on), level="activity").order_by("title", "pk")
    return list(rows.values_list("pk", "title"))


def templates() -> QuerySet[Template]:
    return Template.objects.annotate(size=Count("tasks")).order_by("-is_active", "name", "pk")


def recurrences_of(plan: Plan) -> list[Recurrence]:
    found = Recurrence.objects.filter(plan=plan, stopped_at=None).select_related("owner")
    return list(found.order_by("first_due", "pk"))


def due_between(plan: Plan, first: date, last: date) -> list[tuple[Any, ...]]:
    """(day, task, title, state, is milestone) of what is due on these days."""
    rows = Task.objects.filter(plan=plan, due__range=(first, last)).exclude(state="dropped").order_by("due", "number")
    return list(rows.values_list("due", "pk", "title", "state", "is_milestone"))
