"""CSV and XLSX files → rows. A file is distrusted: every limit is checked before the costly step that it guards."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from ...refusals import Refused
from . import cells, workbook
from .findings import Finding, Findings
from .layout import Layout, places
from .limits import USUAL, Limits

Source = Path | bytes | IO[bytes]

DELIMITERS = ";,\t|"


@dataclass(frozen=True, slots=True)
class RawTable:
    """A file's cells as they stand. `numbers` are the rows' numbers as a spreadsheet shows them (the first is 1)."""

    header: list[str]
    rows: list[list[Any]]
    numbers: Sequence[int]
    digest: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows in the layout's order, clean. Columns that the file does not have hold the empty value of their kind.

    A wrong cell's value is the empty one too: look for its row in `findings.rows` before you judge it further.
    """

    layout: Layout
    rows: list[tuple[Any, ...]]
    numbers: Sequence[int]
    present: frozenset[str]
    findings: Findings
    digest: str
    headers: Mapping[str, str] = field(default_factory=dict)  # column → what the file calls it
    cleaned: int = 0  # cells of prose out of which signs were taken that are no text

    def number(self, place: int) -> int:
        """The row number in the file of the row at a place in `rows`."""
        return self.numbers[place]


def read(source: Source, layout: Layout, mapping: Mapping[str, str] | None = None, limits: Limits = USUAL) -> Sheet:
    """Read and check a whole file against a layout. What is wrong with the file itself is `Refused`."""
    return fit(read_raw(source, limits), layout, mapping)


def read_raw(source: Source, limits: Limits = USUAL) -> RawTable:
    """The cells of a CSV or XLSX file, its first row that is not empty being the header."""
    data = content(source, limits)
    kind = workbook.kind_of(data)
    table = workbook.rows_of(data, limits) if kind == "xlsx" else _csv_rows(text_of(data), limits)
    if kind == "csv" and len(table) > limits.rows + 1:
        raise Refused("tables.too_many_rows", field="file", most=limits.rows)
    first = next((place for place, row in enumerate(table) if any(cell not in ("", None) for cell in row)), None)
    if first is None:
        raise Refused("tables.empty", field="file")
    header = _named_once([" ".join(cells.plain(cell).split()) for cell in table[first]])
    rows, numbers = [], []
    for number, row in enumerate(table[first + 1 :], start=first + 2):
        if any(cell not in ("", None) for cell in row):
            rows.append(row)
            numbers.append(number)
    return RawTable(header, rows, numbers, hashlib.sha256(data).hexdigest())


def fit(raw: RawTable, layout: Layout, mapping: Mapping[str, str] | None = None) -> Sheet:
    """The rows of a raw table in a layout's order, with everything that is wrong with their cells."""
    found = places(raw.header, layout, mapping)
    width = len(raw.header)
    full = [row if len(row) == width else (row + [None] * width)[:width] for row in raw.rows]
    by_place = list(zip(*full, strict=True)) or [()] * width
    findings = Findings()
    columns: list[Sequence[Any]] = []
    cleaned = 0
    for column in layout.columns:
        place = found.get(column.name)
        if place is None:
            columns.append([column.empty] * len(full))
            continue
        values, bad = cells.clean(column, by_place[place])
        columns.append(values)
        for i, code in sorted(bad):
            if code == cells.CLEANED:
                cleaned += 1
                continue
            shown = cells.plain(by_place[place][i])
            params: dict[str, str | int] = {"most": column.max_length, "options": ", ".join(column.choices)}
            findings.add(Finding(raw.numbers[i], column.name, code, shown, params))
        if column.unique:
            findings.extend(_twice(column.name, values, raw.numbers))
    _surplus(raw, width, findings)
    rows = list(zip(*columns, strict=True))
    headers = {name: raw.header[place] for name, place in found.items()}
    return Sheet(layout, rows, raw.numbers, frozenset(found), findings, raw.digest, headers, cleaned)


def content(source: Source, limits: Limits = USUAL) -> bytes:
    """The bytes of a source, no more than the limit."""
    if isinstance(source, bytes):
        data = source[: limits.size + 1]
    elif isinstance(source, Path):
        with source.open("rb") as file:
            data = file.read(limits.size + 1)
    else:
        source.seek(0)
        data = source.read(limits.size + 1)
    if len(data) > limits.size:
        raise Refused("tables.too_big", field="file", most=limits.size // 1_000_000)
    return data


def text_of(data: bytes) -> str:
    """The text of a CSV file: UTF-8 or UTF-16 by its mark, UTF-8 when it is that, else Windows' western one."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16")
    if len(data) > 3 and data[1:2] == b"\0" and data[3:4] == b"\0":
        return _decoded(data, "utf-16-le")
    if data.count(b"\0") > len(data) // 1_000:  # a few are found in texts that came from telephones
        raise Refused("tables.not_a_table", field="file")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(data, "cp1252")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused("tables.encoding", field="file") from error


def _csv_rows(text: str, limits: Limits) -> list[list[str]]:
    delimiter = None
    if text[:4].lower() == "sep=" and text[4:5] in DELIMITERS:
        delimiter = text[4]
        text = "\n" + text.partition("\n")[2]  # the row numbers stay those of the file
    delimiter = delimiter or _delimiter(text)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            if len(row) > limits.columns:
                raise Refused("tables.too_many_columns", field="file", most=limits.columns)
            rows.append(row)
            if len(rows) > limits.rows + 1:
                raise Refused("tables.too_many_rows", field="file", most=limits.rows)
    except csv.Error as error:
        raise Refused("tables.broken", field="file") from error
    return rows


def _delimiter(text: str) -> str:
    """The sign that cuts the first twenty rows into the most columns, as many in each."""
    sample = io.StringIO(text[:64_000], newline="")

    def score(delimiter: str) -> tuple[int, int]:
        sample.seek(0)
        widths = []
        try:
            for row, _ in zip(csv.reader(sample, delimiter=delimiter), range(20), strict=False):
                if row:
                    widths.append(len(row))
        except csv.Error:
            return 0, 0
        same = widths.count(widths[0]) if widths and widths[0] > 1 else 0
        return same, widths[0] if widths else 0

    return max(DELIMITERS, key=score)


def _named_once(header: list[str]) -> list[str]:
    """Headers that can be told apart: the second "nama" is "nama (2)"."""
    seen: dict[str, int] = {}
    result = []
    for name in header:
        seen[name] = seen.get(name, 0) + 1
        result.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return result


def _twice(name: str, values: Sequence[Any], numbers: Sequence[int]) -> list[Finding]:
    first: dict[Any, int] = {}
    if len(set(values)) == len(values):
        return []
    return [
        Finding(number, name, "tables.twice", cells.plain(value), {"first": first[value]})
        for value, number in zip(values, numbers, strict=True)
        if value not in ("", None) and first.setdefault(value, number) != number
    ]


def _surplus(raw: RawTable, width: int, findings: Findings) -> None:
    """Cells beyond the header are a shifted row: said, never dropped."""
    for row, number in zip(raw.rows, raw.numbers, strict=True):
        if len(row) > width and any(cell not in ("", None) for cell in row[width:]):
            findings.add(Finding(number, "", "tables.more_cells_than_headers", cells.plain(row[width])))
