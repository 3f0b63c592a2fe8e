"""A table of tasks as a CSV file → activities. Pure: the bytes come in, refusals go out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal

from penata.foundation.refusals import Refused

from .network import Activity, Days

COLUMNS = ("task", "days", "depends_on")
LONGEST_FIELD = 10_000_000
_SEPARATORS = ",;\t"
_DAYS = re.compile(r"\d{1,6}(?:[.,]\d{1,4})?", re.ASCII)
_ZERO = re.compile(r"[.,]0+$")


def activities_in(data: bytes, *, file: str = "") -> list[Activity]:
    """Read the columns task, days and depends_on (names separated by blanks); others are passed over.

    The file is UTF-8, with or without its mark, cut by commas, semicolons or tabs, whichever its header has.

    Raises Refused for what cannot be read, with the line.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("plans.unknown_encoding", file=file) from None
    if not text.strip():
        raise Refused("plans.empty_file", file=file)
    found: list[Activity] = []
    lines: dict[str, int] = {}
    for line, (name, days, needed) in _rows(text, file):
        if not name:
            raise Refused("plans.nameless_task", file=file, line=line)
        if name in lines:
            raise Refused("plans.doubled_row", file=file, line=line, task=name, first=lines[name])
        lines[name] = line
        found.append(Activity(name, _days(days, name, line, file), tuple(needed.split())))
    if not found:
        raise Refused("plans.empty_file", file=file)
    for activity in found:
        unknown = next((one for one in activity.after if one not in lines), None)
        if unknown is not None:
            line = lines[activity.name]
            raise Refused("plans.unknown_row", file=file, line=line, task=activity.name, needed=unknown)
    return found


def _rows(text: str, file: str) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """(line, the three cells) of each row that is not empty."""
    csv.field_size_limit(LONGEST_FIELD)
    first = text.lstrip().split("\n", 1)[0]
    separator = max(_SEPARATORS, key=lambda mark: (first.count(mark), -_SEPARATORS.index(mark)))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        header = [name.strip().casefold() for name in next((row for row in rows if any(row)), [])]
        places = [_column(header, name, file) for name in COLUMNS]
        for row in rows:
            if any(cell.strip() for cell in row):
                name, days, needed = (row[at].strip() if at < len(row) else "" for at in places)
                yield rows.line_num, (name, days, needed)
    except csv.Error as error:
        raise Refused("plans.unreadable_file", file=file, line=rows.line_num, error=str(error)) from None


def _column(header: list[str], name: str, file: str) -> int:
    if header.count(name) > 1:
        raise Refused("plans.doubled_column", file=file, column=name)
    if name not in header:
        raise Refused("plans.missing_column", file=file, column=name, found=", ".join(filter(None, header)))
    return header.index(name)


def _days(words: str, task: str, line: int, file: str) -> Days:
    """Whole days as int; parts of a day exactly, as Decimal."""
    if not _DAYS.fullmatch(words):
        raise Refused("plans.odd_days", file=file, line=line, task=task, days=words)
    whole = _ZERO.sub("", words)
    return int(whole) if whole.isdigit() else Decimal(whole.replace(",", "."))
