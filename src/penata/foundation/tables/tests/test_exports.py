import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.foundation.tables.exports import csv_lines, report_rows, stream, stream_csv, stream_xlsx, write_xlsx
from penata.foundation.tables.rules import Column, Finding, Findings, Layout, Report, read

FORMULAS = ["=1+1", "+62812", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", '=cmd|" /C calc"!A0']
LAYOUT = Layout("any", (Column("key", "int"), Column("text", "prose")))


def csv_of(rows: list[tuple[Any, ...]]) -> bytes:
    return b"".join(csv_lines(["key", "text"], rows))


def xlsx_of(rows: list[tuple[Any, ...]]) -> bytes:
    buffer = io.BytesIO()
    write_xlsx(buffer, ["key", "text"], rows)
    return buffer.getvalue()


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_csv_starts_a_formula(formula: str) -> None:
    row = csv_of([(1, formula)]).decode("utf-8-sig").split(";", 2)[2]
    assert row.lstrip('"').startswith("'")


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_only_text_in_a_workbook(formula: str) -> None:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(xlsx_of([(1, formula)]))) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@given(st.lists(st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=9), min_size=1, max_size=5))
def test_what_was_written_is_read_again(texts: list[str]) -> None:
    import unicodedata

    rows = [(number, text) for number, text in enumerate(texts)]
    expected = [(number, unicodedata.normalize("NFC", text).strip()) for number, text in rows]
    assert read(csv_of(rows), LAYOUT).rows == expected
    assert read(xlsx_of(rows), LAYOUT).rows == expected


def test_values_of_each_kind_come_out_as_people_read_them() -> None:
    at = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
    row = (None, True, 12, 1.5, date(2026, 11, 27), at, 'teks; "kutip"')
    line = b"".join(csv_lines(["a"], [row])).decode("utf-8-sig").splitlines()[1]
    assert line == ';ya;12;1.5;2026-11-27;2026-11-20 09:30;"teks; ""kutip"""'


def test_a_long_table_is_streamed_in_pieces() -> None:
    read_so_far = 0

    def rows() -> Iterator[tuple[int, str]]:
        nonlocal read_so_far
        for number in range(5_000):
            read_so_far = number
            yield number, "x"

    lines = csv_lines(["key", "text"], rows())
    next(lines)
    assert read_so_far < 1_000


def test_texts_beyond_a_cell_and_control_characters_do_not_break_a_workbook() -> None:
    sheet = read(xlsx_of([(1, "x" * 40_000), (2, "a\x00b\x07"), (10**17, "besar")]), LAYOUT)
    assert len(sheet.rows[0][1]) == 32_767
    assert sheet.rows[2][1] == "besar"


@pytest.mark.django_db  # closing an answer closes old connections
def test_the_download_has_a_name_and_is_not_sniffed() -> None:
    for response in (stream_csv(["a"], [], "Unit: organisasi"), stream_xlsx(["a"], [], "Unit: organisasi")):
        assert "unit-organisasi" in response["Content-Disposition"]
        assert response["Content-Disposition"].startswith("attachment")
        assert response["X-Content-Type-Options"] == "nosniff"
        response.close()
    for kind in ("csv", "xlsx"):
        stream(["a"], [], "x", kind).close()


def test_a_report_names_row_reason_and_repair() -> None:
    report = Report("units", "a.csv", "0", {}, is_dry=True)
    report.refuse(Findings([Finding(14, "seats", "tables.not_a_whole_number", "dua")]))
    ((row, column, value, problem, repair),) = report_rows(report)
    assert (row, column, value) == (14, "seats", "dua")
    assert "bukan bilangan bulat" in problem
    assert repair
