"""A plan of the roads division with a few tasks, and one of a team."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image

from penata.delivery.plans import actions
from penata.delivery.plans.models import Plan, Task
from penata.delivery.plans.rules.drafts import TaskDraft
from penata.delivery.teams.models import Team
from penata.foundation.accounts.queries import standing_of
from penata.foundation.journal.rules import Actor

BY = Actor.system("tests")


def picture() -> io.BytesIO:
    """A photograph."""
    file = io.BytesIO()
    Image.new("RGB", (64, 48), (160, 60, 30)).save(file, "JPEG")
    file.seek(0)
    return file


def instant(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=hour)


@dataclass
class Work:
    """The plan, its tasks by what they are, and the days around today."""

    city: Any
    plan: Plan
    tasks: dict[str, Task] = field(default_factory=dict)
    today: date = field(default_factory=timezone.localdate)

    def standing(self, who: str) -> Any:
        return standing_of(getattr(self.city, who), self.today)

    def acts(self, who: str) -> dict[str, Any]:
        return {"by": self.city.actor(who), "at": timezone.now(), "standing": self.standing(who)}

    def person(self, who: str) -> Any:
        return self.city.persons[who]


def lay(city: Any) -> Work:
    """survey → design → build, with a permit beside the design; the officer leads, the technician builds."""
    today = timezone.localdate()
    plan = actions.open_plan(
        title="Perbaikan Jalan Mawar", purpose="Jalan yang rata.", unit=city.units["DPU-JALAN"], start=today,
        due=today + timedelta(days=60), by=BY, at=timezone.now(),
    )  # fmt: skip
    work = Work(city, plan)
    officer, technician = city.persons["officer"].pk, city.persons["technician"].pk
    for name, owner, start, due, hours, needs in (
        ("survey", technician, 0, 2, 12, ()),
        ("design", officer, 3, 9, 20, ("survey",)),
        ("permit", officer, 3, 5, 4, ("survey",)),
        ("build", technician, 10, 40, 100, ("design", "permit")),
    ):
        draft = TaskDraft(
            name.title(), owner_id=owner, start=today + timedelta(days=start), due=today + timedelta(days=due),
            hours=hours, needs=tuple(work.tasks[one].pk for one in needs),
        )  # fmt: skip
        work.tasks[name] = actions.add_task(plan, draft, by=BY, at=timezone.now())
    return work


@pytest.fixture
def work(city: Any) -> Work:
    return lay(city)


def a_team(city: Any, since: date, until: date) -> Team:
    from django.db.backends.postgresql.psycopg_any import DateRange

    return Team.objects.create(
        name="Tim Banjir", purpose="Kota tanpa genangan.", unit=city.units["DPU"], period=DateRange(since, until),
        formed_at=timezone.now(), formed_by="tests",
    )  # fmt: skip
