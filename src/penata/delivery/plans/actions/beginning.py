"""What every act in a plan does first: lock, and ask whether it is his to do; without `standing` it is trusted."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from penata.foundation.accounts.rules import Standing
from penata.foundation.refusals import Refused

from .. import queries
from ..models import Plan, Task


def day(at: datetime) -> date:
    """The city's day of an instant."""
    return timezone.localtime(at).date()


def locked_plan(plan: Plan, *, standing: Standing | None, at: datetime) -> Plan:
    """The plan as it is now, until the act is over. Refused: `plans.not_yours`, `plans.closed`."""
    found = Plan.objects.select_for_update(of=("self",)).select_related("team").get(pk=plan.pk)
    if standing is not None and not queries.ties(found, queries.sight(standing, on=day(at))).leads:
        raise Refused("plans.not_yours")
    if found.closed_at is not None:
        raise Refused("plans.closed")
    return found


def locked_task(task: Task, *, standing: Standing | None, at: datetime) -> Task:
    """The task as it is now, for those who work on it. Refused: `plans.not_your_task`, `plans.closed`, `…_dropped`."""
    found = Task.objects.select_for_update(of=("self",)).select_related("plan", "plan__team").get(pk=task.pk)
    if standing is not None and not queries.works_on(found, queries.sight(standing, on=day(at))):
        raise Refused("plans.not_your_task")
    if found.plan.closed_at is not None:
        raise Refused("plans.closed")
    if found.state == Task.State.DROPPED:
        raise Refused("plans.task_dropped")
    return found


def required(text: str, code: str, field: str, most: int) -> str:
    """The text without its margins; Refused(code) when nothing is left."""
    stripped = text.replace("\x00", "").strip()[:most]
    if not stripped:
        raise Refused(code, field=field)
    return stripped
