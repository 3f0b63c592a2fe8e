"""A topic in a browser: residents talk, a post is hidden and shown again, an official promises and keeps it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from penata.foundation.accounts.actions import grant_role, save_role
from penata.foundation.journal.rules import Actor
from penata.foundation.notices.models import Notice
from penata.public.forum.models import Topic
from tests.journeys.story import field, follow, look, press, says, sign_in

SYSTEM = Actor.system("tests")
RUDE = "Petugasnya payah, tiga minggu tidak datang."


def letter(kind: str, to: str) -> Notice:
    """The newest letter of this kind to this address; its link is what only its reader holds."""
    return Notice.objects.filter(kind=f"forum.{kind}", address=f"{to}@example.com").latest("pk")


def introduce(phone: Any, name: str, button: str, kind: str = "confirm", yes: str = "Ya, ini tulisan saya") -> None:
    """Who is not known gives name and address, opens the letter and says yes."""
    field(phone, "Nama").fill(name)
    field(phone, "Surel").fill(f"{name.lower()}@example.com")
    press(phone, button)
    says(phone, "Periksa surel Anda")
    phone.goto(letter(kind, name.lower()).link)
    press(phone, yes)
    phone.get_by_role("button", name=yes).wait_for(state="detached")


def open_a_topic(phone: Any, city: Any) -> None:
    phone.goto("/forum/")
    follow(phone, "Buka topik")
    field(phone, "Judul").fill("Lampu gang di Sukamaju")
    field(phone, "Apa yang ingin Anda bicarakan?").fill("Lampu gang padam tiga minggu. Anak-anak pulang dalam gelap.")
    field(phone, "Layanan").select_option(value=str(city.service.pk))
    introduce(phone, "Siti", "Buka topik")
    says(phone, "Terima kasih. Tulisan ini milik Anda.")


def reply_and_support(phone: Any, topic: Topic) -> None:
    phone.goto(topic.get_absolute_url())
    follow(phone, "Tulis tanggapan")
    field(phone, "Tulisan Anda").fill(RUDE)
    phone.get_by_label("Mendukung", exact=True).check()
    introduce(phone, "Budi", "Kirim")
    phone.goto(topic.get_absolute_url())
    phone.get_by_role("button", name="Dukung 0 Siti").click()
    says(phone, "Anda mendukung 1")


def flag_and_follow(phone: Any, topic: Topic) -> None:
    phone.goto(topic.get_absolute_url())
    phone.get_by_role("link", name="Tandai Budi").click()
    phone.get_by_label("Menghina atau kasar").check()
    press(phone, "Kirim kepada moderator")
    says(phone, "Moderator akan memeriksa tulisan itu.")
    follow(phone, "Ikuti topik ini")
    introduce(phone, "Rina", "Kabari saya", "follow", "Ya, kabari saya")
    says(phone, "Anda mengikuti topik ini")


def hide(desk: Any, axe: Any) -> None:
    """The moderator reads English."""
    desk.goto("/forum/moderation/")
    look(desk, "forum-queue", axe)
    desk.locator("[data-row]", has_text=RUDE).click()
    desk.get_by_label("Why it is not shown").select_option(label="Insulting or rude")
    desk.get_by_label("Explanation for the author").fill("Sebutkan keadaannya tanpa menghina.")
    look(desk, "forum-decide", axe)
    press(desk, "Do not show")
    says(desk, "Saved; the author is told.")


def appeal(phone: Any) -> None:
    phone.goto(letter("hidden", "budi").link)
    says(phone, "Sebutkan keadaannya tanpa menghina.")
    follow(phone, "Ajukan banding")
    field(phone, "Mengapa tulisan itu seharusnya ditampilkan?").fill("Tiga minggu itu kenyataan.")
    press(phone, "Ajukan banding")
    says(phone, "Banding Anda diterima.")


def decide_the_appeal(desk: Any, axe: Any) -> None:
    desk.goto("/forum/moderation/")
    desk.locator("[data-row]", has_text="Tiga minggu itu kenyataan.").click()
    desk.get_by_label("Tampilkan kembali").check()
    field(desk, "Penjelasan untuk penulisnya").fill("Keluhannya benar; katanya masih wajar.")
    look(desk, "forum-appeal", axe)
    press(desk, "Putuskan")
    says(desk, "banding dikabulkan")


def answer_with_a_promise(desk: Any, axe: Any, topic: Topic) -> None:
    desk.goto(topic.get_absolute_url())
    follow(desk, "Jawab secara resmi")
    field(desk, "Jawaban resmi").fill("Kabelnya putus; kami ganti minggu ini.")
    field(desk, "Dasar kewenangan").select_option(index=1)
    field(desk, "Yang dijanjikan").fill("Lampu gang menyala")
    field(desk, "Paling lambat").fill((timezone.localdate() + timedelta(days=5)).isoformat())
    look(desk, "forum-answer", axe)
    press(desk, "Kirim jawaban")
    says(desk, "Jawaban resmi tampil paling atas")


def keep_it_and_close(desk: Any, axe: Any) -> None:
    follow(desk, "Tandai janji ini ditepati")
    field(desk, "Apa yang sudah dilakukan?").fill("Kabel diganti, dua belas lampu menyala.")
    press(desk, "Simpan")
    says(desk, "Ditepati")
    follow(desk, "Ubah keadaan")
    desk.get_by_label("Selesai").check()
    field(desk, "Alasan").fill("Gang terang lagi, diperiksa bersama ketua RT.")
    look(desk, "forum-state", axe)
    press(desk, "Simpan")
    says(desk, "Tersimpan; pengikut topik dikabari.")


def test_a_topic_from_its_first_words_to_a_promise_that_was_kept(open_city: Any, open_page: Any, axe: Any) -> None:
    role = save_role(code="moderator", name="Moderator", permissions=["forum.moderate"], by=SYSTEM)
    grant_role(account=open_city.environment_head, role=role, since=timezone.localdate(), by=SYSTEM)
    siti, budi, rina = open_page("phone", scripts=False), open_page("phone"), open_page("phone")
    open_a_topic(siti, open_city)
    topic = Topic.objects.get(is_shown=True)
    reply_and_support(budi, topic)
    flag_and_follow(rina, topic)

    hide(sign_in(open_page("desktop", language="en"), open_city.administrator), axe)
    rina.goto(topic.get_absolute_url())
    says(rina, "Tulisan ini tidak ditampilkan. Alasan: Menghina atau kasar.")
    assert "Menghina atau kasar" in letter("hidden", "budi").body  # in his language, not the moderator's
    appeal(budi)
    decide_the_appeal(sign_in(open_page("desktop"), open_city.environment_head), axe)
    assert "Keluhannya benar" in letter("granted", "budi").body

    official = sign_in(open_page("desktop"), open_city.officer)
    answer_with_a_promise(official, axe, topic)
    assert "Lampu gang menyala" in letter("promised", "rina").body
    keep_it_and_close(official, axe)
    assert "dua belas lampu" in letter("kept", "rina").body
    rina.goto(topic.get_absolute_url())
    for words in (RUDE, "Selesai", "Dasar: ", "Ditepati", "dua belas lampu menyala", "Gang terang lagi"):
        says(rina, words)
    look(rina, "forum-done", axe)
