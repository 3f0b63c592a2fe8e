"""Tables out: CSV as it is read, XLSX from a temporary file, neither held in memory. No cell can start a formula."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.text import slugify
from django.utils.translation import gettext as _

from .actions import in_words, repair_in_words
from .rules import Report
from .rules.cells import plain, unformulated

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767  # characters, of a spreadsheet
MOST_ROWS = 1_048_575  # of a spreadsheet, below the header

Columns = Sequence[object]  # titles; may be lazy translations
Rows = Iterable[Sequence[Any]]


def stream(columns: Columns, rows: Rows, name: str, kind: str = "csv") -> StreamingHttpResponse | FileResponse:
    """A table as a download, `kind` "csv" or "xlsx". `rows` may be an iterator; `name` has no suffix."""
    return stream_xlsx(columns, rows, name) if kind == "xlsx" else stream_csv(columns, rows, name)


def stream_csv(columns: Columns, rows: Rows, name: str) -> StreamingHttpResponse:
    """UTF-8 with its mark and semicolons, as spreadsheets in Indonesia open it by a double click."""
    response = StreamingHttpResponse(csv_lines(columns, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_file_name(name)}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def csv_lines(columns: Columns, rows: Rows) -> Iterator[bytes]:
    """The file, a few hundred rows at a time."""
    lines: list[str] = ["\ufeff"]

    class Lines:
        def write(self, line: str) -> None:
            lines.append(line)

    writer = csv.writer(Lines(), delimiter=";")
    writer.writerow([unformulated(str(title)) for title in columns])
    for row in rows:
        writer.writerow([_csv_cell(value) for value in row])
        if len(lines) > 500:
            yield "".join(lines).encode()
            lines.clear()
    yield "".join(lines).encode()


def stream_xlsx(columns: Columns, rows: Rows, name: str) -> FileResponse:
    """A workbook of one sheet. Rows beyond what a spreadsheet holds are left out, and the last row says so."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 the response closes it
    write_xlsx(file, columns, rows)
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=f"{_file_name(name)}.xlsx", content_type=XLSX)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def write_xlsx(file: IO[bytes], columns: Columns, rows: Rows) -> None:
    with xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        formats: dict[type, Any] = {
            date: book.add_format({"num_format": "dd/mm/yyyy"}),
            datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        }
        for place, title in enumerate(columns):
            sheet.write_string(0, place, str(title), bold)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, start=1):
            if number >= MOST_ROWS:
                sheet.write_string(number, 0, _("Baris selebihnya tidak termuat; unduh sebagai CSV."))
                break
            for place, value in enumerate(row):
                _write_cell(sheet, number, place, value, formats)


def report_rows(report: Report) -> Iterator[tuple[Any, ...]]:
    """Each finding and each row left out, in words: row, column, value, problem, repair."""
    for finding in [*report.findings, *report.left_out]:
        yield finding.row or None, finding.column, finding.value, in_words(finding), repair_in_words(finding)


def report_columns() -> tuple[str, ...]:
    return _("Baris"), _("Kolom"), _("Isi"), _("Masalah"), _("Perbaikan")


def _csv_cell(value: Any) -> str:
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value).replace(tzinfo=None)
    if value is None or isinstance(value, bool | int | float | date):
        return plain(value)
    return unformulated(str(value))


def _write_cell(sheet: Any, row: int, place: int, value: Any, formats: dict[type, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, int | float) and abs(value) < 1e15:
        sheet.write_number(row, place, value)
    elif isinstance(value, datetime):
        local = timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
        sheet.write_datetime(row, place, local, formats[datetime])
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, formats[date])
    else:
        sheet.write_string(row, place, str(value)[:LONGEST_CELL])


def _file_name(name: str) -> str:
    return iri_to_uri(slugify(name)) or "data"
