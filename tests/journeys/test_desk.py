"""A day at the desk: the routing officer sends reports on, the officer works through his list beside the cases."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.public.cases import actions as cases
from penata.public.cases.rules import Submission
from penata.public.catalog import actions as catalog
from penata.public.routing.models import RoutingSettings

WORDS = [
    "Lampu jalan di Jalan Mawar mati sejak tiga hari, gelap sekali.",
    "Tiang lampu jalan miring dan kabel menjuntai di depan SD, mohon segera.",
    "Lampu penerangan jalan di gang belakang pasar padam setiap malam.",
    "Jalan aspal berlubang besar di tikungan, sudah dua motor jatuh.",
]
UNCLEAR = [
    "Got tersumbat sampah, air meluap ke jalan setiap hujan.",
    "Mohon surat pengantar dibantu, sudah tiga kali datang loketnya tutup.",
]


@pytest.fixture
def busy_city(transactional_db: None, city: Any) -> Any:
    """The small city with a service, a routing officer, and reports on two desks."""
    service = catalog.open_service(
        code="lampu-jalan",
        function=city.functions["1.03.11"],
        contents=catalog.Contents(
            name="Perbaikan lampu jalan", summary="Kami memperbaiki lampu.", topic="complaint", promise_days=3
        ),
        decree=city.decree,
        article="Pasal 4",
        on=date(2024, 1, 1),
        by=Actor.system("tests"),
    )
    RoutingSettings.objects.update_or_create(id=1, defaults={"routing_position": city.positions["PENYALUR"]})
    for index, words in enumerate([*WORDS, *UNCLEAR]):
        submission = Submission(
            key=uuid4(),
            words=words,
            area_id=city.areas["99.71.01.1001"].pk,
            service_id=service.pk if index < len(WORDS) else None,
            latitude=-6.99,
            longitude=110.41,
            place="Dekat masjid",
            name="Siti Rahmawati",
            email="siti@example.com",
        )
        at = timezone.now() - timedelta(days=3 * index)
        cases.submit(submission, by=Actor(None, "Pelapor"), at=at)
    return city


def signed_in(page: Any, account: Any, address: str) -> None:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": address}
    page.context.add_cookies([cookie])


SHOTS = __import__("os").environ.get("SHOTS")


def shot(page, name):
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


@pytest.mark.parametrize(
    ("size", "scheme"), [("phone", "light"), ("desktop", "light"), ("desktop", "dark"), ("phone", "dark")]
)
def test_shots(busy_city, open_page, live_server, axe, size, scheme):
    for who, paths in {
        "officer": ["/desk/", "/desk/?urgent=1", "/search/?q=lamppu+jalan", "/search/"],
        "routing_officer": ["/desk/routing/", "/desk/routing/?q=sampah", "/desk/"],
        "head": ["/desk/units/", "/desk/?scope=unit"],
        "outsider": ["/search/?q=lampu"],
    }.items():
        page = open_page(size, scheme=scheme)
        signed_in(page, getattr(busy_city, who), live_server.url)
        for number, path in enumerate(paths):
            page.goto(path)
            page.wait_for_load_state("networkidle")
            shot(page, f"{size}-{scheme}-{who}-{number}")
            axe(page)
