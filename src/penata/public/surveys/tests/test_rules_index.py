"""The index of the law, by hand and by its properties; no database."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.foundation.refusals import Refused
from penata.public.surveys.rules.elements import ELEMENTS
from penata.public.surveys.rules.index import (
    Band,
    Sums,
    Weight,
    band_of,
    index_of,
    interval_of,
    outcome_of,
    round_half_up,
)
from penata.public.surveys.rules.reading import answers_in
from penata.public.surveys.rules.sampling import sample_size

HEADER = ",".join(ELEMENTS)
answer = st.integers(1, 4)
forms = st.lists(st.tuples(*[answer] * 9), min_size=1, max_size=30)


def outcome(rows, codes=tuple(ELEMENTS)):
    sums = {code: Sums(len(rows), sum(row[at] for row in rows)) for at, code in enumerate(codes)}
    return outcome_of(sums, len(rows))


@pytest.mark.parametrize(
    ("means", "exact", "band", "compatible", "compatible_band"),
    [
        (["4"] * 9, "100.00", "A", "99.00", "A"),
        (["1"] * 9, "25.00", "D", "24.75", "D"),
        (["3"] * 9, "75.00", "C", "74.25", "C"),
        (["3.1"] * 9, "77.50", "B", "76.73", "B"),  # 76.725 is a half: it goes up
        (["3.08"] * 9, "77.00", "B", "76.23", "C"),  # the weight alone changes the band
        (["2", "2", "3", "3", "3", "4", "4", "3", "3"], "75.00", "C", "74.25", "C"),
        (["3.5", "3.25", "3", "3.75", "3.5", "3.25", "4", "2.5", "3"], "82.64", "B", "81.81", "B"),
    ],
)
def test_means_give_the_index_that_was_reckoned_by_hand(means, exact, band, compatible, compatible_band):
    given_means = dict(zip(ELEMENTS, map(Fraction, means), strict=True))
    first, second = index_of(given_means), index_of(given_means, Weight.COMPATIBLE)
    assert (str(first.value), first.band, first.weight_words) == (exact, band, "1/9")
    assert (str(second.value), second.band, second.weight_words) == (compatible, compatible_band, "0.11")


@pytest.mark.parametrize(
    ("value", "band"),
    [
        ("100.00", Band.A), ("88.31", Band.A), ("88.30", Band.B), ("76.61", Band.B), ("76.60", Band.C),
        ("65.00", Band.C), ("64.99", Band.D), ("25.00", Band.D), ("24.75", Band.D),
    ],
)  # fmt: skip
def test_the_bands_of_the_law_have_no_gap(value, band):
    assert band_of(Decimal(value)) is band


def test_an_index_is_rounded_before_it_finds_its_band():
    assert round_half_up(Fraction(88305, 1000)) == Decimal("88.31")
    assert round_half_up(Fraction(883049, 10000)) == Decimal("88.30")
    assert str(round_half_up(Fraction(-5, 1000))) == "-0.01"


@given(forms)
def test_nine_elements_weigh_the_same_and_the_rounded_weight_is_99_of_100(rows):
    found = outcome(rows)
    cells = [Fraction(value) for row in rows for value in row]
    assert found.exact.exact == sum(cells) / len(cells) * 25
    assert found.compatible.exact == found.exact.exact * Fraction(99, 100)
    assert Decimal(25) <= found.exact.value <= Decimal(100)


@given(forms, st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_of_columns_matters(rows, chance):
    codes = list(ELEMENTS)
    places = list(range(9))
    chance.shuffle(places)
    shuffled = [tuple(row[at] for at in places) for row in chance.sample(rows, len(rows))]
    again = outcome(shuffled, [codes[at] for at in places])
    assert again.exact == outcome(rows).exact
    assert again.means == outcome(rows).means


@given(forms, st.integers(0, 29), st.integers(0, 8))
def test_a_better_answer_never_lowers_the_index(rows, row, at):
    row %= len(rows)
    better = [list(one) for one in rows]
    better[row][at] = min(4, better[row][at] + 1)
    assert outcome(better).exact.exact >= outcome(rows).exact.exact


@given(st.lists(answer, min_size=1, max_size=20))
def test_a_form_with_other_elements_weighs_one_by_their_number(values):
    means = {f"X{at}": Fraction(value) for at, value in enumerate(values)}
    assert index_of(means).exact == Fraction(sum(values), len(values)) * 25
    if len(values) != 9:
        with pytest.raises(ValueError, match="nine"):
            index_of(means, Weight.COMPATIBLE)


def test_the_ranking_begins_with_the_lowest_element():
    assert outcome([(3, 3, 1, 4, 3, 3, 4, 2, 3)]).ranking[:3] == ["U3", "SARPRAS", "U1"]


def test_the_interval_narrows_with_more_answers_and_vanishes_when_all_were_asked():
    few, many = interval_of(10, 270, 7390, 9), interval_of(1000, 27000, 739000, 9)
    assert few.low < many.low < Decimal("75.00") < many.high < few.high
    assert interval_of(1, 27, 729, 9) is None
    all_asked = interval_of(10, 270, 7390, 9, population=10)
    assert all_asked.low == all_asked.high == Decimal("75.00")


@pytest.mark.parametrize(
    ("population", "size"),
    [
        (1, 1), (10, 10), (15, 14), (20, 19), (30, 28), (40, 36), (50, 44), (60, 52), (70, 59), (80, 66), (90, 73),
        (100, 80), (150, 108), (200, 132), (250, 152), (300, 169), (400, 196), (500, 217), (600, 234), (700, 248),
        (800, 260), (900, 269), (1000, 278), (1500, 306), (2000, 322), (3000, 341), (4000, 351), (5000, 357),
        (10000, 370), (20000, 377), (50000, 381), (75000, 382), (1000000, 384),
    ],
)  # fmt: skip
def test_the_sample_is_that_of_krejcie_and_morgan(population, size):
    assert sample_size(population) == size


@given(st.integers(1, 10**7))
def test_a_sample_is_never_more_than_there_are(population):
    assert 1 <= sample_size(population) <= population
    assert sample_size(population) <= sample_size(population + 1)


@given(forms)
def test_a_file_gives_what_its_rows_give(rows):
    lines = [HEADER, *(",".join(map(str, row)) for row in rows)]
    for data in ("\n".join(lines).encode(), ("\ufeff" + "\r\n".join(lines).replace(",", ";")).encode()):
        read = answers_in(data)
        assert (read.n, read.incomplete) == (len(rows), ())
        assert outcome_of(read.sums, read.n) == outcome(rows)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    for start in (b"", HEADER.encode() + b"\n"):
        with suppress(Refused):
            assert answers_in(start + data).n > 0
