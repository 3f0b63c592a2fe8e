"""One person's work across all teams and units, on one screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from penata.foundation.accounts.rules import Standing
from penata.foundation.awaiting import Awaiting
from penata.public.cases import queries as cases

from ..models import CheckIn
from ..rules.load import monday_of
from ..rules.progress import GROUPS, group_of

MOST = 1_000
SHOWN = 25  # of a group, before all of it is asked for
CHECK_IN_FROM = 3  # Thursday: the week can be looked back upon


class MyRow(NamedTuple):
    """An open task of someone, with the plan that it belongs to."""

    id: int
    title: str
    plan_id: int
    plan: str
    team: str | None
    unit_id: int | None
    start: date | None
    due: date | None
    progress: int
    hours: int
    is_own: bool
    blocked: str | None


_MINE = """
select task.id, task.title, plan.id, plan.title, team.name, plan.unit_id, task.start, task.due, task.progress,
    task.hours, task.owner_id is not distinct from %(person)s, blocker.words
from plans_task task
join plans_plan plan on plan.id = task.plan_id and plan.closed_at is null
left join teams_team team on team.id = plan.team_id
left join plans_blocker blocker on blocker.task_id = task.id and blocker.until is null
where task.state in ('todo', 'doing') and task.id in (
    select id from plans_task where owner_id = %(person)s and state in ('todo', 'doing')
    union all select task_id from plans_contributor where person_id = %(person)s
)
order by task.due nulls last, task.id limit %(most)s
"""


def tasks_of(person_id: int | None) -> list[MyRow]:
    """The open tasks that someone owns or contributes to, by deadline; one query."""
    if person_id is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_MINE, {"person": person_id, "most": MOST})
        return [MyRow(*row) for row in cursor.fetchall()]


class WaitsForMe(NamedTuple):
    """Someone's task that cannot go on before a person has done something."""

    task_id: int
    title: str
    words: str
    said_by: str
    since: datetime


_BLOCKED_BY = """
select task.id, task.title, blocker.words, blocker.said_by, blocker.since
from plans_blocker blocker join plans_task task on task.id = blocker.task_id
where blocker.by_id = %(person)s and blocker.until is null and task.state in ('todo', 'doing')
order by blocker.since limit 50
"""


def blocked_by(person_id: int | None) -> list[WaitsForMe]:
    """What waits for someone."""
    if person_id is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_BLOCKED_BY, {"person": person_id})
        return [WaitsForMe(*row) for row in cursor.fetchall()]


class Group(NamedTuple):
    """Tasks to be looked at at one time; `hidden` of them only when they are asked for."""

    name: str
    rows: list[MyRow]
    total: int

    @property
    def hidden(self) -> int:
        return self.total - len(self.rows)


@dataclass(frozen=True, slots=True)
class Mine:
    """`groups`: only those that hold something, in the order of looking."""

    groups: list[Group]
    waiting: list[WaitsForMe]
    cases: list[cases.CaseRow]
    has_more_cases: bool
    checked_in: CheckIn | None


def grouped(rows: Iterable[MyRow], on: date, whole: str = "") -> list[Group]:
    """By when they should be looked at; only the nearest of each, but all of the group that is asked for."""
    sunday = monday_of(on) + timedelta(days=6)
    found: dict[str, list[MyRow]] = {name: [] for name in GROUPS}
    for row in rows:
        found[group_of(row.due, on, sunday)].append(row)
    return [Group(name, rows if name == whole else rows[:SHOWN], len(rows)) for name, rows in found.items() if rows]


def mine(standing: Standing, on: date, whole: str = "") -> Mine:
    """Tasks, what waits for me, and my cases beside them (asked, never copied)."""
    seen = cases.sight(standing, on=on)
    page = cases.listing(seen, cases.Filters(mine=True, state="open")) if standing.positions else cases.Page([])
    return Mine(
        groups=grouped(tasks_of(standing.person_id), on, whole),
        waiting=blocked_by(standing.person_id),
        cases=page.rows[:10],
        has_more_cases=len(page.rows) > 10,
        checked_in=check_in_of(standing.person_id, on),
    )


def check_in_of(person_id: int | None, on: date) -> CheckIn | None:
    """What someone said of this week."""
    if person_id is None:
        return None
    return CheckIn.objects.filter(person=person_id, week=monday_of(on)).first()


def awaiting(standing: Standing, on: date) -> list[Awaiting]:
    """What awaits him in this room: tasks of this week, what waits for him, and the check-in. Three queries."""
    if not standing.is_active or standing.person_id is None:
        return []
    tasks = [row for row in tasks_of(standing.person_id) if row.due is not None]
    near = [row for row in tasks if row.due is not None and row.due <= monday_of(on) + timedelta(days=6)]
    lines = [_task(row) for row in near]
    lines += [_waits(one) for one in blocked_by(standing.person_id)]
    if tasks and on.weekday() >= CHECK_IN_FROM and check_in_of(standing.person_id, on) is None:
        why = _("Sekali seminggu: apa yang selesai, apa berikutnya, apa yang menghambat")
        friday = monday_of(on) + timedelta(days=4)
        address = reverse("plans:check_in")
        lines.append(Awaiting("plans.check_in", _("Catatan mingguan"), why, friday, address, None))
    return lines


def _task(row: MyRow) -> Awaiting:
    why = _("Tugas Anda dalam %(plan)s") if row.is_own else _("Anda mendukung tugas ini dalam %(plan)s")
    if row.blocked:
        why = _("Terhambat: %(words)s") % {"words": row.blocked}
    return Awaiting(
        "plans.task", row.title, why % {"plan": row.plan} if not row.blocked else why, row.due,
        reverse("plans:task", args=[row.id]), None,
    )  # fmt: skip


def _waits(one: WaitsForMe) -> Awaiting:
    why = _("%(by)s menunggu Anda: %(words)s") % {"by": one.said_by, "words": one.words}
    return Awaiting("plans.waits", one.title, why, None, reverse("plans:task", args=[one.task_id]), one.since)
