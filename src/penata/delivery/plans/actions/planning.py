"""Plans are opened (also from a template), agreed upon, changed and closed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from penata.delivery.teams.models import Team
from penata.foundation.accounts.rules import Standing
from penata.foundation.calendars.queries import calendar
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.people.models import Person
from penata.organization.structure.models import Unit

from .. import queries
from ..models import Dependency, Node, Plan, Task, Template, TemplateTask
from ..rules.days import Planned, Step, laid_out, working_days
from ..rules.drafts import TaskDraft
from .beginning import day, locked_plan, required
from .tasks import write_task


@transaction.atomic
def open_plan(
    *,
    title: str,
    purpose: str = "",
    team: Team | None = None,
    unit: Unit | None = None,
    node: Node | None = None,
    lead: Person | None = None,
    start: date,
    due: date | None = None,
    template: Template | None = None,
    by: Actor,
    at: datetime,
    standing: Standing | None = None,
) -> Plan:
    """Open a plan of a team or a unit. From a template come its tasks, laid out in working days from `start` on.

    Without `due` it ends with the last of them, or after a year. Refused: `plans.not_yours`, `plans.whose_missing`.
    """
    if (team is None) == (unit is None):
        raise Refused("plans.whose_missing", field="whose")
    if standing is not None:
        _refuse_strangers(team, unit, standing, on=day(at))
    plan = Plan(team=team, unit=unit, lead=lead, opened_at=at, opened_by=by.label[:200])
    _fill(plan, title=title, purpose=purpose, node=node, start=start, due=due or start)
    plan.save()
    last = _lay_out(plan, template) if template is not None else None
    if due is None:
        plan.due = last or start.replace(month=12, day=31)
    if last is not None and last > plan.due:
        plan.due = last
    plan.save(update_fields=["due"])
    record(by=by, act="plans.open", about=plan, at=at, template=template.pk if template else None)
    return plan


def _refuse_strangers(team: Team | None, unit: Unit | None, standing: Standing, *, on: date) -> None:
    seen = queries.sight(standing, on=on)
    if unit is not None and unit.pk not in queries.led_units(seen):
        raise Refused("plans.not_yours", field="whose")
    if team is not None and team.pk not in {key for key, _name in queries.led_teams(seen)}:
        raise Refused("plans.not_yours", field="whose")


def _fill(plan: Plan, *, title: str, purpose: str, node: Node | None, start: date, due: date) -> None:
    plan.title = required(title, "plans.title_missing", "title", 160)
    plan.purpose = purpose.replace("\x00", "").strip()
    if due < start:
        raise Refused("plans.ends_before_start", field="due")
    if node is not None and node.level != Node.Level.ACTIVITY:
        raise Refused("plans.node_level", field="node")
    plan.node, plan.start, plan.due = node, start, due


def _lay_out(plan: Plan, template: Template) -> date | None:
    """The tasks of a template, each on its days; the last of these."""
    if not template.is_active:
        raise Refused("plans.template_unused", field="template")
    rows = list(TemplateTask.objects.filter(template=template).order_by("number"))
    days = laid_out([Step(row.number, row.days, tuple(row.after)) for row in rows], plan.start, calendar())
    made: dict[int, Task] = {}
    for row in rows:
        start, due = days[row.number]
        draft = TaskDraft(row.title, start=start, due=due, is_milestone=row.days == 0, hours=row.hours)
        made[row.number] = write_task(plan, draft, items=row.items)
    Dependency.objects.bulk_create(
        Dependency(task=made[row.number], needs=made[one]) for row in rows for one in row.after
    )
    return max((due for _start, due in days.values()), default=None)


@transaction.atomic
def change_plan(
    plan: Plan,
    *,
    title: str,
    purpose: str,
    node: Node | None,
    lead: Person | None,
    start: date,
    due: date,
    by: Actor,
    at: datetime,
    standing: Standing | None = None,
) -> Plan:
    """Change what a plan is for, when, and who leads it."""
    plan = locked_plan(plan, standing=standing, at=at)
    before = [plan.title, plan.start.isoformat(), plan.due.isoformat(), plan.lead_id]
    _fill(plan, title=title, purpose=purpose, node=node, start=start, due=due)
    plan.lead = lead
    plan.save()
    record(by=by, act="plans.change", about=plan, at=at, before=before)
    return plan


@transaction.atomic
def agree(plan: Plan, *, by: Actor, at: datetime, standing: Standing | None = None) -> Plan:
    """The days as they are now are what was agreed upon: later ones are compared with them."""
    plan = locked_plan(plan, standing=standing, at=at)
    if not Task.objects.filter(plan=plan, due__isnull=False).exists():
        raise Refused("plans.days_missing")
    Task.objects.filter(plan=plan).update(baseline_start=F("start"), baseline_due=F("due"))
    plan.baselined_at = at
    plan.save(update_fields=["baselined_at"])
    record(by=by, act="plans.agree", about=plan, at=at)
    return plan


@transaction.atomic
def close_plan(plan: Plan, *, because: str, by: Actor, at: datetime, standing: Standing | None = None) -> Plan:
    """Close a plan whose tasks are all finished or dropped, saying what came of it."""
    plan = locked_plan(plan, standing=standing, at=at)
    still = Task.objects.filter(plan=plan, state__in=("todo", "doing")).count()
    if still:
        raise Refused("plans.tasks_open", count=still)
    plan.closed_because = required(because, "plans.because_missing", "because", 10_000)
    plan.closed_at = at
    plan.save(update_fields=["closed_at", "closed_because"])
    record(by=by, act="plans.close", about=plan, because=because, at=at)
    return plan


@transaction.atomic
def save_template(plan: Plan, *, name: str, by: Actor, at: datetime, standing: Standing | None = None) -> Template:
    """Make a template of a plan's tasks: how long each takes and what it waits for, not who and when."""
    plan = locked_plan(plan, standing=standing, at=at)
    tasks = list(Task.objects.filter(plan=plan).exclude(state="dropped").prefetch_related("items").order_by("number"))
    if not tasks:
        raise Refused("plans.no_tasks")
    template = Template.objects.create(
        name=required(name, "plans.title_missing", "name", 160),
        purpose=plan.purpose,
        made_by_id=by.id,
        made_by=by.label,
    )
    needs, numbers, days = queries.needs_of(plan), {task.pk: task.number for task in tasks}, calendar()
    TemplateTask.objects.bulk_create(
        TemplateTask(
            template=template,
            number=task.number,
            title=task.title,
            days=_length(task, days),
            hours=task.hours,
            after=sorted(numbers[one] for one in needs.get(task.pk, []) if one in numbers),
            items=[item.words for item in task.items.all()],
        )
        for task in tasks
    )
    record(by=by, act="plans.save_template", about=template, at=at, plan=plan.pk)
    return template


def _length(task: Task, days: object) -> int:
    if task.start is None or task.due is None:
        return 1
    return working_days(Planned(task.pk, task.start, task.due, task.is_milestone), days)  # type: ignore[arg-type]


@transaction.atomic
def change_template(
    template: Template, *, name: str, purpose: str, is_active: bool, by: Actor, at: datetime
) -> Template:
    """Name a template otherwise, or use it no more."""
    template.name = required(name, "plans.title_missing", "name", 160)
    template.purpose, template.is_active = purpose.replace("\x00", "").strip(), is_active
    template.save(update_fields=["name", "purpose", "is_active"])
    record(by=by, act="plans.save_template", about=template, at=at)
    return template
