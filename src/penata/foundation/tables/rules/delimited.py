"""A CSV file as a command gets it → cells by column. For files that need no layout, no limits and no report."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from ...refusals import Refused

LONGEST_FIELD = 10_000_000
_SEPARATORS = ",;\t|"


def rows_in(
    data: bytes, needed: Sequence[str], *, wanted: Sequence[str] = (), file: str = ""
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(line, cells) of each row that is not empty; cells of the `needed` columns, then of the `wanted` ones.

    A wanted column that is not there gives "". The separator is the one that the header has most of; a byte order
    mark, `sep=;` and blanks around cells are passed over. Encodings: UTF-8, UTF-16 with its mark, Windows-1252.

    Raises Refused for what cannot be read.
    """
    text, skipped = _without_hint(_text(data, file))
    if not text.strip():
        raise Refused("tables.csv_empty", file=file, columns=", ".join(needed))
    csv.field_size_limit(LONGEST_FIELD)
    first = text.lstrip().split("\n", 1)[0]
    separator = max(_SEPARATORS, key=lambda mark: (first.count(mark), -_SEPARATORS.index(mark)))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        header = [name.strip().casefold() for name in next((row for row in rows if any(row)), [])]
        places = [_place(header, name, file) for name in needed]
        places += [_place(header, name, file) if name in header else len(header) for name in wanted]
        for row in rows:
            if any(cell.strip() for cell in row):
                yield rows.line_num + skipped, tuple(row[at].strip() if at < len(row) else "" for at in places)
    except csv.Error as error:
        raise Refused("tables.csv_broken", file=file, line=rows.line_num + skipped, error=str(error)) from None


def _text(data: bytes, file: str) -> str:
    has_mark = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ["utf-16"] if has_mark else ["utf-8-sig", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refused("tables.csv_encoding", file=file)


def _without_hint(text: str) -> tuple[str, int]:
    """Without the line by which a spreadsheet is told its separator; how many lines were taken away."""
    if text[:4].casefold() != "sep=":
        return text, 0
    return text.partition("\n")[2], 1


def _place(header: list[str], name: str, file: str) -> int:
    if header.count(name) > 1:
        raise Refused("tables.csv_doubled_column", file=file, column=name)
    if name not in header:
        raise Refused("tables.csv_missing_column", file=file, column=name, found=", ".join(filter(None, header))[:300])
    return header.index(name)
