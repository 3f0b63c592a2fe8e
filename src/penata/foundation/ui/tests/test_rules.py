from datetime import date, datetime

import pytest
from django.utils.translation import gettext, override

from penata.foundation import refusals
from penata.foundation.ui import rules
from penata.foundation.ui.templatetags.words import told


@pytest.mark.parametrize(("language", "words"), [("id", "Jumat, 27 November 2026"), ("en", "Friday, 27 November 2026")])
def test_a_day_is_written_in_full(language, words):
    assert rules.full_day(date(2026, 11, 27), language) == words


def test_short_days_and_clocks_follow_the_language():
    assert rules.short_day(date(2026, 8, 17)) == "17 Agu 2026"
    assert rules.clock(datetime(2026, 8, 17, 9, 5)) == "09.05"
    assert rules.clock(datetime(2026, 8, 17, 9, 5), "en-gb") == "09:05"


def test_a_stored_sentence_is_told_in_the_reader_s_language():
    refusals.put_into_words({"sample.example": lambda: f"{gettext('Simpan')}: %(day)s, %(n)s"})
    stored = refusals.kept("sample.example", day="2026-11-27", n=3)
    with override("id"):
        assert told(stored) == "Simpan: 27 November 2026, 3"
    with override("en"):
        assert told(stored) == "Save: 27 November 2026, 3"


@pytest.mark.parametrize(
    "words", ["", "§", "§ 5 ayat (2)", "§sample.unknown", "§sample.known {", "§sample.known []", "§sample.known {}"]
)
def test_what_people_wrote_is_told_as_they_wrote_it(words):
    refusals.put_into_words({"sample.known": lambda: "%(day)s"})
    assert told(words) == words


@pytest.mark.parametrize(
    ("value", "places", "language", "words"),
    [
        (1234.5, None, "id", "1.234,5"),
        (1234.5, None, "en", "1,234.5"),
        (1234, None, "id", "1.234"),
        (0.125, 1, "id", "0,1"),
        (-1500, None, "id", "-1.500"),
    ],
)
def test_numbers_are_grouped_in_the_language(value, places, language, words):
    assert rules.number(value, places, language) == words


def test_money_is_rupiah_without_cents():
    assert rules.rupiah(1_500_000) == "Rp\N{NO-BREAK SPACE}1.500.000"
    assert rules.rupiah(-2500) == "−Rp\N{NO-BREAK SPACE}2.500"
