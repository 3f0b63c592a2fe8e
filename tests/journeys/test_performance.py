"""A civil servant's evaluation: expectations, evidence, the matrix, an objection and its answer, and the export."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from penata.delivery.performance import actions
from penata.delivery.performance.models import Evaluation
from penata.foundation.journal.rules import Actor
from penata.public.cases import actions as cases
from penata.public.cases.rules import Submission
from tests.journeys.story import field, follow, look, press, says, sign_in

BY = Actor.system("tests")


@pytest.fixture
def year(open_city: Any) -> Any:
    """This year is open, and this month's report of the officer is expected."""
    actions.open_year(timezone.localdate().year, rhythm="monthly", by=BY, at=timezone.now())
    return open_city


def answered(city: Any) -> str:
    """A report that the officer has answered today."""
    words, at = "Lampu jalan di Jalan Mawar mati sejak tiga hari, gelap sekali.", timezone.now()
    said = Submission(key=uuid4(), words=words, area_id=city.areas["99.71.01.1001"].pk)
    case = cases.submit(said, by=Actor(None, "Pelapor"), at=at).case
    cases.assign(case, to=city.positions["KABID-JALAN"].pk, by=BY, at=at)
    cases.answer(case, text="Lampu sudah diganti.", is_final=True, by=city.actor("officer"), at=at)
    return str(case.reference)


def test_a_year_of_performance_from_the_expectation_to_the_export(year, open_page, axe):
    reference = answered(year)
    officer, head = sign_in(open_page("phone"), year.officer), sign_in(open_page(), year.head)
    expects(officer, axe)
    agrees(head, axe)
    reports(officer, reference, axe)
    decides(head, axe)
    objects(officer, axe)
    answers(sign_in(open_page(), year.mayor), axe)
    officer.reload()
    assert says(officer, "Keputusan diubah")
    downloads(sign_in(open_page(), year.administrator), axe)


def expects(page: Any, axe: Any) -> None:
    page.goto("/performance/")
    page.get_by_role("button", name="Susun SKP").click()
    follow(page, "Tambah hasil kerja")
    field(page, "Hasil kerja").fill("Lampu jalan menyala")
    field(page, "Indikator waktu").fill("Laporan dijawab dalam tenggat")
    field(page, "Target waktu").fill("95 persen")
    look(page, "performance-result-phone", axe)
    press(page, "Simpan")
    assert says(page, "95 persen")
    follow(page, "Ajukan SKP")
    press(page, "Tanda tangani dan ajukan")
    assert says(page, "SKP diajukan kepada atasan.")
    look(page, "performance-expectation-phone", axe)


def agrees(page: Any, axe: Any) -> None:
    page.goto("/performance/team/")
    look(page, "performance-team", axe)
    page.get_by_role("link", name="Sari Puspita").first.click()
    follow(page, "Tetapkan SKP")
    press(page, "Tanda tangani dan tetapkan")
    assert says(page, "SKP ditetapkan.")


def reports(page: Any, reference: str, axe: Any) -> None:
    month = _this_month()
    page.goto(month.get_absolute_url())
    assert says(page, "1 laporan warga dijawab")
    follow(page, "Isi laporan dan pilih bukti")
    field(page, "Lampu jalan menyala").fill("Semua laporan dijawab dalam dua hari.")
    page.get_by_label(f"Pakai {reference}").check()
    page.get_by_label(f"Komentar tentang {reference}").fill("Diganti pada hari yang sama.")
    look(page, "performance-evidence-phone", axe)
    press(page, "Simpan laporan")
    assert says(page, "Diganti pada hari yang sama.")
    follow(page, "Serahkan laporan")
    press(page, "Tanda tangani dan serahkan")
    assert says(page, "Menunggu keputusan atasan")


def decides(page: Any, axe: Any) -> None:
    page.goto("/performance/team/")
    page.get_by_role("link", name="Evaluasi Sari Puspita").first.click()
    follow(page, "Putuskan evaluasi")
    first = page.get_by_role("radio", name="hasil kerja di atas ekspektasi, perilaku di bawah ekspektasi")
    first.focus()
    for key in ("ArrowRight",) * 7:  # from the first cell to results below, conduct as expected
        page.keyboard.press(key)
    assert page.get_by_role("radio", name="hasil kerja di bawah ekspektasi, perilaku sesuai ekspektasi").is_checked()
    field(page, "Untuk pegawai").fill("Targetnya belum tercapai.")
    look(page, "performance-decide", axe)
    press(page, "Tanda tangani keputusan")
    assert says(page, "Keputusan tersimpan.")


def objects(page: Any, axe: Any) -> None:
    page.goto(_this_month().get_absolute_url())
    assert says(page, "Butuh perbaikan")
    follow(page, "Ajukan keberatan")
    field(page, "Keberatan").fill("Satu-satunya laporan bulan ini dijawab dalam tenggat.")
    press(page, "Ajukan keberatan")
    assert says(page, "Keberatan menunggu jawaban")
    look(page, "performance-objection-phone", axe)


def answers(page: Any, axe: Any) -> None:
    page.goto(_this_month().get_absolute_url())
    follow(page, "Jawab keberatan")
    page.get_by_role("radio", name="hasil kerja sesuai ekspektasi, perilaku sesuai ekspektasi").check()
    field(page, "Jawaban").fill("Benar, hasilnya sesuai target.")
    look(page, "performance-answer", axe)
    press(page, "Tanda tangani jawaban")
    assert says(page, "Keberatan dijawab; evaluasi ditutup.")


def downloads(page: Any, axe: Any) -> None:
    page.goto(f"/performance/overview/?period={_this_month().period_id}")
    look(page, "performance-overview", axe)
    with page.expect_download() as waiting:
        follow(page, "CSV")
    said = waiting.value.path().read_text(encoding="utf-8-sig")
    assert "198609262015051001" in said
    assert "Sesuai ekspektasi" in said


def _this_month() -> Evaluation:
    today = date.today()
    return Evaluation.objects.get(person__nip="198609262015051001", period__kind="monthly", period__number=today.month)
