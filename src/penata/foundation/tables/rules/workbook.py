"""XLSX: what kind of file it is, whether it may be opened, its cells."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Literal

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from ...refusals import Refused
from .limits import Limits

OLE = b"\xd0\xcf\x11\xe0"  # Excel before 2007, and every encrypted workbook
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

# A cell's place, quickly: beyond column Z, or beyond row 99,999
FAR = re.compile(rb'r="(?:[A-Z]{2,}\d|[A-Z]*\d{6})')
PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d*)["']""")
ODDLY_WRITTEN = re.compile(rb"""r(?:\s+=|=[^"])""")  # begins with a sign, so that millions are skipped quickly
UNNUMBERED = re.compile(rb"<row(?=[\s>])(?![^>]*\sr\s*=)")  # places follow from the order alone
NEAR = 100_000  # rows
AT_ONCE, LONGEST_TAG = 1_000_000, 4_096


def kind_of(data: bytes) -> Literal["xlsx", "csv"]:
    """By content, never by name. Refused: the kinds that are not read, each in its words."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(OLE):
        raise Refused("tables.encrypted" if ENCRYPTED in data else "tables.old_excel", field="file")
    if data.startswith(b"PK"):
        return "xlsx"
    if start[:1] == b"<":
        raise Refused("tables.web_page", field="file")
    if start.startswith((b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"{\\rtf", b"\x1f\x8b", b"Rar!")):
        raise Refused("tables.not_a_table", field="file")
    return "csv"


def rows_of(data: bytes, limits: Limits) -> list[list[Any]]:
    """The cells of the first visible sheet. Every part was unpacked and measured before it is parsed."""
    _inspect(data, limits)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        visible = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
        sheet = book.get_sheet_by_name((visible or book.sheet_names)[0])
        height, width = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
        if height > limits.rows + 1:
            raise Refused("tables.too_many_rows", field="file", most=limits.rows)
        if width > limits.columns:
            raise Refused("tables.too_many_columns", field="file", most=limits.columns)
        return sheet.to_python(skip_empty_area=False)
    except (CalamineError, IndexError, ValueError, OSError) as error:
        raise Refused("tables.broken", field="file") from error


def _inspect(data: bytes, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename.lower() for part in parts}
            if "xl/workbook.xml" not in names:
                code = "tables.other_spreadsheet" if names & OTHERS else "tables.not_a_table"
                raise Refused(code, field="file")
            if any("vbaproject" in name or "macrosheets/" in name for name in names):
                raise Refused("tables.macros", field="file")
            left = limits.unpacked
            for part in parts:
                left -= part.file_size
                if left < 0 or len(parts) > 1_000:
                    raise Refused("tables.unpacks_too_big", field="file", most=limits.unpacked // 1_000_000)
            for part in parts:  # reading checks the stated size and the checksum, so that neither can lie
                is_sheet = "worksheets/" in part.filename.lower()
                if _is_far(archive, part, is_sheet=is_sheet):
                    _measure(archive, part, limits)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise Refused("tables.broken", field="file") from error
    except Exception as error:
        if type(error).__module__ in {"zlib", "lzma"}:
            raise Refused("tables.broken", field="file") from error
        raise


OTHERS = frozenset({"xl/workbook.bin", "content.xml", "word/document.xml", "ppt/presentation.xml"})


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part as it is unpacked, a little at a time, cut before a tag so that no place is cut in two."""
    left = b""
    with archive.open(part) as stream:
        while piece := stream.read(AT_ONCE):
            piece = left + piece
            cut = piece.rfind(b"<")
            left = piece[cut:] if len(piece) - LONGEST_TAG < cut else b""
            yield piece[:cut] if left else piece
    yield left


def _is_far(archive: zipfile.ZipFile, part: zipfile.ZipInfo, *, is_sheet: bool) -> bool:
    """Whether a sheet may have cells far out, or more rows than their places tell; reads any part to its end."""
    unnumbered, is_far = 0, False
    for piece in _pieces(archive, part):
        if is_sheet:
            unnumbered += len(UNNUMBERED.findall(piece))
            is_far = bool(unnumbered > NEAR or FAR.search(piece) or ODDLY_WRITTEN.search(piece))
            if is_far:
                break
    return is_far


def _measure(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> None:
    """Refuse a sheet with too many rows or a lonely cell far out, before the reader makes room for it.

    The first cell that is too far ends it: what lies behind is not even unpacked.
    """
    widest = tallest = unnumbered = 0
    for piece in _pieces(archive, part):
        for letters, digits in set(PLACE.findall(piece)):
            if len(letters) > 4 or len(digits) > 8:
                raise Refused("tables.too_many_columns", field="file", most=limits.columns)
            widest = max(widest, _column(letters))
            tallest = max(tallest, int(digits or 0))
        unnumbered += len(UNNUMBERED.findall(piece))
        if max(tallest, unnumbered) > limits.rows + 1:
            raise Refused("tables.too_many_rows", field="file", most=limits.rows)
        if widest > limits.columns:
            raise Refused("tables.too_many_columns", field="file", most=limits.columns)
        if widest * tallest > limits.cells:
            raise Refused("tables.too_many_cells", field="file", most=limits.cells)


def _column(letters: bytes) -> int:
    """AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
