"""Measures: proposed for a cause, made into tasks of a team, started, or dropped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from penata.delivery.plans.actions import add_task, open_plan
from penata.delivery.plans.models import Plan, Task
from penata.delivery.plans.rules.drafts import TaskDraft
from penata.delivery.teams.actions import form_team, invite
from penata.delivery.teams.models import Role, Team
from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.people.models import Person

from ..models import Cause, Effect, Evaluation, Measure
from ..rules.evaluating import Act
from .keeping import day, locked, moved, said

LATEST_START = timedelta(days=6)  # after the day that was fixed: still the first week
LEADER_HOURS = 4


@dataclass(frozen=True, slots=True)
class NewTeam:
    """A team that is formed for a measure; `until` is the first day after it."""

    name: str
    leader: Person
    until: date


@transaction.atomic
def propose_measure(
    evaluation: Evaluation,
    *,
    cause: Cause,
    kind: str,
    title: str,
    about: str = "",
    by: Actor,
    at: datetime,
    standing: Standing | None = None,
) -> Measure:
    """What may be done about a cause. Refused: `improvement.cause_struck`."""
    evaluation = locked(evaluation, standing=standing, at=at)
    cause = Cause.objects.get(pk=cause.pk, evaluation=evaluation)
    if cause.struck_at is not None:
        raise Refused("improvement.cause_struck", field="cause")
    measure = Measure.objects.create(
        evaluation=evaluation, cause=cause, kind=kind, title=said(title, field="title", most=160),
        about=about.replace("\x00", "").strip(), proposed_at=at, proposed_by=by.label[:200],
    )  # fmt: skip
    record(by=by, act="improvement.propose_measure", about=evaluation, at=at, measure=measure.title, kind=kind)
    return measure


@transaction.atomic
def drop_measure(
    measure: Measure, *, because: str, by: Actor, at: datetime, standing: Standing | None = None
) -> Measure:
    """It is not done, for a reason; its tasks stay with their plans. Refused: `improvement.measure_started`."""
    evaluation, measure = _held(measure, standing=standing, at=at)
    if measure.started_at is not None:
        raise Refused("improvement.measure_started")
    measure.dropped_at, measure.dropped_by = at, by.label[:200]
    measure.dropped_because = said(because, "improvement.because_missing", "because")
    measure.save()
    record(
        by=by, act="improvement.drop_measure", about=evaluation, because=measure.dropped_because, at=at,
        measure=measure.title,
    )  # fmt: skip
    return measure


@transaction.atomic
def give_task(
    measure: Measure,
    draft: TaskDraft,
    *,
    where: Plan | Team | NewTeam | None,
    by: Actor,
    at: datetime,
    standing: Standing | None = None,
) -> Task:
    """A task for a measure: in a plan that is there, in a new plan of a team or of a team that is formed for it, or
    (None) in a new plan of the evaluation's unit. The rights of plans and teams are those of who acts.

    Refused: what teams and plans refuse.
    """
    evaluation, measure = _held(measure, standing=standing, at=at)
    plan = where if isinstance(where, Plan) else _plan(evaluation, where, draft, by=by, at=at, standing=standing)
    own = None if isinstance(where, NewTeam) else standing  # whoever formed the team plans its first task
    task = add_task(plan, draft, by=by, at=at, standing=own)
    measure.tasks.add(task)
    record(by=by, act="improvement.give_task", about=evaluation, at=at, measure=measure.title, task=task.pk)
    return task


def _plan(
    evaluation: Evaluation,
    where: Team | NewTeam | None,
    draft: TaskDraft,
    *,
    by: Actor,
    at: datetime,
    standing: Standing | None,
) -> Plan:
    today = day(at)
    start, own = min(draft.start or today, today), standing
    if isinstance(where, NewTeam):
        where, own = _team(evaluation, where, start=today, by=by, at=at, standing=standing), None
    due = max(draft.due or today, where.last_day if where else evaluation.due, start)
    return open_plan(
        title=evaluation.question[:160], purpose=evaluation.because, team=where,
        unit=None if where else evaluation.unit, lead=evaluation.owner, start=start, due=due, by=by, at=at,
        standing=own,
    )  # fmt: skip


def _team(
    evaluation: Evaluation, wanted: NewTeam, *, start: date, by: Actor, at: datetime, standing: Standing | None
) -> Team:
    team = form_team(
        name=wanted.name, purpose=evaluation.question, unit=evaluation.unit, since=start, until=wanted.until, by=by,
        at=at, standing=standing,
    )  # fmt: skip
    invite(
        team, person=wanted.leader, words=evaluation.because, hours=LEADER_HOURS, role=Role.LEADER, since=start,
        until=wanted.until, by=by, at=at, standing=standing,
    )  # fmt: skip
    return team


@transaction.atomic
def start_measure(measure: Measure, *, by: Actor, at: datetime, standing: Standing | None = None) -> Measure:
    """It begins, on the day that was fixed, or in the week after it. From now on nothing of its effect changes.

    Refused: `improvement.tasks_missing`, `improvement.effect_missing`, `improvement.start_later`.
    """
    evaluation, measure = _held(measure, standing=standing, at=at)
    if measure.started_at is not None:
        raise Refused("improvement.measure_started")
    if not measure.tasks.exists():
        raise Refused("improvement.tasks_missing")
    effect = Effect.objects.select_for_update().filter(measure=measure).first()
    if effect is None:
        raise Refused("improvement.effect_missing")
    if not effect.starts_on <= day(at) <= effect.starts_on + LATEST_START:
        raise Refused("improvement.start_later")
    measure.started_at, measure.started_by, effect.started_at = at, by.label[:200], at
    measure.save(update_fields=["started_at", "started_by"])
    effect.save(update_fields=["started_at"])
    moved(evaluation, Act.START)
    evaluation.save(update_fields=["state"])
    record(
        by=by, act="improvement.start_measure", about=evaluation, at=at, measure=measure.title,
        measured_on=effect.due.isoformat(),
    )  # fmt: skip
    return measure


def _held(measure: Measure, *, standing: Standing | None, at: datetime) -> tuple[Evaluation, Measure]:
    """The evaluation, locked, and the measure as it is now. Refused: `improvement.measure_dropped`."""
    evaluation = locked(measure.evaluation, standing=standing, at=at)
    found = Measure.objects.select_for_update().get(pk=measure.pk)
    if not found.is_alive:
        raise Refused("improvement.measure_dropped")
    return evaluation, found
