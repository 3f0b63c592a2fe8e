"""The small city of all tests, and what a case needs of it: a service with a promise, a routing officer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.notices.models import Notice
from penata.organization.people.queries import standing as standing_of
from penata.public.catalog import actions as catalog
from penata.public.routing.models import RoutingSettings

from .. import actions
from ..models import Case
from ..rules import Submission

TODAY = date(2026, 11, 20)  # a Friday
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # nine in the morning in Jakarta
RESIDENT = Actor(None, "Pelapor")
WORDS = "Lampu jalan di Jalan Mawar mati sejak tiga hari, gelap sekali."
WHO = {
    "WALI-KOTA": "mayor",
    "KADIS-PU": "head",
    "KABID-JALAN": "officer",
    "TEKNISI-JALAN": "technician",
    "KABID-SAMPAH": "colleague",
    "PENYALUR": "routing_officer",
    "CAMAT-SUKA": "district_head",
    "LURAH-MAJU": "village_head",
}


def hours(count: float) -> datetime:
    return NOW + timedelta(hours=count)


@pytest.fixture
def city(city) -> SimpleNamespace:
    with transaction.atomic():
        service = catalog.open_service(
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
    accounts = {code: getattr(city, who) for code, who in WHO.items()}
    return SimpleNamespace(
        base=city,
        accounts=accounts,
        positions=city.positions,
        units=city.units,
        functions=city.functions,
        areas=city.areas,
        service=service,
        village=city.areas["99.71.01.1001"],
        lamps=city.functions["1.03.11"],
        waste=city.functions["2.11.11"],
        actor=lambda code: Actor(accounts[code].pk, f"Nama {code}"),
    )


@pytest.fixture
def standing(city) -> Callable[[str], Standing]:
    return lambda code: standing_of(city.accounts[code], TODAY)


@pytest.fixture
def hand_in(city) -> Callable[..., actions.Submitted]:
    def submit(at: datetime = NOW, **changes) -> actions.Submitted:
        values = {
            "key": uuid4(),
            "words": WORDS,
            "area_id": city.village.id,
            "service_id": city.service.id,
            "name": "Zubaidah Wulandari",
            "email": "zubaidah@example.com",
            "phone": "+62 812-3456-7890",
        }
        return actions.submit(Submission(**values | changes), by=RESIDENT, at=at)

    return submit


@pytest.fixture
def case(hand_in) -> Case:
    return hand_in().case


@pytest.fixture
def officer(city) -> Actor:
    return city.actor("KABID-JALAN")


@pytest.fixture
def checked_at_the_end(db) -> Iterator[None]:
    """What the database checks at the end of a transaction, checked at the end of each test."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")


def told(case: Case) -> set[tuple[str, str]]:
    """(kind, address or who in the city) of what was told about a case."""
    rows = Notice.objects.filter(about_key=str(case.pk), cancelled_at=None).exclude(channel="webhook")
    return {
        (n.kind, n.address if n.recipient is None else n.recipient.email.split("@")[0])
        for n in rows.select_related("recipient")
    }


def kinds(case: Case) -> list[str]:
    """The kinds of a case's steps, in order."""
    return list(case.steps.order_by("at", "id").values_list("kind", flat=True))


@pytest.fixture
def today_case(hand_in):
    """A case of today, since pages ask for the real day."""
    return lambda **changes: hand_in(at=timezone.now(), **changes).case


@pytest.fixture
def as_(city, sign_in):
    return lambda code: sign_in(city.accounts[code])


@pytest.fixture
def act(as_):
    """`act("KABID-JALAN", case, "note", text="…")`: what an officer sends from the page of an act."""

    def send(code: str, case: Case, name: str, **typed: object):
        return as_(code).post(reverse("cases:act", args=[case.reference, name]), typed)

    return send
