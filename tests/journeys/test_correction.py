"""What was recorded wrongly is corrected, and what the city believed before stays readable."""

from __future__ import annotations

from tests.journeys.story import field, follow, look, press, says, sign_in


def test_a_corrected_mandate_keeps_what_was_believed_before(open_city, open_page, axe):
    page = sign_in(open_page(), open_city.administrator)
    page.goto("/organization/functions/2.11.11/")
    assert says(page, "Kepala Bidang Kebersihan")
    follow(page, "Riwayat")
    mandates = page.get_by_role("table", name="Kewenangan atas tugas ini")
    follow(mandates, "Perbaiki data")
    look(page, "correction-form", axe)
    press(page, "Simpan")
    assert says(page, "Ada yang perlu diperbaiki")
    field(page, "Jabatan").fill("Kepala Dinas Lingkungan Hidup")
    field(page, "Pasal").fill("Pasal 9")
    field(page, "Mengapa data ini diperbaiki").fill("Salah baca lampiran: tugas ini dipegang kepala dinas.")
    press(page, "Simpan")

    rows = page.get_by_role("table", name="Kewenangan atas tugas ini").get_by_role("row")
    believed, before = rows.filter(has_text="KADIS-LH"), rows.filter(has_text="KABID-SAMPAH")
    assert "Pasal 9" in believed.inner_text()
    assert "diperbaiki" not in believed.inner_text()
    assert "Pasal 7" in before.inner_text()
    assert "diperbaiki" in before.inner_text()
    look(page, "correction-history", axe)
    follow(page, "Pengelolaan persampahan")
    assert page.get_by_role("link", name="Kepala Dinas Lingkungan Hidup").count() == 1
