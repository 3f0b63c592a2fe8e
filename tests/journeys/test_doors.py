"""Other doors than the portal's: anonymously, at the counter, by another program, and without JavaScript."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from penata.foundation.accounts import actions as accounts
from penata.foundation.journal.rules import Actor
from tests.journeys.story import answer, fact, field, follow, look, press, report, route, says, sign_in, take_up

WORDS = "Lampu jalan di depan rumah saya mati sejak hari Senin, gelap dan rawan."
NAME, EMAIL = "Siti Rahmawati", "siti@example.com"


def test_the_unit_never_sees_who_reports_anonymously_and_the_routing_officer_may(open_city, open_page, axe):
    resident = open_page("phone")
    sent = report(resident, WORDS, name=NAME, email=EMAIL, is_anonymous=True, service="lampu-jalan")
    assert fact(resident, "Yang menjawab").count("Kepala Bidang Jalan dan Penerangan")

    officer = sign_in(open_page(), open_city.officer)
    pane = take_up(officer, sent.reference)
    assert says(pane, "Anonim: identitasnya disembunyikan dari unit.")
    look(officer, "anonymous-desk", axe)
    for path in (f"/cases/{sent.reference}/", f"/cases/{sent.reference}/answer/", "/desk/", "/search/?q=Rahmawati"):
        officer.goto(path)
        assert NAME not in officer.content(), path
        assert EMAIL not in officer.content(), path
    papers = officer.request.get(f"/cases/{sent.reference}/papers/file/")
    assert papers.ok
    assert NAME.encode() not in papers.body()

    router = sign_in(open_page(), open_city.routing_officer)
    router.goto(f"/cases/{sent.reference}/")
    assert NAME in fact(router, "Pelapor")


def test_a_report_at_the_counter_gets_a_receipt_and_goes_to_the_same_desk(open_city, open_page, axe):
    clerk = sign_in(open_page(), counter_clerk(open_city))
    clerk.goto("/cases/counter/")
    look(clerk, "counter-form", axe)
    press(clerk, "Simpan dan salurkan")
    assert says(clerk, "Ada yang perlu diperbaiki")
    field(clerk, "Apa yang disampaikan warga").fill(WORDS)
    field(clerk, "Layanan").select_option(label="Perbaikan lampu jalan")
    field(clerk, "Kelurahan").select_option(label="Sukamaju")
    field(clerk, "Nama pelapor").fill(NAME)
    clerk.get_by_role("textbox", name="Telepon").fill("0812 3456 7890")
    press(clerk, "Simpan dan salurkan")
    assert says(clerk, "Laporan tersimpan")
    look(clerk, "counter-done", axe)
    reference = clerk.locator("h1").inner_text()
    receipt = clerk.request.get(clerk.get_by_role("link", name="Cetak tanda terima").get_attribute("href"))
    assert receipt.headers["content-type"] == "application/pdf"
    assert receipt.body().startswith(b"%PDF")
    assert clerk.request.get(f"/cases/{reference}/").status == 404  # the counter hands in, it does not read

    officer = sign_in(open_page(), open_city.officer)
    assert says(take_up(officer, reference), WORDS)


def test_a_report_of_another_program_is_answered_at_the_same_desk(open_city, open_page):
    made = accounts.issue_key(
        name="Aplikasi warga", permissions=["cases.submit"], since=date(2020, 1, 1), by=Actor.system("tests")
    )
    client = open_page().request
    form = {"service_code": "lampu-jalan", "description": WORDS, "lat": "-6.99", "long": "110.41"}
    answered = client.post("/open311/v2/requests.json", form={"api_key": made[1], **form})
    (sent,) = answered.json()
    reference = sent["service_request_id"]
    again = client.post("/open311/v2/requests.json", form={"api_key": made[1], **form})
    assert again.json()[0]["service_request_id"] == reference

    officer = sign_in(open_page(), open_city.officer)
    answer(officer, reference, "Lampu sudah kami ganti siang ini.")
    moderator = sign_in(open_page(), open_city.administrator)
    moderator.goto("/cases/moderation/")
    moderator.get_by_role("button", name="Terbitkan").first.click()
    (found,) = client.get(f"/open311/v2/requests/{reference}.json").json()
    assert found["status_notes"] == "Ditanggapi"
    assert found["agency_responsible"] == "Bidang Jalan dan Penerangan"


def counter_clerk(city: Any) -> Any:
    """Someone who may write reports down, and nothing more."""
    by = Actor.system("tests")
    role = accounts.save_role(code="loket", name="Petugas loket", permissions=["cases.counter"], by=by)
    accounts.grant_role(account=city.village_head, role=role, since=date(2020, 1, 1), by=by)
    return city.village_head


@pytest.mark.parametrize("scheme", ["light"])
def test_a_resident_reports_and_follows_without_javascript(open_city, open_page, photograph, scheme):
    resident = open_page("phone", scripts=False, scheme=scheme)
    sent = report(
        resident, WORDS, place="Gang Delima 3", photo=photograph, name=NAME, seen=lambda page, step: narrow(page)
    )
    router = sign_in(open_page("phone", scripts=False), open_city.routing_officer)
    route(router, sent.reference, "Kepala Bidang Jalan dan Penerangan")
    officer = sign_in(open_page("phone", scripts=False), open_city.officer)
    officer.goto("/desk/")
    officer.locator(f"[data-case='{sent.reference}']").click()
    follow(officer, "Jawab")
    field(officer, "Jawaban untuk pelapor").fill("Lampu sudah menyala kembali.")
    press(officer, "Kirim jawaban")
    assert says(officer, "Jawaban sudah dikirim kepada pelapor.")
    resident.goto(sent.link)
    narrow(resident)
    look(resident, "without-scripts-track")
    assert says(resident, "Lampu sudah menyala kembali.")
    assert resident.locator("ul.photos img").count() == 1
    follow(resident, "Sudah selesai, tutup laporan")
    press(resident, "Tutup laporan")
    assert says(resident, "Pilih salah satu.")
    resident.get_by_label("Ya, saya puas").check()
    press(resident, "Tutup laporan")
    assert says(resident, "Laporan selesai")


def narrow(page: Any) -> None:
    """Nothing is wider than the phone."""
    assert page.locator("html").bounding_box()["width"] <= 360
