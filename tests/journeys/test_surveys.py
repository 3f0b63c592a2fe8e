"""Surveys in a browser: from a QR code on a phone, on a tablet that lost the network, from paper; and the report."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.public.surveys import actions, queries
from penata.public.surveys.models import Response, Survey
from tests.journeys.story import field, follow, look, press, says, sign_in

SYSTEM = Actor.system("tests")
GOOD = ("Sesuai", "Mudah", "Cepat", "Murah", "Sesuai", "Mampu", "Sopan", "Baik", "Dikelola dengan baik")


@pytest.fixture
def survey(open_city: Any) -> Survey:
    at, today = timezone.now(), timezone.localdate()
    made = actions.make_survey(
        kind="satisfaction", title="SKM lampu jalan", unit=open_city.units["DPU-JALAN"], service=open_city.service,
        since=today - timedelta(days=1), until=today + timedelta(days=30), population=100, by=SYSTEM, at=at,
    )  # fmt: skip
    return actions.open_survey(made, by=SYSTEM, at=at)


def test_a_resident_answers_on_a_phone_without_scripts(survey: Any, open_page: Any, axe: Any) -> None:
    phone = open_page("phone", scripts=False)
    phone.goto(f"/surveys/a/{survey.points.get(kind='link').code}/")
    press(phone, "Mulai menjawab")
    for answer in GOOD:
        press(phone, answer)
    phone.get_by_label("25–34 tahun").check()
    press(phone, "Lanjutkan")
    phone.locator("textarea").fill("Tolong lampu gang ditambah.")
    press(phone, "Lanjutkan")
    says(phone, "Periksa jawaban Anda")
    press(phone, "Kirim jawaban")
    says(phone, "Terima kasih. Jawaban Anda sudah masuk.")
    assert Response.objects.get().answers["ADUAN"] == "4"


def test_a_tablet_that_loses_the_network_sends_later_and_only_once(survey: Any, open_page: Any, axe: Any) -> None:
    kiosk = actions.add_point(survey, kind="kiosk", label="Loket 1", by=SYSTEM, at=timezone.now())
    tablet = open_page("phone")
    tablet.goto(f"/surveys/kiosk/{kiosk.code}/")
    tablet.wait_for_selector("survey-kiosk[data-kept=yes]", state="attached")
    look(tablet, "survey-kiosk", axe)
    tablet.wait_for_timeout(300)
    tablet.context.set_offline(True)
    tablet.reload()
    for _person in range(2):
        press(tablet, "Mulai menjawab")
        for answer in GOOD:
            press(tablet, answer)
        press(tablet, "Lanjutkan")
        press(tablet, "Kirim jawaban")
        says(tablet, "Terima kasih. Jawaban Anda sudah masuk.")
        press(tablet, "Jawaban berikutnya")
    says(tablet, "Menunggu dikirim: 2")
    assert not Response.objects.exists()
    tablet.context.set_offline(False)
    tablet.reload()
    tablet.get_by_text("Menunggu dikirim").wait_for(state="hidden")
    assert Response.objects.count() == 2
    assert queries.satisfaction(survey).n == 2


def test_a_head_types_paper_in_and_takes_the_report(survey: Any, open_city: Any, open_page: Any, axe: Any) -> None:
    desk = sign_in(open_page("desktop"), open_city.officer)
    desk.goto("/surveys/manage/")
    look(desk, "surveys", axe)
    follow(desk, "SKM lampu jalan")
    look(desk, "survey-empty", axe)
    follow(desk, "Masukkan lembar kertas")
    for words in ("Sesuai", "Mudah", "Cepat", "Murah"):
        desk.get_by_label(words, exact=True).first.check()
    look(desk, "survey-paper", axe)
    press(desk, "Simpan, lembar berikutnya")
    says(desk, "Lembar tersimpan.")
    sheets = [actions.Sheet({code: str(2 + n % 3) for code in codes(survey)}, timezone.localdate()) for n in range(31)]
    actions.bring_in(survey, sheets, by=SYSTEM, at=timezone.now())
    follow(desk, "SKM lampu jalan")
    says(desk, "1 lembar tidak lengkap tidak ikut dihitung.")
    look(desk, "survey", axe)
    report = desk.request.get(f"/surveys/manage/{survey.pk}/report.pdf")
    assert report.body().startswith(b"%PDF")
    follow(desk, "Perjalanan, kelompok, perbandingan, dan saran")
    look(desk, "survey-details", axe)
    desk.goto(survey.get_absolute_url())
    press(desk, "Tutup survei")
    press(desk, "Terbitkan hasil")
    follow(desk, "Halaman terbit")
    says(desk, "Dihitung dengan bobot 1/9.")
    look(desk, "survey-published", axe)


def codes(survey: Survey) -> list[str]:
    return [question.code for question in survey.questions if question.kind == "scale"]


def test_what_is_asked_looks_well_on_a_phone(survey: Any, open_page: Any, axe: Any) -> None:
    phone = open_page("phone")
    phone.goto("/surveys/")
    look(phone, "surveys-open", axe)
    follow(phone, "SKM lampu jalan")
    look(phone, "survey-begin", axe)
    press(phone, "Mulai menjawab")
    look(phone, "survey-question", axe)
    press(phone, "Sangat sesuai")
    phone.get_by_role("link", name="Kembali").click()
    assert phone.get_by_role("button", name="Sangat sesuai").get_attribute("aria-current") == "true"
    assert field(phone, "tidak ada").count() == 0


def test_a_pulse_is_written_answered_and_shows_no_small_group(open_city: Any, open_page: Any, axe: Any) -> None:
    desk = sign_in(open_page("desktop"), open_city.head)
    desk.goto("/surveys/manage/new/")
    field(desk, "Jenis").select_option(label="Survei singkat pegawai")
    field(desk, "Judul").fill("Denyut Dinas Pekerjaan Umum")
    field(desk, "Unit").fill("DPU")
    press(desk, "Simpan")
    follow(desk, "Susun pertanyaan")
    follow(desk, "Tambah pertanyaan")
    field(desk, "Jenis jawaban").select_option(label="Skala")
    field(desk, "Pertanyaan").fill("Beban kerja saya wajar.")
    field(desk, "Pilihan").fill("1 = Tidak setuju\n2 = Setuju")
    look(desk, "survey-question-form", axe)
    press(desk, "Simpan")
    look(desk, "survey-questions", axe)
    follow(desk, "Denyut Dinas Pekerjaan Umum")
    press(desk, "Buka survei")
    says(desk, "Hasilnya tampil sesudah survei ditutup")

    phone = sign_in(open_page("phone"), open_city.technician)
    phone.goto("/surveys/manage/")
    follow(phone, "Denyut Dinas Pekerjaan Umum")
    look(phone, "pulse-begin", axe)
    press(phone, "Mulai menjawab")
    press(phone, "Setuju")
    press(phone, "Kirim jawaban")
    says(phone, "Hasilnya hanya ditampilkan untuk kelompok yang cukup besar.")

    survey = Survey.objects.get()
    rows = [("DPU-JALAN", 7), ("DPU-AIR", 6), ("DPU", 2)]
    for unit, count in rows:
        sheets = [
            actions.Sheet({"P1": str(1 + n % 2)}, survey.since, unit_id=open_city.units[unit].pk) for n in range(count)
        ]
        actions.bring_in(survey, sheets, by=SYSTEM, at=timezone.now())
    desk.reload()
    press(desk, "Tutup survei")
    says(desk, "16 jawaban.")
    desk.get_by_label("Bandingkan menurut").get_by_role("link", name="Unit").click()
    says(desk, "2 kelompok terlalu kecil dan tidak ditampilkan.")
    look(desk, "pulse", axe)
