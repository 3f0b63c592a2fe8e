"""Evidence that gathers itself: what the person has done in the days of an evaluation, from the rooms of the work."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import connection
from django.utils import timezone

from ..models import Evaluation, Evidence

MOST = 60  # of each kind to choose from, the latest first; all are counted


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work that may be chosen as evidence. `source` is "case" or "task"; `name` its reference or plan."""

    source: str
    pk: int
    name: str
    title: str
    done_on: date | None
    is_in_time: bool


@dataclass(frozen=True, slots=True)
class Gathered:
    """What there is, and how much of it in all and in time."""

    works: list[Work] = field(default_factory=list)
    cases: int = 0
    cases_in_time: int = 0
    tasks: int = 0
    tasks_in_time: int = 0


# Cases that lay at the position when they were answered, within its days. Where several sit on the position, only
# those that the person answered himself.
_CASES = """
select cases.id, cases.reference, cases.title, (cases.answered_at at time zone %(zone)s)::date,
    (cases.answered_at at time zone %(zone)s)::date <= cases.finish_by,
    count(*) over (), count(*) filter (where (cases.answered_at at time zone %(zone)s)::date <= cases.finish_by) over ()
from cases_case cases
where cases.answered_at >= %(since)s and cases.answered_at < %(until)s and cases.id in (
    select assignment.case_id from cases_assignment assignment where assignment.position_id = %(position)s
    and assignment.since <= cases.answered_at and (assignment.until is null or assignment.until >= cases.answered_at))
and (
    (select max(version.seats) from structure_positionversion version where version.position_id = %(position)s
        and upper_inf(version.recorded) and version.valid && daterange(%(first)s::date, %(last)s::date)) = 1
    or exists (select from cases_step step where step.case_id = cases.id and step.kind = 'answered'
        and step.by_id = (select account_id from people_person where id = %(person)s)))
order by cases.answered_at desc, cases.id limit %(most)s
"""

# Tasks of any team or unit that the person owned or contributed to, finished within the days. One without a deadline
# is in time. They are the person's, not a position's: who held two at once chooses for which one each of them counts.
_TASKS = """
select task.id, plan.title, task.title, (task.finished_at at time zone %(zone)s)::date as done,
    (task.finished_at at time zone %(zone)s)::date <= coalesce(task.due, 'infinity'),
    count(*) over (), count(*) filter (
        where (task.finished_at at time zone %(zone)s)::date <= coalesce(task.due, 'infinity')) over ()
from plans_task task join plans_plan plan on plan.id = task.plan_id
where task.state = 'done' and task.finished_at >= %(since)s and task.finished_at < %(until)s
    and (task.owner_id = %(person)s
        or task.id in (select task_id from plans_contributor where person_id = %(person)s))
order by task.finished_at desc, task.id limit %(most)s
"""


def gather(evaluation: Evaluation) -> Gathered:
    """One query for each source, and one for what was chosen before: that stays to be chosen, also when later work
    has pushed it off the list."""
    since, until = evaluation.days.lower, evaluation.days.upper
    asked = {
        "position": evaluation.position_id,
        "person": evaluation.person_id,
        "first": since,
        "last": until,
        "since": _start(since),
        "until": _start(until),
        "zone": timezone.get_current_timezone_name(),
        "most": MOST,
    }
    tasks, task_counts = _works("task", _TASKS, asked)
    cases, case_counts = _works("case", _CASES, asked)
    works = [*tasks, *cases]
    return Gathered([*works, *_chosen_before(evaluation, works)], *case_counts, *task_counts)


def _works(source: str, sql: str, asked: dict[str, Any]) -> tuple[list[Work], tuple[int, int]]:
    """The latest, and how many there are in all and in time."""
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        rows = cursor.fetchall()
    counts = rows[0][5:] if rows else (0, 0)
    return [Work(source, *row[:5]) for row in rows], counts


def _chosen_before(evaluation: Evaluation, works: list[Work]) -> list[Work]:
    here = {(work.source, work.pk) for work in works}
    chosen = Evidence.objects.filter(evaluation=evaluation).select_related("case", "task__plan")
    return [_as_it_was(one) for one in chosen if one.source and (one.source, one.source_id) not in here]


def _as_it_was(one: Evidence) -> Work:
    if one.task is not None:
        return Work("task", one.task.pk, one.task.plan.title, one.title, one.done_on, bool(one.is_in_time))
    case = one.case
    assert case is not None  # noqa: S101 asked for by the caller
    done = timezone.localdate(case.answered_at) if case.answered_at else None
    return Work("case", case.pk, case.reference, case.title, done, done is None or done <= case.finish_by)


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
