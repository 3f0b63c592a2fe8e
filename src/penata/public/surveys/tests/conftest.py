"""The small city with a service, and a satisfaction survey of the roads division that is open."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from penata.foundation.journal.rules import Actor
from penata.organization.people.queries import standing as standing_of
from penata.public.catalog import actions as catalog
from penata.public.surveys import actions
from penata.public.surveys.models import Survey
from penata.public.surveys.rules.elements import ELEMENTS

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # nine in the morning in Jakarta
SINCE, UNTIL = date(2026, 11, 1), date(2027, 3, 1)
SYSTEM = Actor.system("tests")


def whole(value: int = 3, **others: object) -> dict[str, object]:
    """A sheet with the same answer to all nine elements."""
    return {code: str(value) for code in ELEMENTS} | others


@pytest.fixture
def standing(city):
    return lambda who, on=TODAY: standing_of(getattr(city, who), on)


@pytest.fixture
def service(city):
    contents = catalog.Contents(
        name="Perbaikan lampu jalan", summary="Kami memperbaiki lampu.", topic="complaint", promise_days=3
    )
    basis = {"decree": city.decree, "article": "Pasal 4", "on": date(2024, 1, 1), "by": SYSTEM}
    return catalog.open_service(code="lampu-jalan", function=city.functions["1.03.11"], contents=contents, **basis)


@pytest.fixture
def make(city, service):
    def made(kind: str = "satisfaction", unit: str = "DPU-JALAN", **values) -> Survey:
        facts = {
            "title": "SKM lampu jalan",
            "since": SINCE,
            "until": UNTIL,
            "service": service,
            "by": SYSTEM,
            "at": NOW,
        }
        return actions.make_survey(kind=kind, unit=city.units[unit], **facts | values)

    return made


@pytest.fixture
def survey(make) -> Survey:
    return actions.open_survey(make(population=100), by=SYSTEM, at=NOW)


@pytest.fixture
def point(survey):
    return survey.points.get(kind="link")
