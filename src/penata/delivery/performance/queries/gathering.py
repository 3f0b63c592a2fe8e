"""Evidence that gathers itself: what the person has done in the days of an evaluation, from the rooms of the work."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import connection
from django.utils import timezone

from ..models import Evaluation

MOST = 60  # of each kind to choose from, the latest first; all are counted


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work that may be chosen as evidence. `source` is "case" or "task"."""

    source: str
    pk: int
    name: str
    title: str
    done_on: date
    is_in_time: bool


@dataclass(frozen=True, slots=True)
class Gathered:
    """What there is, and how much of it in all and in time."""

    works: list[Work] = field(default_factory=list)
    cases: int = 0
    cases_in_time: int = 0


# Cases that lay at the position when they were answered, within its days. Where several sit on the position, only
# those that the person answered himself.
_CASES = """
select cases.id, cases.reference, cases.title, cases.answered_at,
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


def gather(evaluation: Evaluation) -> Gathered:
    """One query for each source."""
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
    with connection.cursor() as cursor:
        cursor.execute(_CASES, asked)
        rows = cursor.fetchall()
    works = [
        Work("case", pk, reference, title, timezone.localdate(at), is_in_time)
        for pk, reference, title, at, is_in_time, *_counts in rows
    ]
    cases, in_time = rows[0][5:] if rows else (0, 0)
    return Gathered(works, cases, in_time)


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
