"""Open work whose owner is not there any more, and to whom it goes."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection
from django.db.models import Q

from penata.delivery.teams import queries as teams
from penata.delivery.teams.models import Role
from penata.foundation.journal.models import Entry
from penata.organization.people import queries as people
from penata.organization.people.models import Holding
from penata.organization.structure import queries as structure
from penata.organization.structure.models import PositionVersion

from ..models import Plan

LOOKS_BACK = timedelta(days=60)  # who moved longer ago works in the plan because someone wants him to
HANDED = "plans.hand_over"

_LEFT = """
select plan.id, person.id from plans_plan plan join people_person person on person.left_on <= %(on)s
where plan.closed_at is null and (plan.lead_id = person.id
    or exists (select from plans_task task where task.plan_id = plan.id and task.state in ('todo', 'doing')
        and (task.owner_id = person.id
            or exists (select from plans_contributor where task_id = task.id and person_id = person.id)
            or exists (select from plans_blocker where task_id = task.id and by_id = person.id and until is null)))
    or exists (select from plans_recurrence where plan_id = plan.id and stopped_at is null and owner_id = person.id))
order by 1, 2
"""
_OUT_OF_TEAM = """
select distinct task.plan_id, task.owner_id from plans_task task
join plans_plan plan on plan.id = task.plan_id and plan.closed_at is null
join teams_team team on team.id = plan.team_id and team.dissolved_on is null
join people_person person on person.id = task.owner_id and (person.left_on is null or person.left_on > %(on)s)
where task.state in ('todo', 'doing')
    and exists (select from teams_membership member where member.team_id = team.id and member.person_id = task.owner_id
        and upper(member.period) <= %(on)s)
    and not exists (select from teams_membership member where member.team_id = team.id
        and member.person_id = task.owner_id and upper(member.period) > %(on)s)
order by 1, 2
"""
_MOVED = """
select distinct task.plan_id, plan.unit_id, task.owner_id from plans_task task
join plans_plan plan on plan.id = task.plan_id and plan.closed_at is null and plan.unit_id is not null
join people_person person on person.id = task.owner_id and (person.left_on is null or person.left_on > %(on)s)
join people_holding held on held.person_id = task.owner_id and upper_inf(held.recorded) and held.kind = 'definitive'
    and upper(held.valid) <= %(on)s and upper(held.valid) > %(since)s
where task.state in ('todo', 'doing') order by 1, 3
"""


def left_behind(on: date) -> list[tuple[int, int]]:
    """(plan, person) where someone who left the service still has something to do."""
    return [(plan, person) for plan, person in _rows(_LEFT, on)]


def moved_away(on: date) -> list[tuple[int, int]]:
    """(plan, person) where the owner of open tasks works in the plan's team or unit no more. Whose tasks were handed
    over once and given to him again is not asked about twice."""
    pairs = [(plan, person) for plan, person in _rows(_OUT_OF_TEAM, on)]
    pairs += [(plan, person) for plan, unit, person in _rows(_MOVED, on) if _is_out(person, unit, on)]
    if not pairs:
        return []
    entries = Entry.objects.filter(act=HANDED, subject_key__in=[str(plan) for plan, _person in pairs])
    known = {(int(key), details.get("person_id")) for key, details in entries.values_list("subject_key", "details")}
    return [pair for pair in pairs if pair not in known]


def _rows(sql: str, on: date) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"on": on, "since": on - LOOKS_BACK})
        return list(cursor.fetchall())


def _is_out(person_id: int, unit_id: int, on: date) -> bool:
    """He held a position in the unit or below, and holds none there now."""
    units = structure.subtree_ids([unit_id], on)
    places = PositionVersion.objects.as_known().filter(unit__in=units).values("position_id")
    held = Holding.objects.as_known().filter(person=person_id, position__in=places)
    return held.filter(valid__endswith__lte=on).exists() and not held.filter(valid__contains=on).exists()


def heir_of(plan: Plan, on: date, *, without: int) -> int | None:
    """Who sees to what another left: the leader of its team, its lead, or who answers for the head of its unit."""
    unit_id = plan.unit_id
    if plan.team is not None:
        unit_id = plan.team.unit_id
        led = teams.members_on([plan.team.pk], on).filter(Q(person__left_on=None) | Q(person__left_on__gt=on))
        for person in led.filter(role=Role.LEADER).exclude(person=without).values_list("person_id", flat=True):
            return int(person)
    lead = plan.lead
    if lead is not None and lead.pk != without and (lead.left_on is None or lead.left_on > on):
        return lead.pk
    head = teams.signing_of(unit_id, on).position_id if unit_id is not None else None
    found = people.responders_about([(head, without)], on).get((head, without)) if head is not None else None
    return found.person_id if found is not None else None
