import csv
import io
import tracemalloc
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.foundation.refusals import Refused
from penata.foundation.tables.rules import (
    Column,
    Finding,
    Findings,
    Layout,
    Limits,
    Report,
    parse_mapping,
    read,
    read_raw,
    suggest,
)
from penata.foundation.tables.rules.delimited import lines_in

from .making import repacked, sheet_xml, xlsx

UNITS = Layout(
    "units",
    (
        Column("code", "code", required=True, unique=True, max_length=20, aliases=("kode",)),
        Column("name", "text", required=True, aliases=("nama",)),
        Column("parent", "code", aliases=("kode_induk",)),
        Column("since", "date", aliases=("berlaku_sejak",)),
        Column("seats", "int", aliases=("jumlah_kursi",)),
        Column("kind", "choice", choices={"dinas": "agency", "badan": "agency", "bidang": "division"}),
        Column("is_open", "bool", aliases=("buka",)),
        Column("norm", "number", aliases=("norma",)),
        Column("note", "prose", aliases=("catatan",)),
        Column("received", "instant", aliases=("diterima",)),
    ),
)


def one(name: str, cell: Any) -> tuple[Any, list[str]]:
    """The value read of one cell, and the codes of what is wrong with it."""
    layout = Layout("one", (Column("key", "int"), UNITS.column(name)))
    sheet = read(xlsx([["key", name], [1, cell]]), layout)
    return sheet.rows[0][1], [finding.code for finding in sheet.findings]


def refused(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as refusal:
        read_raw(data, limits or Limits())
    return refusal.value.code


CSV = "kode;nama;kode_induk\n8801;Dinas Kesehatan;\n8802;Bidang P2P;8801\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_is_read_in_every_usual_encoding_and_with_every_usual_delimiter(encoding: str, delimiter: str) -> None:
    text = CSV.replace(";", delimiter).replace("Kesehatan", "Kesehatan “é”")
    sheet = read(text.encode(encoding), UNITS)
    assert [row[:3] for row in sheet.rows] == [
        ("8801", "Dinas Kesehatan “é”", ""),
        ("8802", "Bidang P2P", "8801"),
    ]
    assert not sheet.findings


def test_a_csv_may_state_its_delimiter_and_keeps_its_row_numbers() -> None:
    sheet = read(b"sep=;\r\nkode;nama\r\n1;a\r\n\r\n;b\r\n", UNITS)
    assert list(sheet.numbers) == [3, 5]
    assert [(f.row, f.column, f.code) for f in sheet.findings] == [(5, "code", "tables.required")]


def test_commas_inside_quotes_and_line_breaks_do_not_cut_a_row() -> None:
    sheet = read(b'kode,nama,catatan\n1,"Dinas A, B","satu\r\ndua"\n', UNITS)
    assert sheet.rows[0][1] == "Dinas A, B"
    assert sheet.rows[0][8] == "satu\ndua"


def test_an_xlsx_gives_the_same_rows_as_the_csv() -> None:
    rows = [["Kode ", "NAMA", "Kode Induk"], [8801, " Dinas  Kesehatan", None], [8802, "Bidang P2P", 8801.0]]
    assert read(xlsx(rows), UNITS).rows == read(CSV.encode(), UNITS).rows


def test_columns_that_the_file_lacks_are_empty_and_known_as_absent() -> None:
    sheet = read(CSV.encode(), UNITS)
    assert sheet.rows[0][3:] == (None, None, "", None, None, "", None)
    assert sheet.present == {"code", "name", "parent"}


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("code", 8801000001, "8801000001"),
        ("name", "'=SUM(A1)", "=SUM(A1)"),
        ("name", "Dinas\u00a0 \t Kesehatan\n", "Dinas Kesehatan"),
        ("name", True, "ya"),
        ("since", datetime(2026, 11, 27), date(2026, 11, 27)),
        ("since", "27/11/2026", date(2026, 11, 27)),
        ("since", "3-1-2026", date(2026, 1, 3)),
        ("since", "27 November 2026", date(2026, 11, 27)),
        ("since", "17 agustus 1945", date(1945, 8, 17)),
        ("since", "2026-11-27T08:00:00", date(2026, 11, 27)),
        ("received", "27/11/2026 08.30 WIB", datetime(2026, 11, 27, 8, 30)),
        ("received", "2026-11-27 08:30:15", datetime(2026, 11, 27, 8, 30, 15)),
        ("received", datetime(2026, 11, 27, 8, 30), datetime(2026, 11, 27, 8, 30)),
        ("received", "27 Nov 2026", datetime(2026, 11, 27)),
        ("seats", "1.250", 1250),
        ("seats", 12.0, 12),
        ("norm", "1.234,5", 1234.5),
        ("norm", "1.5", 1.5),
        ("norm", "1.250.000", 1_250_000.0),
        ("kind", " DINAS", "agency"),
        ("kind", "agency", "agency"),
        ("is_open", "Ya", True),
        ("is_open", 0, False),
    ],
)
def test_a_cell_is_read_as_people_write_it(name: str, cell: Any, value: Any) -> None:
    assert one(name, cell) == (value, [])


