"""A CSV file as a command gets it → cells by column. For files that need no layout, no limits and no report.

One of usual size is given as bytes (`lines_in`, `rows_in`); one of millions of rows is read from its path (`opened`,
`rows_of`), and never held whole.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from string import whitespace
from typing import IO, Any, cast

from ...refusals import Refused

Rows = Any  # of the library's reader: an iterator of cells that knows its `line_num`
LONGEST_FIELD, CHUNK = 10_000_000, 1 << 20
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
    text = _decoded(io.BytesIO(data), columns, file, bears_nul)
    rows, skipped = rows_of(text)
    width, begun = 0, 1 + skipped
    try:
        for row in rows:
            cells = [cell.replace("\x00", "").strip() for cell in row]
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


@contextmanager
def opened(path: Path, columns: Iterable[str] = ()) -> Iterator[IO[str]]:
    """The text of a file that is too large to be held: read it with `rows_of`. Raises Refused where it is none."""
    try:
        raw = path.open("rb")
    except OSError:
        raise Refused("tables.csv_missing", file=str(path)) from None
    with raw:
        yield _decoded(raw, columns, str(path), bears_nul=True)


def rows_of(text: IO[str]) -> tuple[Rows, int]:
    """The rows as they stand, and how many lines were passed over before them: `sep=;`, which spreadsheets write."""
    csv.field_size_limit(LONGEST_FIELD)
    at, first, skipped = text.tell(), "", 0
    while not first.strip() and (line := text.readline()):
        if line.lstrip("\ufeff")[:4].casefold() == "sep=":
            at, skipped = text.tell(), skipped + 1
            continue
        first = line
    text.seek(at)
    separator = max(_SEPARATORS, key=lambda mark: (first.count(mark), -_SEPARATORS.index(mark)))
    return csv.reader(text, delimiter=separator, strict=True), skipped


def place_of(header: Sequence[str], name: str, file: str = "") -> int:
    """Where a column stands; Refused when it is not there, or twice."""
    if header.count(name) > 1:
        raise Refused("tables.csv_doubled_column", file=file, column=name)
    if name not in header:
        raise Refused("tables.csv_missing_column", file=file, column=name, found=", ".join(filter(None, header))[:300])
    return header.index(name)


def _decoded(raw: IO[bytes], columns: Iterable[str], file: str, bears_nul: bool) -> IO[str]:
    start = raw.read(4)
    if start in (b"PK\x03\x04", b"\xff\xfe\x00\x00"):  # a workbook, UTF-32
        raise Refused("tables.csv_encoding", file=file)
    has_mark = start[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ["utf-16"] if has_mark else ["utf-8-sig", "cp1252", "latin-1"]:
        found = _letters(raw, encoding)
        if found is None:
            continue
        letters, nul, says_nothing = found
        if says_nothing:
            raise Refused("tables.csv_empty", file=file, columns=", ".join(columns))
        if not nul or (bears_nul and nul * 10 <= letters):  # many: UTF-16 without its mark, or no text at all
            raw.seek(0)
            return io.TextIOWrapper(cast("io.BufferedReader", raw), encoding=encoding, newline="")
    raise Refused("tables.csv_encoding", file=file)


def _letters(raw: IO[bytes], encoding: str) -> tuple[int, int, bool] | None:
    """How many letters, how many of them NUL, and whether there are nothing but separators; None for another encoding.

    Read in parts: a file may be larger than the memory.
    """
    decoder, letters, nul, says_nothing = codecs.getincrementaldecoder(encoding)(), 0, 0, True
    raw.seek(0)
    try:
        while chunk := raw.read(CHUNK):
            text = decoder.decode(chunk)
            letters, nul = letters + len(text), nul + text.count("\x00")
            says_nothing = says_nothing and not text.strip(_NOTHING)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return letters, nul, says_nothing
