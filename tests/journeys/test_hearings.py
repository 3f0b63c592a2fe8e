"""A hearing in a browser: drafted with its phases, commented on, voted on, met about, and answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.public.forum import actions
from penata.public.forum.models import Comment, Conversation, Hearing, Meeting
from penata.public.forum.tests.hearing_city import fill
from tests.journeys.story import field, follow, look, press, says, sign_in

SYSTEM = Actor.system("tests")


def draft(desk: Any, axe: Any) -> Hearing:
    """An officer writes the text, plans two phases, and publishes."""
    desk.goto("/forum/hearings/run/")
    follow(desk, "Buat konsultasi")
    field(desk, "Judul").fill("Standar lampu jalan")
    field(desk, "Ringkasan").fill("Lampu jalan diperbaiki lebih cepat.")
    field(desk, "Unit").fill("DPU-JALAN")
    press(desk, "Simpan")
    follow(desk, "Tambah bagian atau alternatif")
    field(desk, "Judul").fill("Waktu")
    field(desk, "Naskah").fill("Tiga hari kerja.\n\nDi jalan besar satu hari.")
    press(desk, "Simpan")
    today = timezone.localdate()
    for title, since, days in (("Masukan", today, 5), ("Penetapan", today + timedelta(days=6), 5)):
        follow(desk, "Tambah tahap")
        field(desk, "Nama tahap").fill(title)
        field(desk, "Hari pertama").fill(since.isoformat())
        field(desk, "Hari terakhir").fill((since + timedelta(days=days)).isoformat())
        if title == "Masukan":
            for label in ("memberi masukan pada naskah", "memberi suara dan memilih alternatif"):
                desk.get_by_role("group", name="Warga boleh").get_by_label(label).check()
        desk.get_by_label("Unit menetapkan dan menerbitkan hasil").check()
        look(desk, "hearing-phase", axe)
        press(desk, "Simpan")
    look(desk, "hearing-draft", axe)
    press(desk, "Terbitkan")
    says(desk, "Diterbitkan: semua orang dapat membacanya.")
    return Hearing.objects.get()


def poll(desk: Any) -> Conversation:
    """Then an opinion poll with three statements."""
    follow(desk, "Buat jajak pendapat")
    field(desk, "Judul").fill("Lampu jalan: apa yang penting?")
    press(desk, "Simpan")
    follow(desk, "Tulis pernyataan")
    for words in ("Lampu gang lebih dahulu.", "Warga boleh memperbaiki sendiri.", "Laporkan lewat pesan."):
        field(desk, "Pernyataan").fill(words)
        press(desk, "Simpan")
    desk.get_by_role("link", name="Lampu jalan: apa yang penting?").first.click()
    press(desk, "Buka jajak pendapat")
    return Conversation.objects.get()


def comment_and_vote(phone: Any, conversation: Conversation) -> None:
    """What a resident does: a comment on a paragraph, and a vote on each statement."""
    phone.goto("/forum/hearings/")
    follow(phone, "Standar lampu jalan")
    phone.get_by_role("link", name="Beri masukan").first.click()
    field(phone, "Masukan Anda").fill("Dua hari saja.")
    press(phone, "Kirim masukan")
    says(phone, "Menunggu diperiksa")
    phone.goto(conversation.get_absolute_url())
    for answer in ("Setuju", "Tidak setuju", "Lewati, belum tahu"):
        press(phone, answer)
    says(phone, "Semua pernyataan sudah Anda nilai. Terima kasih.")


def minute(desk: Any, axe: Any) -> None:
    """Who was there, what was said, and the minutes signed."""
    desk.reload()
    follow(desk, "Forum konsultasi publik")
    follow(desk, "Masukkan daftar hadir kertas")
    field(desk, "Daftar hadir kertas").fill("Siti Aminah; pengguna; RT 02\nRadio Kota; media")
    press(desk, "Simpan")
    follow(desk, "Tulis berita acara")
    for label, words in (
        ("Pimpinan pertemuan", "Kepala Bidang Jalan"), ("Notulis", "Rudi"), ("Jalannya pembahasan", "Waktu dibahas."),
        ("Kesepakatan", "Dua hari kerja."),
    ):  # fmt: skip
        field(desk, label).fill(words)
    press(desk, "Simpan")
    look(desk, "meeting-run", axe)
    press(desk, "Sahkan berita acara")
    says(desk, "Berita acara disahkan.")


def answer_all(desk: Any, hearing: Hearing, axe: Any) -> None:
    """The comment is read and answered, and the outcome published."""
    desk.goto(f"/forum/hearings/run/{hearing.pk}/review/")
    look(desk, "hearing-review", axe)
    desk.get_by_role("button", name="Tampilkan").first.click()
    desk.goto(f"/forum/hearings/run/{hearing.pk}/outcome/")
    follow(desk, "Tulis keputusan")
    for label, words in (("Pokok bahasan", "Waktu"), ("Yang diputuskan", "Dua hari."), ("Alasan", "Regu cukup.")):
        field(desk, label).fill(words)
    press(desk, "Simpan")
    desk.get_by_label("Dua hari saja.").check()
    field(desk, "Keputusan").select_option(label="Diterima")
    field(desk, "Alasan").fill("Regu ditambah.")
    look(desk, "hearing-outcome", axe)
    press(desk, "Putuskan yang dipilih")
    follow(desk, "Terbitkan hasil")
    field(desk, "Hasil dalam beberapa kalimat").fill("Standar baru: dua hari kerja, mulai Januari.")
    press(desk, "Simpan")
    says(desk, "Hasil diterbitkan")


def test_a_hearing_from_its_draft_to_what_became_of_a_comment(open_city: Any, open_page: Any, axe: Any) -> None:
    desk = sign_in(open_page("desktop"), open_city.officer)
    hearing = draft(desk, axe)
    conversation = poll(desk)

    phone = open_page("phone", scripts=False)  # a resident comments on a paragraph and votes
    comment_and_vote(phone, conversation)

    fill(conversation, voters=45, statements=12, each=12)  # many others vote, and groups appear
    actions.group(conversation, at=timezone.now())
    follow(phone, "Lihat hasilnya")
    says(phone, "Peserta terbagi dalam 3 kelompok yang suaranya mirip.")
    seen = open_page("phone")
    for size, page in (("phone", seen), ("desktop", open_page("desktop"))):
        page.goto(f"/forum/opinions/{conversation.pk}/results/")
        look(page, f"opinions-{size}", axe)
        page.goto(conversation.get_absolute_url())
        look(page, f"vote-{size}", axe)
        page.goto(hearing.get_absolute_url())
        look(page, f"hearing-{size}", axe)

    desk.goto(f"/forum/hearings/run/{hearing.pk}/")  # a meeting is held, and minuted
    start = timezone.now() - timedelta(hours=3)
    meeting = actions.call_meeting(
        hearing, title="Forum konsultasi publik", place="Aula", starts_at=start, ends_at=start + timedelta(hours=2),
        by=SYSTEM, at=start,
    )  # fmt: skip
    minute(desk, axe)
    assert Meeting.objects.get().minutes_number
    paper = f"/forum/hearings/{hearing.pk}/meetings/{meeting.pk}/minutes.pdf"
    assert phone.request.get(paper).body().startswith(b"%PDF")

    answer_all(desk, hearing, axe)
    phone.goto(f"/forum/hearings/{hearing.pk}/mine/")  # and the contributor reads what became of it
    says(phone, "Regu ditambah.")
    seen.goto(f"/forum/hearings/{hearing.pk}/contributions/")
    look(seen, "contributions-phone", axe)
    assert Comment.objects.get().fate == "accepted"
