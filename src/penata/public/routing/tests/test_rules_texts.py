"""Words, pieces of words, and the files that they come in."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.foundation.refusals import Refused
from penata.public.routing.rules.reading import day_in, examples_in
from penata.public.routing.rules.texts import LONGEST, normalized, pieces_of, words_of


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("Jalannnn RUSAK!!!", "jalan rusak"),
        ("tolooong  pak", "tolong pak"),
        ("maaf", "maaf"),
        ("RT 05 RW 012, tgl 17082026", "rt 00 rw 000 tgl 0000"),
        ("😡\u200f lampu\tmati", "lampu mati"),
        ("Ｌａｍｐｕ", "lampu"),
        ("", ""),
    ],
)
def test_a_text_is_normalized(raw: str, plain: str) -> None:
    assert normalized(raw) == plain


@given(st.text(max_size=200))
def test_normalizing_twice_changes_nothing_more(text: str) -> None:
    once = " ".join(words_of(text))
    assert " ".join(words_of(once)) == once or "ı" in once or any(ord(c) > 0x2000 for c in once)


def test_a_huge_text_is_read_only_so_far() -> None:
    assert len(normalized("lubang jalan " * 100_000)) <= LONGEST


def test_a_short_word_is_one_piece_and_a_long_one_many() -> None:
    assert pieces_of("di") == (" di", "di ", " di ")
    assert {" la", "lam", "lamp", "pu "} <= set(pieces_of("lampu"))


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("2026-03-01T08:15:00+07:00", date(2026, 3, 1)),
        ("2026-03-01 08:15", date(2026, 3, 1)),
        ("20260301T081500Z", date(2026, 3, 1)),
        ("1/3/2026", date(2026, 3, 1)),
        ("01-03-2026 10:00", date(2026, 3, 1)),
        ("2026-13-01", None),
        ("kemarin", None),
        ("", None),
    ],
)
def test_a_day_is_read_in_the_forms_that_files_have(value: str, day: date | None) -> None:
    assert day_in(value) == day


def test_a_file_from_a_spreadsheet_is_read() -> None:
    data = 'Text;Unit;AREA\r\n"lampu; mati";Dinas A;Sukamaju\r\n\r\nsampah;Dinas B;\r\n'.encode("utf-8-sig")
    reading = examples_in(data)
    assert [(e.text, e.unit, e.area) for e in reading.examples] == [
        ("lampu; mati", "Dinas A", "Sukamaju"),
        ("sampah", "Dinas B", None),
    ]


def test_rows_without_a_unit_are_left_out_and_counted() -> None:
    reading = examples_in(b"text,unit\nlampu,\n,Dinas A\nsampah,  Dinas   B \nkurang")
    assert [e.unit for e in reading.examples] == ["Dinas A", "Dinas B"]
    assert (reading.without_unit, reading.without_text) == (2, 1)


def test_several_columns_make_one_text_in_which_the_title_weighs_twice() -> None:
    reading = examples_in(b"judul,isi,instansi\nLampu,mati lagi,Dishub\n", text=("judul", "isi"), unit="instansi")
    assert reading.examples[0].text == "Lampu Lampu mati lagi"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "tables.csv_empty"),
        (b"\n \n", "tables.csv_empty"),
        ("\u2003\x1c".encode(), "tables.csv_empty"),
        (b"text,unit\n", "routing.empty_file"),
        (b"text,unit\nlampu,\n", "routing.empty_file"),
        (b"text,body\nlampu,Dishub\n", "tables.csv_missing_column"),
        (b"text,unit,unit\nlampu,Dishub,Dishub\n", "tables.csv_doubled_column"),
        (b'text,unit\nlampu,Dishub\n"got,DPU\njalan,DPU\n', "tables.csv_broken"),
        (b"text,unit\njalan, rusak, parah,DPU\n", "tables.csv_long_row"),
        ("text,unit\nlampu,Dishub\n".encode("utf-16-le"), "tables.csv_encoding"),
    ],
)
def test_an_unusable_file_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        examples_in(data, file="a.csv")
    assert refusal.value.code == code


def test_a_nul_in_what_someone_wrote_is_taken_out() -> None:
    assert examples_in(b"text,unit\nlampu\x00 mati,Dishub\n").examples[0].text == "lampu mati"


def test_a_column_that_is_not_read_may_stand_twice() -> None:
    assert len(examples_in(b"text,unit,note,note\nlampu,Dishub,x,y\n").examples) == 1


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_are_read(codec: str) -> None:
    assert examples_in("text,unit\nkafé,Dinas A\n".encode(codec)).examples[0].text == "kafé"