@pytest.mark.parametrize(
    ("name", "cell", "code"),
    [
        ("code", "88 01", "tables.code_with_space"),
        ("code", "9" * 21, "tables.too_long"),
        ("code", 199205082023082001, "tables.digits_lost"),
        ("since", "31/02/2026", "tables.not_a_day"),
        ("since", "27/11/26", "tables.not_a_day"),
        ("since", 46000, "tables.not_a_day"),
        ("since", "27/11/2026 atau besok", "tables.not_a_day"),
        ("received", "27/11/2026 25:00", "tables.not_a_day"),
        ("seats", "dua", "tables.not_a_whole_number"),
        ("seats", "1.5", "tables.not_a_whole_number"),
        ("seats", "٣", "tables.not_a_whole_number"),
        ("seats", "1e5", "tables.not_a_whole_number"),
        ("norm", "satu", "tables.not_a_number"),
        ("norm", "nan", "tables.not_a_number"),
        ("kind", "kerajaan", "tables.not_a_choice"),
        ("is_open", "mungkin", "tables.not_yes_or_no"),
    ],
)
def test_a_wrong_cell_is_a_finding_and_its_value_empty(name: str, cell: Any, code: str) -> None:
    value, codes = one(name, cell)
    assert code in codes
    assert value == UNITS.column(name).empty


def test_control_characters_are_findings() -> None:
    sheet = read(b"kode,nama\n1,a\x07b\n2,c\n", UNITS)
    assert [(f.row, f.code) for f in sheet.findings if f.code != "tables.required"] == [(2, "tables.control_character")]


def test_prose_is_cleaned_of_signs_that_are_no_text_and_the_number_is_told() -> None:
    sheet = read(b"kode,nama,catatan\n" + b"1,a,bbm\x05\x00\x03\x01 naik\n2,b,biasa\n" + b"3,c," + b"x" * 9_000, UNITS)
    assert (sheet.rows[0][8], sheet.cleaned, sheet.findings.total) == ("bbm naik", 1, 0)


def test_the_same_code_twice_names_the_first_row() -> None:
    (finding,) = read(b"kode,nama\n1,a\n2,b\n1,c\n", UNITS).findings
    assert (finding.row, finding.code, finding.params["first"]) == (4, "tables.twice", 2)


def test_a_shifted_row_is_said_not_cut() -> None:
    (finding,) = read(b"kode,nama\n1,a\n2,b,c\n", UNITS).findings
    assert (finding.row, finding.code, finding.value) == (3, "tables.more_cells_than_headers", "c")


def test_a_mapping_is_read_from_the_command_line() -> None:
    assert parse_mapping("code=kode, name=nama unit,parent=kode_induk") == {
        "code": "kode",
        "name": "nama unit",
        "parent": "kode_induk",
    }


@pytest.mark.parametrize("text", ["code", "=kode", "code=a,code=b", "code="])
def test_a_mapping_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(Refused, match=r"mapping_unreadable|tidak dimengerti"):
        parse_mapping(text)


def test_headers_are_matched_by_name_alias_and_likeness() -> None:
    assert suggest(["Nama", "Kode Indk", "KODE", "lain"], UNITS) == {
        "code": "KODE",
        "name": "Nama",
        "parent": "Kode Indk",
    }


