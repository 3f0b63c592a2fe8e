"""How much the next weeks ask of people, across all teams and units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from penata.delivery.teams import queries as teams
from penata.foundation.calendars.queries import calendar
from penata.foundation.periods import Period
from penata.organization.people.models import Absence

from ..models import Contributor, Task
from ..rules.load import WEEKS, Reserved, Week, Work, monday_of, weeks_of


def loads_of(person_ids: Iterable[int], on: date) -> dict[int, list[Week]]:
    """Person → his next eight weeks; four queries, however many people and tasks."""
    asked = list(dict.fromkeys(person_ids))
    works, away = _works(asked), _absences(asked, on)
    reserved: dict[int, list[Reserved]] = defaultdict(list)
    for share in teams.shares_of(asked, on):
        reserved[share.person_id].append(Reserved(share.team_id, share.hours, share.since, share.until))
    days = calendar()
    return {one: weeks_of(works[one], reserved[one], away[one], today=on, calendar=days) for one in asked}


def _works(asked: list[int]) -> dict[int, list[Work]]:
    """Open tasks of open plans by whom they weigh on; two queries."""
    helped = Contributor.objects.filter(person__in=asked).values("task")
    rows = Task.objects.filter(
        Q(owner__in=asked) | Q(pk__in=helped), state__in=("todo", "doing"), plan__closed_at=None, hours__gt=0
    ).values_list("pk", "owner_id", "plan__team_id", "start", "due", "hours", "progress")
    tasks = list(rows)
    helpers: dict[int, set[int]] = defaultdict(set)
    pairs = Contributor.objects.filter(task__in=[row[0] for row in tasks]).values_list("task_id", "person_id")
    for task, person in pairs:
        helpers[task].add(person)
    wanted, found = set(asked), defaultdict(list)
    for key, owner, team, start, due, hours, progress in tasks:
        sharing = helpers[key] | ({owner} if owner is not None else set())
        work = Work(team, start, due, hours, progress, len(sharing))
        for person in sharing & wanted:
            found[person].append(work)
    return found


def _absences(asked: list[int], on: date) -> dict[int, list[Period]]:
    """When they are away in these weeks."""
    last = monday_of(on) + timedelta(weeks=WEEKS)
    rows = Absence.objects.as_known().filter(person__in=asked, valid__startswith__lt=last, valid__endswith__gt=on)
    found: dict[int, list[Period]] = defaultdict(list)
    for person, valid in rows.values_list("person_id", "valid"):
        found[person].append(Period(valid.lower, valid.upper))
    return found
