"""The main way through the city: a resident's words reach the responsible officer, and come back answered."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.journeys.story import answer, fact, follow, look, press, report, route, says, sign_in, take_up

WORDS = "Sampah menumpuk di bawah tiang lampu jalan Mawar sejak hari raya, baunya sampai ke rumah. Tolong ya pak."


def test_a_report_is_routed_handed_over_answered_reopened_and_closed(open_city, open_page, axe, photograph):
    resident = open_page("phone")
    sent = report(
        resident,
        WORDS,
        place="Jalan Mawar, depan SD 3",
        photo=photograph,
        name="Siti Rahmawati",
        email="siti@example.com",
        seen=lambda page, step: look(page, f"report-{step}", axe),
    )
    assert sent.reference.startswith("KL-")
    assert str(date.today().year) in fact(resident, "Tanggapan paling lambat")
    assert says(resident, "Petugas penyaluran sedang membaca laporan Anda")

    router = sign_in(open_page(), open_city.routing_officer)
    router.goto(f"/desk/routing/?case={sent.reference}")
    look(router, "report-routing", axe)
    route(router, sent.reference, "Kepala Bidang Jalan dan Penerangan")

    officer = sign_in(open_page(), open_city.officer)
    hand_over(officer, sent.reference, axe)
    addressee = sign_in(open_page(), open_city.colleague)
    accept(addressee, sent.reference, axe)
    answer(addressee, sent.reference, "Sampah sudah kami angkut pagi ini, dan kini diangkut tiap Senin dan Kamis.")
    look(addressee, "report-answered-desk", axe)

    resident.goto(sent.link)
    look(resident, "report-track-answered", axe)
    assert says(
        resident, "Laporan Anda ditangani oleh Kepala Bidang Kebersihan, karena Peraturan Daerah 3/2019 Pasal 7."
    )
    assert says(resident, "Sampah sudah kami angkut pagi ini")
    reopen(resident, axe)
    answer(addressee, sent.reference, "Bak sampah sudah kami pasang kemarin sore.")
    resident.goto(sent.link)
    close(resident, axe)


def hand_over(page: Any, reference: str, axe: Any) -> None:
    """The officer of the lamps sees that it is about waste, and says whose it is by which article."""
    pane = take_up(page, reference)
    look(page, "report-desk", axe)
    follow(pane, "Limpahkan")
    pane.get_by_label("Kepala Bidang Kebersihan").check()
    look(page, "report-hand-over", axe)
    pane.get_by_label("Bukan kewenangan jabatan ini").check()
    pane.get_by_label("Penjelasan").fill("Lampunya menyala; yang dikeluhkan sampah, tugas Bidang Kebersihan.")
    press(pane, "Ajukan pelimpahan")
    assert says(pane, "Pelimpahan menunggu keputusan")


def accept(page: Any, reference: str, axe: Any) -> None:
    pane = take_up(page, reference)
    assert says(pane, "Pasal 7")
    look(page, "report-handed-over", axe)
    follow(pane, "Terima pelimpahan")
    press(pane, "Terima laporan ini")
    assert says(page, "Laporan sekarang pada Anda.")


def reopen(page: Any, axe: Any) -> None:
    follow(page, "Belum selesai, buka kembali")
    look(page, "report-reopen", axe)
    page.get_by_label("Apa yang belum selesai?").fill("Bak sampahnya belum dipasang seperti yang dijanjikan.")
    press(page, "Buka kembali")
    assert says(page, "Terima kasih. Sudah kami catat dan teruskan.")


def close(page: Any, axe: Any) -> None:
    assert says(page, "Bak sampah sudah kami pasang")
    follow(page, "Sudah selesai, tutup laporan")
    look(page, "report-close", axe)
    page.get_by_label("Ya, saya puas").check()
    press(page, "Tutup laporan")
    assert says(page, "Laporan selesai")
    look(page, "report-track-closed", axe)
