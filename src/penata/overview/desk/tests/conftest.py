"""A desk with work on it: cases of the small city, as its people made them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from penata.delivery.plans import actions as plans
from penata.delivery.plans.rules.drafts import TaskDraft
from penata.foundation.journal.rules import Actor
from penata.public.cases import actions as cases
from penata.public.cases.models import Case
from penata.public.cases.rules import Submission
from penata.public.catalog import actions as catalog
from penata.public.routing.models import RoutingSettings

BY = Actor.system("tests")
RESIDENT = Actor(None, "Pelapor")
LAMP = "Lampu jalan di Jalan Mawar mati sejak tiga hari, gelap sekali."
UNCLEAR = "Mohon bantuannya segera ditindaklanjuti ya admin."


@pytest.fixture
def city(city: Any) -> Any:
    city.service = catalog.open_service(
        code="lampu-jalan",
        function=city.functions["1.03.11"],
        contents=catalog.Contents(
            name="Perbaikan lampu jalan",
            summary="Kami memperbaiki lampu jalan yang padam.",
            topic="complaint",
            promise_days=3,
        ),
        decree=city.decree,
        article="Pasal 4",
        on=date(2024, 1, 1),
        by=Actor.system("tests"),
    )
    RoutingSettings.objects.update_or_create(id=1, defaults={"routing_position": city.positions["PENYALUR"]})
    return city


@pytest.fixture
def hand_in(city: Any) -> Callable[..., Case]:
    """`hand_in()` gives a case at the head of roads; `hand_in(service=None, words=…)` one that must be routed."""

    def submit(words: str = LAMP, *, service: Any = city.service, days_ago: int = 0, **more: Any) -> Case:
        values = {
            "key": uuid4(),
            "words": words,
            "area_id": city.areas["99.71.01.1001"].pk,
            "service_id": service.pk if service else None,
            "name": "Siti Rahmawati",
            "email": "siti@example.com",
        }
        at = timezone.now() - timedelta(days=days_ago)
        return cases.submit(Submission(**values | more), by=RESIDENT, at=at).case

    return submit


@pytest.fixture
def waiting(hand_in: Callable[..., Case]) -> Case:
    """A case that nobody was chosen for yet, with proposals."""
    return hand_in("Sampah menumpuk di tps, got tersumbat dan lampu jalan mati.", service=None)


@pytest.fixture
def moment() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def give(city: Any) -> Any:
    """`give("Survei", -2)` gives the officer a task that was due two days ago."""
    today, at = timezone.localdate(), timezone.now()
    plan = plans.open_plan(
        title="Perbaikan Jalan Mawar", unit=city.units["DPU-JALAN"], start=today - timedelta(days=30),
        due=today + timedelta(days=60), by=BY, at=at,
    )  # fmt: skip

    def task(title: str, days: int, who: str = "officer") -> Any:
        owner = city.persons[who].pk
        draft = TaskDraft(title, owner_id=owner, start=today - timedelta(days=20), due=today + timedelta(days=days))
        return plans.add_task(plan, draft, by=BY, at=at)

    return task
