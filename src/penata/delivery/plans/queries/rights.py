"""Which plans someone sees, and how he stands to one."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from penata.delivery.teams import queries as teams
from penata.delivery.teams.models import Membership, Role
from penata.delivery.teams.queries import Sight
from penata.foundation.accounts.rules import Standing

from ..models import Blocker, Contributor, Plan, Task
from ..rules.standings import Ties, may_work_on, sees_at_once, ties_of


def sight(standing: Standing, *, on: date) -> Sight:
    """One query for who heads a unit, none for others. Ask once in a request."""
    return teams.sight(standing, on=on)


def visible_to(seen: Sight) -> QuerySet[Plan]:
    """THE queryset for list, detail, search and export.

    Seen are the plans of the teams that one sees, of the own unit and of those below the units that one heads, those
    that one leads, and those in which one has a task or is waited for; holders of the permission see all.
    """
    standing = seen.standing
    if not standing.is_active:
        return Plan.objects.none()
    if standing.may("plans.see"):
        return Plan.objects.all()
    mine = Q(team__in=teams.visible_to(seen)) | Q(unit__in=seen.below | standing.units)
    if standing.person_id is not None:
        mine |= Q(lead=standing.person_id) | Q(pk__in=Task.objects.filter(owner=standing.person_id).values("plan"))
        mine |= Q(pk__in=Contributor.objects.filter(person=standing.person_id).values("task__plan"))
        mine |= Q(pk__in=Blocker.objects.filter(by=standing.person_id, until=None).values("task__plan"))
    return Plan.objects.filter(mine)


def sees(plan: Plan, seen: Sight) -> bool:
    """Whether a plan is among those that he sees; the plain cases without asking the database for them."""
    standing = seen.standing
    if not standing.is_active:
        return False
    is_plain = sees_at_once(
        standing.person_id,
        unit_id=plan.unit_id,
        lead_id=plan.lead_id,
        units=seen.below | standing.units,
        is_all=standing.may("plans.see"),
    )
    return is_plain or visible_to(seen).filter(pk=plan.pk).exists()


def tasks_visible_to(seen: Sight) -> QuerySet[Task]:
    """The tasks of the plans that he sees."""
    if seen.standing.may("plans.see"):
        return Task.objects.all()
    return Task.objects.filter(plan__in=visible_to(seen))


def ties(plan: Plan, seen: Sight) -> Ties:
    """How he stands to a plan: one query for the plan of a team, none for that of a unit."""
    leader, unit = None, plan.unit_id
    if plan.team_id is not None:
        team = plan.team
        unit = team.unit_id if team is not None else None
        found = teams.members_on([plan.team_id], seen.on).filter(role=Role.LEADER).values_list("person_id", flat=True)
        leader = found.first()
    return ties_of(seen.standing.person_id, unit_id=unit, lead_id=plan.lead_id, leader_id=leader, below=seen.below)


def works_on(task: Task, seen: Sight, known: Ties | None = None) -> bool:
    """Whether he may say progress, check off, show proof and say what blocks."""
    leads = (known or ties(task.plan, seen)).leads
    contributors = () if leads else tuple(Contributor.objects.filter(task=task).values_list("person_id", flat=True))
    return may_work_on(seen.standing.person_id, task.owner_id, contributors, leads=leads)


def led_units(seen: Sight) -> frozenset[int]:
    """The units whose plans he may open."""
    return seen.below


def led_teams(seen: Sight) -> list[tuple[int, str]]:
    """The teams whose plans he may open: those that he leads, and those of the units that he heads and below."""
    mine = Membership.objects.filter(person=seen.standing.person_id, role=Role.LEADER, period__contains=seen.on).values(
        "team"
    )
    found = teams.visible_to(seen).filter(Q(pk__in=mine) | Q(unit__in=seen.below), dissolved_on=None)
    return list(found.order_by("name", "pk").values_list("pk", "name")[:200])
