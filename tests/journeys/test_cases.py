"""A report on an officer's desk: answered, handed over, accepted; every page in both languages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.public.cases import actions
from penata.public.cases.models import Case
from penata.public.cases.rules import Submission

WORDS = "Lampu jalan di Jalan Mawar mati sejak tiga hari, gelap sekali. Hubungi 0812-3456-7890."


@pytest.fixture
def reported(transactional_db: None, city: Any) -> Any:
    """The small city with one report at the officer's position, and one that nobody was chosen for."""
    at = timezone.now() - timedelta(days=1)
    area = city.areas["99.71.01.1001"].pk
    for number in range(2):
        submission = Submission(key=uuid4(), words=WORDS, area_id=area, name="Siti Rahmawati", email="siti@example.com")
        case = actions.submit(submission, by=Actor(None, "Pelapor"), at=at).case
        if number == 0:
            actions.assign(case, to=city.positions["KABID-JALAN"].pk, by=Actor.system(), at=at + timedelta(hours=1))
            city.case = case
    return city


def signed_in(page: Any, account: Any, live_server: Any) -> None:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": live_server.url}
    page.context.add_cookies([cookie])


def test_a_report_is_handed_over_accepted_and_answered(reported, open_page, live_server):
    case = reported.case
    officer, colleague = open_page("desktop"), open_page("desktop")
    signed_in(officer, reported.officer, live_server)
    signed_in(colleague, reported.colleague, live_server)
    officer.goto(case.get_absolute_url())
    officer.keyboard.press("h")
    officer.get_by_label("Cari jabatan lain").fill("bidang kebersihan")
    officer.get_by_role("button", name="Cari jabatan").click()
    officer.get_by_label("Kepala Bidang Kebersihan", exact=False).first.check()
    officer.get_by_label("Bukan kewenangan jabatan ini").check()
    officer.get_by_label("Penjelasan").fill("Ini tumpukan sampah, bukan lampu.")
    officer.get_by_label("Pasal yang menunjukkan kewenangan").fill("Perda 3/2019 pasal 9")
    officer.get_by_role("button", name="Ajukan pelimpahan").click()
    officer.get_by_text("Pelimpahan menunggu keputusan.").wait_for()
    colleague.goto(case.get_absolute_url())
    colleague.get_by_role("link", name="Terima pelimpahan").click()
    colleague.get_by_role("button", name="Terima laporan ini").click()
    colleague.locator("[data-key=a]").wait_for()  # the case, which is his now
    colleague.wait_for_load_state("load")
    colleague.keyboard.press("a")
    colleague.get_by_label("Jawaban untuk pelapor").fill("Sampahnya sudah kami angkut.")
    colleague.get_by_role("button", name="Kirim jawaban").click()
    colleague.get_by_text("Laporan ditanggapi").first.wait_for()
    assert Case.objects.get(pk=case.pk).state == "answered"


def test_every_act_on_a_case_is_without_a_finding(reported, open_page, live_server, axe):
    page = open_page("phone")
    signed_in(page, reported.administrator, live_server)
    case = reported.case.get_absolute_url()
    acts = ("answer", "hand_over", "assign", "split", "join_same", "archive", "erase", "note")
    for path in [case, *[f"{case}{act}/" for act in acts]]:  # the other pages: test_axe
        page.goto(path)
        axe(page)
