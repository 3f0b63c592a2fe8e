"""Tasks of a plan from a file. A number that is there already changes that task; without one, a task is added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from penata.foundation.journal.rules import Actor
from penata.foundation.tables.rules import Choice, Column, Counts, Finding, Layout, Sheet
from penata.organization.people.models import Person

from .actions import bring_tasks
from .models import Plan, Task
from .rules.drafts import MOST_HOURS, Brought, TaskDraft


class TaskImporter:
    """The tasks of one plan; the choice `plan` names it."""

    name = "tasks"
    title: Any = _("Tugas dalam rencana kerja")
    layout = Layout(
        "tasks",
        (
            Column("number", "int", unique=True, aliases=("nomor", "no")),
            Column("title", required=True, max_length=200, aliases=("judul", "tugas", "task")),
            Column("owner", "code", max_length=18, aliases=("pelaksana", "nip")),
            Column("start", "date", aliases=("mulai",)),
            Column("due", "date", aliases=("selesai", "tenggat")),
            Column("milestone", "bool", aliases=("tonggak",)),
            Column("hours", "int", aliases=("jam",)),
            Column("progress", "int", aliases=("kemajuan",)),
            Column("after", aliases=("setelah", "depends_on", "menunggu"), max_length=2_000),
            Column("about", "prose", aliases=("uraian",), max_length=10_000),
        ),
    )
    choices: tuple[Choice, ...] = (
        Choice("plan", _("Rencana kerja"), default="", help=_("Nomor rencana, seperti di alamat halamannya.")),
    )

    def check(self, sheet: Sheet, choices: Mapping[str, str]) -> tuple[list[Brought], Iterable[Finding]]:
        plan = _plan(choices["plan"])
        if plan is None:
            return [], [Finding(0, "", "plans.row_plan_unknown", choices["plan"])]
        nips = {row[2] for row in sheet.rows if row[2]}
        people = dict(Person.objects.filter(nip__in=nips).values_list("nip", "pk"))
        known = set(Task.objects.filter(plan=plan).values_list("number", flat=True))
        known |= {row[0] for row in sheet.rows if row[0] is not None}
        rows, findings = [], []
        for number, cells in zip(sheet.numbers, sheet.rows, strict=True):
            if number in sheet.findings.rows:
                continue
            wrong = list(_wrong(number, cells, people, known))
            findings += wrong
            if not wrong:
                rows.append(_row(cells, people))
        return rows, findings

    def apply(self, rows: list[Brought], choices: Mapping[str, str], *, by: Actor, at: datetime) -> Counts:
        return bring_tasks(int(choices["plan"]), rows, at=at)


def _plan(words: str) -> Plan | None:
    return Plan.objects.filter(pk=int(words), closed_at=None).first() if words.isdecimal() and len(words) < 18 else None


def _numbers(words: str) -> list[str]:
    return words.replace(",", " ").replace(";", " ").split()


def _wrong(number: int, cells: tuple[Any, ...], people: Mapping[str, int], known: set[int]) -> Iterable[Finding]:
    _number, _title, owner, start, due, is_milestone, hours, progress, after, _about = cells
    if owner and owner not in people:
        yield Finding(number, "owner", "plans.row_person_unknown", owner)
    if is_milestone:
        start = due
    if (start is None) != (due is None) or (start and due < start) or (is_milestone and due is None):
        yield Finding(number, "due", "plans.row_days")
    if due is not None and not date(1990, 1, 1) <= due < date(2100, 1, 1):
        yield Finding(number, "due", "plans.row_days")
    if hours is not None and not 0 <= hours <= MOST_HOURS:
        yield Finding(number, "hours", "plans.row_hours", str(hours))
    if progress is not None and not 0 <= progress <= 100:
        yield Finding(number, "progress", "plans.row_progress", str(progress))
    for one in _numbers(after):
        if not one.isdecimal() or len(one) > 9 or int(one) not in known:
            yield Finding(number, "after", "plans.row_needs_unknown", one)


def _row(cells: tuple[Any, ...], people: Mapping[str, int]) -> Brought:
    number, title, owner, start, due, is_milestone, hours, progress, after, about = cells
    draft = TaskDraft(
        title, about, people.get(owner), due if is_milestone else start, due, bool(is_milestone), hours or 0
    )
    return Brought(number, draft, progress, tuple(int(one) for one in _numbers(after)))


TASKS = TaskImporter()
