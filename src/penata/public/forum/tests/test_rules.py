"""What may be written and changed, and what a moderator looks at first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.public.forum.rules.life import NEXT, State, may_become, may_edit
from penata.public.forum.rules.spam import Written, listed_in, marks_of, plain
from penata.public.forum.rules.writing import checked_name, checked_title, checked_words

from .conftest import NOW, WORDS, refused


@pytest.mark.parametrize("words", ["b0d0h", "BODOH!!", "boooodoh", "B-o-d-o-h".replace("-", ""), "bödöh"])
def test_a_listed_word_is_known_in_its_disguises(words):
    assert listed_in(f"Dasar {words} kalian semua", [plain("bodoh")]) == ["bodoh"]


def test_a_listed_word_is_not_found_inside_another():
    assert not listed_in("Kebodohan itu mahal", [plain("bodoh")])
    assert listed_in("Jual obat kuat murah", [plain("obat kuat")])


@pytest.mark.parametrize(
    ("words", "mark"),
    [
        ("Promo http://a.example www.b.example dan murah.xyz sekarang juga", "links"),
        ("LAMPU DI GANG KAMI MATI TERUS TIDAK ADA YANG PEDULI", "capitals"),
        ("Tolooooooooooong lampunya mati", "stutter"),
        ("beli beli beli beli beli beli sekarang", "stutter"),
    ],
)
def test_signs_of_advertising_are_seen(words, mark):
    assert mark in marks_of(Written(words))


@pytest.mark.parametrize(
    "words",
    [
        WORDS,
        "Setuju. RT 03 RW 05 juga gelap, dekat SDN 2 dan Puskesmas PKM.",
        "Lihat foto di https://lapor.example/foto, terima kasih.",
        "Mohon maaf, menurut saya halte lebih perlu daripada lampu.",
    ],
)
def test_ordinary_words_have_no_mark(words):
    assert marks_of(Written(words), [plain("bodoh"), plain("judi")]) == []


def test_the_same_words_again_and_many_at_once_are_seen():
    assert marks_of(Written(WORDS, earlier=(WORDS + " ",), lately=7)) == ["repeated", "rapid"]


@given(st.text(max_size=400), st.lists(st.text(max_size=20), max_size=5))
def test_any_text_can_be_looked_at(words, listed):
    assert set(marks_of(Written(words, (words,)), [plain(one) for one in listed])) <= {
        "words", "links", "capitals", "stutter", "repeated",
    }  # fmt: skip


@given(st.text(max_size=200))
def test_a_list_is_written_in_one_way(words):
    assert plain(plain(words)) == plain(words)


def test_numbers_of_people_are_masked_before_they_are_kept():
    kept = checked_words("Hubungi saya di 0812 3456 7890 atau siti@example.com, lampu mati.")
    assert "3456" not in kept
    assert "@" not in kept


@pytest.mark.parametrize(
    ("check", "text", "code"),
    [
        (checked_words, "!!!???", "forum.too_short"),
        (checked_words, "a" * 5_001, "forum.too_long"),
        (checked_title, "Ya", "forum.title_short"),
        (checked_title, "judul " * 40, "forum.title_long"),
        (checked_name, "?", "forum.name_missing"),
    ],
)
def test_too_little_and_too_much_is_refused(check, text, code):
    with refused(code):
        check(text)


def test_every_state_leads_on_and_none_to_itself():
    assert set(NEXT) == set(State)
    assert all(state not in after and after for state, after in NEXT.items())
    assert not may_become("dropped", "done")
    assert not may_become("open", "anything")


def test_words_are_changed_within_half_an_hour():
    assert may_edit(NOW, NOW + timedelta(minutes=30))
    assert not may_edit(NOW, NOW + timedelta(minutes=31))
