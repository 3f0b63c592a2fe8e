"""A CSV file as a command gets it → cells by column. For files that need no layout, no limits and no report."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from string import whitespace

from ...refusals import Refused

LONGEST_FIELD = 10_000_000
_SEPARATORS = ",;\t|"
_NOTHING = f'{_SEPARATORS}"{whitespace}'  # a file of nothing else has no cell


def rows_in(
    data: bytes, needed: Sequence[str], *, wanted: Sequence[str] = (), file: str = ""
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(line, cells) of each row that is not empty; cells of the `needed` columns, then of the `wanted` ones.

    A wanted column that is not there gives "". Raises Refused for what cannot be read.
    """
    lines = lines_in(data, needed, file=file)
    header = [name.casefold() for name in next(lines)[1]]
    places = [place_of(header, name, file) for name in needed]
    places += [place_of(header, name, file) if name in header else len(header) for name in wanted]
    for line, cells in lines:
        yield line, tuple(cells[at] if at < len(cells) else "" for at in places)


def lines_in(
    data: bytes, columns: Iterable[str] = (), *, file: str = "", bears_nul: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of each row that is not empty, the header first; `columns` are those that it should have.

    The separator is the one that the header has most of; a byte order mark, `sep=;` and blanks around cells are
    passed over. Encodings: UTF-8, UTF-16 with its mark, Windows-1252. Raises Refused for what cannot be read, for a
    quote that is not closed (it would swallow the rows below), and for a row that is longer than the header (its cells
    would be read as other columns). With `bears_nul` a few NUL characters in what people wrote are taken out.
    """
    text, skipped = _without_hint(_text(data, file, bears_nul))
    if not text.strip(_NOTHING):
        raise Refused("tables.csv_empty", file=file, columns=", ".join(columns))
    csv.field_size_limit(LONGEST_FIELD)
    first = text.lstrip().split("\n", 1)[0]
    separator = max(_SEPARATORS, key=lambda mark: (first.count(mark), -_SEPARATORS.index(mark)))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    width, begun = 0, 1 + skipped
    try:
        for row in rows:
            cells = [cell.strip() for cell in row]
            if any(cells):
                width = width or len(cells)
                if any(cells[width:]):
                    raise Refused("tables.csv_long_row", file=file, line=begun, found=len(cells), wanted=width)
                yield rows.line_num + skipped, cells
            begun = rows.line_num + 1 + skipped
    except csv.Error as error:
        raise Refused("tables.csv_broken", file=file, line=begun, error=str(error)) from None
    if not width:  # blanks of other kinds than the ordinary ones
        raise Refused("tables.csv_empty", file=file, columns=", ".join(columns))


def place_of(header: Sequence[str], name: str, file: str = "") -> int:
    """Where a column stands; Refused when it is not there, or twice."""
    if header.count(name) > 1:
        raise Refused("tables.csv_doubled_column", file=file, column=name)
    if name not in header:
        raise Refused("tables.csv_missing_column", file=file, column=name, found=", ".join(filter(None, header))[:300])
    return header.index(name)


def _text(data: bytes, file: str, bears_nul: bool) -> str:
    has_mark = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ["utf-16"] if has_mark else ["utf-8-sig", "cp1252", "latin-1"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        count = text.count("\x00")
        if not count:
            return text
        if bears_nul and count * 10 <= len(text):  # many of them: UTF-16 without its mark, or no text at all
            return text.replace("\x00", "")
    raise Refused("tables.csv_encoding", file=file)


def _without_hint(text: str) -> tuple[str, int]:
    """Without the line by which a spreadsheet is told its separator; how many lines were taken away."""
    if text[:4].casefold() != "sep=":
        return text, 0
    return text.partition("\n")[2], 1
