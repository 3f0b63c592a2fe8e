"""A day at the desk: the routing officer sends reports on, the officer works through his list beside the cases."""

from __future__ import annotations

import os
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


def entered(page: Any, account: Any, live_server: Any, path: str) -> Any:
    signed_in(page, account, live_server.url)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    picture(page)
    return page


def picture(page: Any) -> None:
    """A picture for whoever wants to look: PENATA_PICTURES names the folder."""
    if folder := os.environ.get("PENATA_PICTURES"):
        page.screenshot(
            path=f"{folder}/{uuid4().hex[:6]}{page.url.split('/', 3)[3].replace('/', '-')[:40]}.png", full_page=True
        )


def test_the_routing_officer_sends_reports_on_with_one_key_and_takes_one_back(busy_city, desktop, live_server, axe):
    page = entered(desktop, busy_city.routing_officer, live_server, "/desk/routing/")
    axe(page)
    first = page.locator("article h2").inner_text()
    page.keyboard.press("1")
    page.get_by_role("button", name="Urungkan").wait_for()
    page.wait_for_load_state()  # the keys have been bound
    assert page.locator("article h2").inner_text() != first
    axe(page)
    page.keyboard.press("u")
    page.get_by_text("dibatalkan").wait_for()
    page.wait_for_load_state()
    assert page.locator("article h2").inner_text() == first
    page.keyboard.press("1")
    page.get_by_role("button", name="Urungkan").wait_for()
    page.get_by_role("button", name="Salurkan").first.click()
    page.get_by_text("Tidak ada laporan yang menunggu").wait_for()


def test_the_officer_reads_his_cases_beside_the_list(busy_city, desktop, live_server, axe):
    page = entered(desktop, busy_city.officer, live_server, "/desk/")
    titles = page.locator(".desk-row .row-title").all_inner_texts()
    page.locator("#desk-case").get_by_text(titles[0]).first.wait_for()
    axe(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    opened = page.evaluate("document.activeElement.dataset.case")
    page.wait_for_url(f"**open={opened}")
    page.locator("#desk-case").get_by_text(
        page.locator(f'[data-case="{opened}"] .row-title').inner_text()
    ).first.wait_for()
    page.keyboard.press("x")
    assert page.locator(".desk-row input:checked").count() == 1
    page.keyboard.press("Control+k")
    page.keyboard.type("j lampu")
    assert page.locator("#top-search").input_value() == "j lampu"
    page.reload()
    page.locator(f'[data-case="{opened}"][aria-current]').wait_for()


def test_a_case_is_answered_without_leaving_the_desk(busy_city, desktop, live_server, axe):
    page = entered(desktop, busy_city.officer, live_server, "/desk/")
    case = page.locator("#desk-case")
    case.locator("#case").wait_for()
    page.keyboard.press("a")
    case.locator("textarea[name=text]").fill("Sudah kami perbaiki pagi ini.")
    axe(page)
    case.locator("form[method=post] .acts .btn").first.click()
    page.locator("#case").get_by_text("Sudah kami perbaiki pagi ini.").first.wait_for()
    page.locator(".pane-list .notice").first.wait_for()
    assert "/desk/" in page.url
    assert page.locator(".group-title.is-reporter + .rows .desk-row").count() == 1


def test_without_scripts_a_row_leads_to_the_case(busy_city, open_page, live_server):
    page = entered(open_page("phone", scripts=False), busy_city.officer, live_server, "/desk/")
    page.locator(".desk-row .row-link").first.click()
    page.wait_for_url("**/cases/KL-*/")


def test_a_head_marks_many_at_once(busy_city, desktop, live_server, axe):
    page = entered(desktop, busy_city.officer, live_server, "/desk/")
    page.get_by_label("Pilih semua di halaman ini").check()
    page.get_by_role("button", name="Tandai mulai dikerjakan").click()
    page.get_by_role("heading", name="Tandai 4 laporan mulai dikerjakan?").wait_for()
    axe(page)
    page.get_by_role("button", name="Tandai mulai dikerjakan").click()
    page.get_by_text("4 laporan selesai diproses.").wait_for()


def test_a_full_desk_can_be_read_by_all(busy_city, open_page, live_server, axe):
    pages = {
        "officer": ["/desk/", "/desk/?due=late", "/search/?q=lamppu+jalan", "/search/"],
        "routing_officer": ["/desk/routing/?words=sampah", "/desk/"],
        "head": ["/desk/units/", "/desk/?scope=unit"],
        "outsider": ["/search/?q=lampu"],
    }
    for who, paths in pages.items():
        page = open_page("phone", scheme="dark")  # its pages in English and on a desktop: test_axe
        for path in paths:
            axe(entered(page, getattr(busy_city, who), live_server, path))
