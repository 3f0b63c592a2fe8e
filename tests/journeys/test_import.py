"""A small file of units comes in on the web, and the chart shows them from their day on."""

from __future__ import annotations

from datetime import date
from typing import Any

from penata.organization.structure.models import Unit
from tests.journeys.story import field, follow, look, press, says, sign_in

HEAD = "kode;Nama OPD;jenis;induk;berlaku_mulai\n"
DEPARTMENT = "DKOMINFO;Dinas Komunikasi dan Informatika;dinas;KL;2025-01-01\n"
LOST = "DKOMINFO-E;Bidang E-Government;bidang;DKOMINFOO;2025-01-01\n"
FOUND = LOST.replace("DKOMINFOO", "DKOMINFO")


def test_units_are_brought_in_from_a_file_and_shown_from_their_day_on(open_city, open_page, axe, tmp_path):
    page, file = sign_in(open_page(), open_city.administrator), tmp_path / "unit-kerja.csv"
    file.write_text(HEAD + DEPARTMENT + LOST)
    upload(page, file)
    look(page, "import-preview", axe)
    assert says(page, "Bidang E-Government")
    field(page, "Nama").select_option("Nama OPD")
    press(page, "Uji coba")
    assert says(page, "Tidak ada yang dimasukkan")
    assert says(page, "induk “DKOMINFOO” tidak ada di berkas ini maupun di data.")
    assert says(page, "atau putuskan “Baris tanpa dasar hukum: Catat sebagai data awal”")
    look(page, "import-refused", axe)

    file.write_text(HEAD + DEPARTMENT + FOUND)
    upload(page, file)
    field(page, "Nama").select_option("Nama OPD")
    choose_basis(page)
    press(page, "Uji coba")
    look(page, "import-tried", axe)
    assert not Unit.objects.filter(code="DKOMINFO").exists()
    field(page, "Alasan").fill("Penataan 2025")
    press(page, "Masukkan 2 baris")
    assert says(page, "Sudah masuk")
    look(page, "import-done", axe)

    page.goto("/organization/")
    field(page, "Keadaan pada tanggal").fill(date(2024, 12, 31).isoformat())
    press(page, "Tampilkan")
    assert page.get_by_role("link", name="Dinas Komunikasi dan Informatika").count() == 0
    field(page, "Keadaan pada tanggal").fill(date(2025, 1, 1).isoformat())
    press(page, "Tampilkan")
    follow(page, "Dinas Komunikasi dan Informatika")
    assert says(page, "Bidang E-Government")

    page.goto("/organization/")
    look(page, "chart-slider", axe)
    page.get_by_role("slider", name="Geser ke hari berubahnya bagan").press("Home")
    page.get_by_role("link", name="Dinas Komunikasi dan Informatika").wait_for(state="detached")
    look(page, "chart-slid-back", axe)
    page.get_by_role("slider", name="Geser ke hari berubahnya bagan").press("End")
    page.get_by_role("link", name="Dinas Komunikasi dan Informatika").wait_for()


def upload(page: Any, file: Any) -> None:
    page.goto("/imports/")
    page.get_by_label("Jenis data").select_option("units")
    page.get_by_label("Berkas").set_input_files(file)
    press(page, "Unggah dan lihat isinya")


def choose_basis(page: Any) -> None:
    """The rows name no decree: the officer states that they are initial data."""
    field(page, "Baris tanpa dasar hukum").select_option(label="Catat sebagai data awal")
