"""A city of cases in which one unit is slow until a day, and an evaluation that goes through its whole life."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import uuid4

from penata.delivery.plans.rules.drafts import TaskDraft
from penata.foundation.journal.rules import Actor
from penata.learning.improvement import actions, queries
from penata.learning.improvement.models import Evaluation, Measure
from penata.public.cases.models import Case, Contact

BY = Actor(None, "Bagian Organisasi")
START = date(2026, 6, 1)  # a Monday: the measure starts
WEEKS = 10  # before and after
ROADS, OTHERS = "DPU-JALAN", ("DPU-AIR", "DLH-SAMPAH", "SETDA-TAPEM")
HOLDERS = {"DPU-JALAN": "KABID-JALAN", "DPU-AIR": "KABID-AIR", "DLH-SAMPAH": "KABID-SAMPAH", "SETDA-TAPEM": "PENYALUR"}


def noon(day: date) -> datetime:
    return datetime.combine(day, time(5), UTC)


def slow_city(city: Any, *, helps: bool = True, a_week: int = 9, weeks: int = WEEKS) -> None:
    """Cases of four units; half of the roads division's are late until START, and after it if nothing `helps`."""
    chance, rows = Random(7), []
    for unit in (ROADS, *OTHERS):
        for week in range(-weeks, weeks):
            late = 0.55 if unit == ROADS and (week < 0 or not helps) else 0.15
            for _one in range(a_week):
                day = START + timedelta(days=7 * week + chance.randrange(7))
                days = chance.uniform(6, 14) if chance.random() < late else chance.uniform(1, 4)
                rows.append(a_case(city, unit, day, days))
    Case.objects.bulk_create(rows)


def a_case(city: Any, unit: str, day: date, days: float, **more: Any) -> Case:
    """Answered after so many days; late after five."""
    at, key, due = noon(day), uuid4(), day + timedelta(days=5)
    answered = at + timedelta(days=days)
    return Case(
        reference=f"S-{key.hex[:12]}", secret_digest=key.hex, submission=key, channel="portal", state="closed",
        title="Izin belum selesai", received_at=at, assigned_at=at, answered_at=answered, closed_at=answered,
        verify_by=due, answer_by=due, finish_by=due, legal_reply_by=due, legal_by=due, unit=city.units[unit],
        position=city.positions[HOLDERS[unit]], area=city.areas["99.71.01.1001"], **more,
    )  # fmt: skip


def reporter(case: Case, email: str = "warga@example.com", **more: Any) -> Contact:
    return Contact.objects.create(case=case, name="Warga", email=email, **more)


def opened(city: Any, *, at: datetime | None = None, **more: Any) -> Evaluation:
    """By hand, about the roads division's cases of the eight weeks before."""
    at = at or noon(START - timedelta(days=21))
    subject = queries.Subject(
        unit=city.units[ROADS], since=START - timedelta(weeks=11), last_day=START - timedelta(weeks=3)
    )
    said = {
        "question": "Mengapa izin galian jalan terlambat?", "because": "Separuhnya lewat tenggat.",
        "owner": city.persons["officer"], "due": START + timedelta(weeks=30), "subject": subject,
    }  # fmt: skip
    return actions.open_evaluation(**(said | more), by=BY, at=at)


def with_causes(city: Any, **more: Any) -> Evaluation:
    evaluation = opened(city, **more)
    at = evaluation.opened_at
    first = actions.add_cause(
        evaluation, words="Berkas menunggu tanda tangan", category="procedure", proof="Berkas Mei", by=BY, at=at
    )
    actions.add_cause(evaluation, words="Hanya kepala bidang yang boleh menandatangani", parent=first, by=BY, at=at)
    actions.find_causes(evaluation, because="Kedua sebab terlihat pada berkas.", by=BY, at=at)
    evaluation.refresh_from_db()
    return evaluation


def with_measure(evaluation: Evaluation, city: Any, *, title: str = "Tanda tangan didelegasikan") -> Measure:
    """A measure with a task of the technician in a plan of the unit."""
    at = evaluation.opened_at + timedelta(days=1)
    cause = evaluation.causes.order_by("-depth", "-pk").first()
    measure = actions.propose_measure(evaluation, cause=cause, kind="procedure", title=title, by=BY, at=at)
    draft = TaskDraft("Susun keputusan pendelegasian", owner_id=city.persons["technician"].pk, due=START)
    actions.give_task(measure, draft, where=None, by=BY, at=at)
    return measure


def fixed(city: Any, **more: Any) -> actions.Fixed:
    said = {
        "metric": "late", "by": "unit", "treated": str(city.units[ROADS].pk),
        "compared": [str(city.units[code].pk) for code in OTHERS], "why_compared": "Tiga unit yang mirip.",
        "starts_on": START, "weeks_before": WEEKS, "weeks_after": WEEKS,
    }  # fmt: skip
    return actions.Fixed(**(said | more))


def started(city: Any, **more: Any) -> Measure:
    """An evaluation whose measure has started, judged by late cases."""
    evaluation = with_causes(city, **more)
    measure = with_measure(evaluation, city)
    actions.fix_effect(measure, fixed(city), by=BY, at=evaluation.opened_at + timedelta(days=2))
    return actions.start_measure(measure, by=BY, at=noon(START))


def due_at(weeks: int = WEEKS) -> datetime:
    """When it can be measured."""
    return noon(START + timedelta(weeks=weeks + 5))
