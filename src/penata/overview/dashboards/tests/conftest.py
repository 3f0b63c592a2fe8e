"""The small city with some months of cases, brought in as rows: what a screen reads are counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from penata.foundation.accounts.actions import grant_role, save_role
from penata.foundation.accounts.queries import standing_of
from penata.foundation.journal.rules import Actor
from penata.overview.dashboards import queries
from penata.public.cases.models import Case
from penata.public.catalog import actions as catalog
from penata.public.routing.models import RoutingSettings


@pytest.fixture(autouse=True)
def fresh_signals() -> Iterator[None]:
    queries.forget()
    yield
    queries.forget()


@pytest.fixture
def city(city: Any) -> Any:
    city.service = catalog.open_service(
        code="lampu-jalan",
        function=city.functions["1.03.11"],
        contents=catalog.Contents(
            name="Perbaikan lampu jalan", summary="Lampu jalan yang padam.", topic="complaint", promise_days=3
        ),
        decree=city.decree,
        article="Pasal 4",
        on=date(2024, 1, 1),
        by=Actor.system("tests"),
    )
    RoutingSettings.objects.update_or_create(id=1, defaults={"routing_position": city.positions["PENYALUR"]})
    role = save_role(code="leadership", name="Pimpinan", permissions=["dashboards.city"], by=Actor.system("tests"))
    grant_role(account=city.secretary, role=role, since=date(2020, 1, 1), by=Actor.system("tests"))
    return city


@pytest.fixture
def answered(city: Any) -> Callable[..., list[Case]]:
    """`answered(12, weeks_ago=1, late=3)`: ended cases of a unit, answered in that week, so many of them too late."""

    def bring(
        count: int, *, weeks_ago: int = 0, late: int = 0, position: str = "KABID-JALAN", **more: Any
    ) -> list[Case]:
        day = timezone.localdate() - timedelta(days=7 * weeks_ago + 2)
        seat = city.positions[position]
        unit = city.units[{"KABID-JALAN": "DPU-JALAN", "KABID-SAMPAH": "DLH-SAMPAH"}[position]]
        seen = {"position": seat, "unit": unit, "area": city.areas["99.71.01.1001"], "service": city.service} | more
        return Case.objects.bulk_create(_row(day, n < late, **seen) for n in range(count))

    return bring


def _row(day: date, is_late: bool, **more: Any) -> Case:
    at = timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=10)
    due = day - timedelta(days=1) if is_late else day + timedelta(days=1)
    key = uuid4()
    return Case(
        **{
            "reference": f"U-{key.hex[:12]}", "secret_digest": key.hex, "submission": key, "channel": "portal",
            "state": "closed", "title": "Lampu padam", "received_at": at - timedelta(days=5),
            "assigned_at": at - timedelta(days=5), "answered_at": at, "closed_at": at + timedelta(hours=1),
            "verify_by": due, "answer_by": due, "finish_by": due, "legal_reply_by": due, "legal_by": due,
        } | more
    )  # fmt: skip


@pytest.fixture
def a_year(answered: Callable[..., list[Case]]) -> None:
    """Twenty answers a week about street lamps, one or two late; twelve of twenty late in the last two weeks."""
    for week in range(52):
        answered(20, weeks_ago=week, late=12 if week < 2 else 1 + week % 2)


@pytest.fixture
def viewer(city: Any) -> Callable[[str], queries.Viewer]:
    return lambda who: queries.viewer(standing_of(getattr(city, who), timezone.localdate()))


@pytest.fixture
def place(viewer: Callable[[str], queries.Viewer]) -> Callable[..., queries.Place | None]:
    def at(who: str, board: str, **more: Any) -> queries.Place | None:
        said: dict[str, Any] = {"on": timezone.localdate(), "unit": None, "service": None, "area": None}
        return queries.place(viewer(who), board, **said | more)

    return at
