"""The city's plans: the performance tree, six units and every team at work, in the states of some weeks of life."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from penata.delivery.plans import actions
from penata.delivery.plans.imports import TASKS
from penata.delivery.plans.models import Node, Plan, Task
from penata.delivery.teams import queries as teams
from penata.delivery.teams.models import Team
from penata.foundation.calendars.queries import calendar
from penata.foundation.journal.rules import Actor
from penata.foundation.tables.actions import run_import
from penata.organization.people import queries as people
from penata.organization.people.models import Person
from penata.organization.structure import queries as structure
from penata.organization.structure.models import Position, Unit

from .reading import dice, lines

BY = Actor.system("Kota Lama")
BLOCKED = ("Menunggu aspal dari pemasok", "Menunggu tanda tangan dinas teknis", "Alat berat dipakai di tempat lain",
           "Data belum dikirim pemiliknya", "Hujan tiga hari berturut-turut")  # fmt: skip
DONE = "Sebagian besar sesuai rencana; yang tersisa dibagi minggu depan."
NEXT = "Menyelesaikan yang terlambat lebih dahulu."
TEAM_STEPS = (
    ("Kesepakatan tujuan dan pembagian peran", 3, 6), ("Pengumpulan data lapangan", 8, 24), ("Kajian sebab", 6, 20),
    ("Usulan langkah", 5, 16), ("Uji coba di satu kelurahan", 10, 30), ("Perbaikan dari hasil uji coba", 5, 16),
    ("Laporan kepada pimpinan", 3, 8), ("Hasil diserahkan", 0, 0),
)  # fmt: skip


class Step(NamedTuple):
    title: str
    days: int
    hours: int


@dataclass
class Outline:
    """A plan as its content states it."""

    unit: str
    title: str
    activity: str
    things: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True)
class Life:
    """The day on which the city stands, and what is left to chance."""

    on: date
    at: datetime
    chance: random.Random


def live(on: date) -> None:
    """Everything, through the actions and the import that people use."""
    life = Life(on, _noon(on), dice("plans", on))
    with transaction.atomic():
        _grow_tree(on, life.at - timedelta(days=200))
    activities = {node.title: node for node in Node.objects.filter(level="activity")}
    for number, outline in enumerate(_outlines()):
        with transaction.atomic():
            _unit_plan(outline, activities.get(outline.activity), number, life)
    for team in Team.objects.filter(dissolved_on=None, period__contains=on).order_by("pk"):
        with transaction.atomic():
            _team_plan(team, life)


def _noon(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, datetime.min.time())) + timedelta(hours=8)


def _grow_tree(on: date, at: datetime) -> None:
    """The lines of tree.txt; two blanks are one level down."""
    above: list[Node] = []
    for line in lines("tree.txt"):
        depth = (len(line) - len(line.lstrip())) // 2
        title, owner, name, measure, *numbers = (cell.strip() for cell in line.split("|"))
        position = Position.objects.filter(code=owner).first() or Position.objects.get(code="KOTA-K")
        above = above[:depth]
        node = actions.add_node(parent=above[-1] if above else None, title=title, owner=position, by=BY, at=at)
        above.append(node)
        start, target, value = (Decimal(number.replace(",", ".")) for number in numbers)
        indicator = actions.add_indicator(
            node, name=name, measure=measure, start=start, target=target, year=on.year, by=BY, at=at
        )
        for share, days in ((Decimal("0.5"), 120), (Decimal(1), 20)):
            known = at + timedelta(days=200 - days)
            actions.read_indicator(
                indicator, on=on - timedelta(days=days), value=start + (value - start) * share,
                source="Laporan triwulan", by=BY, at=known,
            )  # fmt: skip


def _outlines() -> list[Outline]:
    """The plans of plans.txt."""
    found: list[Outline] = []
    for line in lines("plans.txt"):
        if line.startswith("= "):
            unit, title, activity = (cell.strip() for cell in line[2:].split("|"))
            found.append(Outline(unit, title, activity))
        elif line.startswith("+ "):
            title, days, hours = (cell.strip() for cell in line[2:].split("|"))
            found[-1].steps.append(Step(title, int(days), int(hours)))
        else:
            found[-1].things = [thing.strip() for thing in line.split(";")]
    return found


def _unit_plan(outline: Outline, activity: Node | None, number: int, life: Life) -> None:
    on, at = life.on, life.at
    unit = Unit.objects.filter(code=outline.unit).first()
    if unit is None:  # a small city has not all
        return
    begun = calendar().add(on - timedelta(days=62 - 3 * number), 0)
    plan = actions.open_plan(
        title=outline.title, purpose="", unit=unit, node=activity, start=begun,
        due=begun + timedelta(days=150), by=BY, at=at - timedelta(days=62),
    )  # fmt: skip
    seats = people.seats_of(structure.subtree_ids([unit.pk], on), on)
    workers = [s.person_id for s in seats if s.person_id is not None and not s.is_away][:9]
    _fill(plan, outline, workers, life)
    if number == 0:
        actions.save_template(plan, name="Perbaikan jalan lingkungan", by=BY, at=at)
        actions.recur(
            plan, title="Laporan mingguan perbaikan jalan", every="week", first_due=_friday(on), hours=2,
            owner=Person.objects.filter(pk__in=workers).order_by("pk").first(), by=BY, at=at,
        )  # fmt: skip


def _friday(on: date) -> date:
    return on + timedelta(days=(4 - on.weekday()) % 7)


def _team_plan(team: Team, life: Life) -> None:
    on, at = life.on, life.at
    workers = list(teams.members_on([team.pk], on).order_by("pk").values_list("person_id", flat=True))
    begun = calendar().add(max(team.since, on - timedelta(days=30)), 0)
    plan = actions.open_plan(
        title=f"Rencana {team.name}", purpose=team.purpose, team=team, start=begun,
        due=max(begun, team.last_day), by=BY, at=at - timedelta(days=30),
    )  # fmt: skip
    _fill(plan, Outline("", "", "", [""], [Step(*step) for step in TEAM_STEPS]), workers, life)


def _fill(plan: Plan, outline: Outline, workers: Sequence[int], life: Life) -> None:
    """The tasks from a file, as a leader would bring them in; then the days agreed upon, and some weeks of life."""
    nips = list(Person.objects.filter(pk__in=workers).order_by("pk").values_list("nip", flat=True)) or [""]
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["number", "title", "owner", "start", "due", "milestone", "hours", "progress", "after"])
    writer.writerows(_rows(outline, nips, plan.start, life))
    data = io.BytesIO(file.getvalue().encode())
    report = run_import(
        TASKS, data, file_name="rencana.csv", choices={"plan": str(plan.pk)}, dry_run=False, again=True, by=BY,
        at=life.at - timedelta(days=40),
    )  # fmt: skip
    if report.is_refused:
        raise RuntimeError("; ".join(str(finding) for finding in report.findings[:5]))
    actions.agree(plan, by=BY, at=life.at - timedelta(days=39))
    _weeks_of_life(plan, life)


def _rows(outline: Outline, nips: Sequence[str], begun: date, life: Life) -> Iterator[tuple[Any, ...]]:
    """A chain of steps for each thing, two things at a time."""
    days, number = calendar(), 0
    for place, thing in enumerate(outline.things):
        start = days.add(begun, place * 6)
        owner = nips[place % len(nips)]
        for step in outline.steps:
            number += 1
            if not step.days:  # the end of the day on which the last step is done
                start = days.add(start, -1)
            due = days.add(start, max(0, step.days - 1))
            progress = _progress(start, due, life)
            title = f"{step.title}: {thing}" if thing else step.title
            after = "" if step is outline.steps[0] else number - 1
            yield (number, title, owner, start, due, "ya" if not step.days else "", step.hours, progress, after)
            start = days.add(due, 1)
            if not thing:
                owner = nips[number % len(nips)]


def _progress(start: date, due: date, life: Life) -> int:
    """Most of what is past is done; what runs is somewhere in between."""
    on, chance = life.on, life.chance
    if due < on:
        return 100 if chance.random() < 0.9 or due < on - timedelta(days=21) else chance.choice((50, 75))
    if start > on:
        return 0
    gone = (on - start).days / max(1, (due - start).days)
    return min(90, max(10, round(100 * gone * chance.uniform(0.6, 1.1) / 5) * 5))


def _weeks_of_life(plan: Plan, life: Life) -> None:
    """Something moved, something is blocked, someone checked in."""
    at, chance = life.at, life.chance
    running = list(Task.objects.filter(plan=plan, state="doing", owner__isnull=False).select_related("owner"))
    for number, task in enumerate(running[:4]):
        by = Actor(task.owner.account_id, task.owner.name) if task.owner else BY
        when = at - timedelta(hours=3 + 20 * number)
        actions.add_items(task, "Bahan siap\nLokasi diperiksa\nWarga dikabari", by=by, at=when)
        actions.progress(task, percent=min(95, task.progress + 5), words="Sesuai rencana.", by=by, at=when)
    if running:
        task = chance.choice(running)
        actions.block(task, words=chance.choice(BLOCKED), by=Actor.system("Pelaksana"), at=at - timedelta(hours=2))
        if task.owner is not None:
            by = Actor(task.owner.account_id, task.owner.name)
            actions.check_in(task.owner, done=DONE, next_words=NEXT, blocked={}, by=by, at=at - timedelta(hours=1))