def test_a_stated_mapping_wins_over_the_guess() -> None:
    data = b"kode,nama,nama_singkat\n1,Dinas Kesehatan,Dinkes\n"
    assert read(data, UNITS, {"name": "nama_singkat"}).rows[0][1] == "Dinkes"


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({"kode": "kode"}, "tables.mapping_unknown_column"),
        ({"code": "nomor"}, "tables.mapping_unknown_header"),
        ({"name": ""}, "tables.column_missing"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(mapping: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(CSV.encode(), UNITS, mapping)
    assert refusal.value.code == code


BOOK = xlsx([["kode", "nama"], ["1", "a"]])
FAR_ROW = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="{}1048576"><v>2</v></c></row>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "tables.empty"),
        (b"\n\n;;\n", "tables.empty"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "tables.old_excel"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "tables.encrypted"),
        (BOOK[: len(BOOK) // 2], "tables.broken"),
        (b"PK\x03\x04" + bytes(100), "tables.broken"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "tables.web_page"),
        (b"%PDF-1.7 ...", "tables.not_a_table"),
        (b"kode,nama\n1,a\0b\n", "tables.not_a_table"),
        (b"kode,nama\n1,\x81\x8d\n", "tables.encoding"),
        (b"kode," + b"x," * 1_000_000, "tables.too_many_columns"),
        (repacked(BOOK, xl__vbaProject_dot_bin=b"x"), "tables.macros"),
        (repacked(BOOK, xl__big_dot_xml=bytes(500_000_000)), "tables.unpacks_too_big"),
        (repacked(BOOK, xl__worksheets__sheet1_dot_xml=sheet_xml(FAR_ROW.format("A"))), "tables.too_many_rows"),
        (
            repacked(
                BOOK,
                xl__worksheets__sheet1_dot_xml=sheet_xml('<row r="1"><c r="XFD1"><v>1</v></c></row>'),
            ),
            "tables.too_many_columns",
        ),
        (
            repacked(
                BOOK,
                xl__worksheets__sheet1_dot_xml=sheet_xml(
                    "<row r = '1'><c\nr\n=\n'A1'><v>1</v></c></row><row><c r = 'CV200000'><v>1</v></c></row>"
                ),
            ),
            "tables.too_many_cells",
        ),
        (
            repacked(BOOK, xl__worksheets__sheet1_dot_xml=sheet_xml("<row><c><v>1</v></c></row>" * 250_002)),
            "tables.too_many_rows",
        ),
        (repacked(BOOK, xl__worksheets__sheet1_dot_xml=b"<worksheet><sheetData><row>"), "tables.broken"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_in_its_own_words(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_what_lies_behind_a_row_too_far_down_is_not_even_unpacked() -> None:
    far = '<row r="3000000"><c r="A3000000"><v>1</v></c></row>'
    data = repacked(BOOK, xl__worksheets__sheet1_dot_xml=sheet_xml(far + " " * 40_000_000))
    tracemalloc.start()
    try:
        assert refused(data) == "tables.too_many_rows"
        assert tracemalloc.get_traced_memory()[1] < 12_000_000  # the sheet alone is 40 MB
    finally:
        tracemalloc.stop()


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    lying = bytearray(repacked(BOOK, xl__big_dot_xml=bytes(50_000_000)))
    place = lying.rindex(b"xl/big.xml") - 46  # its entry in the central directory
    lying[place + 24 : place + 28] = (10).to_bytes(4, "little")
    assert refused(bytes(lying)) == "tables.broken"


def test_a_file_beyond_the_limits_is_refused() -> None:
    assert refused(b"a,b\n" + b"1,2\n" * 20, Limits(rows=10)) == "tables.too_many_rows"
    assert refused(b"x" * 200, Limits(size=100)) == "tables.too_big"


@given(st.binary(max_size=300))
def test_any_bytes_give_a_table_or_a_refusal(data: bytes) -> None:
    with suppress(Refused):
        read_raw(data)


@given(st.lists(st.lists(st.text(max_size=8), min_size=10, max_size=10), max_size=6))
def test_any_text_in_the_cells_gives_rows_and_findings(rows: list[list[str]]) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([list(UNITS.names), *rows])
    try:
        sheet = read(buffer.getvalue().encode("utf-8", "replace"), UNITS)
    except Refused:
        return
    assert all(len(row) == len(UNITS.columns) for row in sheet.rows)
    assert all("\0" not in cell for row in sheet.rows for cell in row if isinstance(cell, str))


def test_findings_beyond_a_thousand_are_counted() -> None:
    findings = Findings(Finding(number, "a", "tables.required") for number in range(1_500))
    assert (len(findings.kept), findings.total, findings.counts["tables.required"]) == (1_000, 1_500, 1_500)


def test_a_report_comes_back_from_json_as_it_was() -> None:
    report = Report("units", "unor.csv", "0" * 64, {"missing-parent": "root"}, is_dry=True, rows_read=3)
    report.refuse(Findings([Finding(2, "parent", "structure.missing_parent", "8801", {"most": 3})]))
    assert Report.from_json(report.as_json()) == report


def test_twenty_thousand_rows_are_read_and_checked() -> None:
    header = [column.aliases[0] if column.aliases else column.name for column in UNITS.columns]
    rows = [
        [str(n), f"Seksi Nomor {n}", str(n // 7), "27/11/2026", n % 9, "bidang", "ya", 1.5, "catatan", None]
        for n in range(20_000)
    ]
    data = xlsx([header, *rows])

    sheet = read(data, UNITS)
    assert not sheet.findings
    assert len(sheet.rows) == 20_000


@pytest.mark.parametrize("data", [b";", b'\xef\xbb\xbf,,\r\n"";""\r\n', b"sep=;\n;;\n"])
def test_a_file_of_separators_alone_is_an_empty_file(data: bytes) -> None:
    with pytest.raises(Refused, match=r"tables\.csv_empty"):
        list(lines_in(data))
