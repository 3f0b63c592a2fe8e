"""A table of cases as a CSV file → columns. It is read line by line: the file is never held whole."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from penata.foundation.refusals import Refused

from .table import NEVER, Cases, Gatherer

NEEDED = ("received_at", "unit", "topic")
OPTIONAL = ("area", "answered_at", "text", "handed_from", "promised_by")
LONGEST_FIELD, CHUNK = 10_000_000, 1 << 20
MOST_NAMED, MOST_CLOCKS = 5, 200_000
_SEPARATORS = ",;\t|"
_CLOCK = re.compile(
    r"^[T ]\s*(\d{1,2})[:.](\d{2})(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:Z|UTC|WIB|WITA|WIT|[+-]\d{2}:?\d{2})?$"
)
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(.*)$", re.DOTALL)
_PACKED = re.compile(r"^(\d{4})(\d{2})(\d{2})(.*)$", re.DOTALL)
_DAY_FIRST = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(.*)$", re.DOTALL)


@dataclass(frozen=True)
class Reading:
    cases: Cases
    answered_before: int = 0  # answered before they came: such answers are not used


def cases_in(path: Path) -> Reading:
    """Read the cases of a file. Raises Refused, with the numbers of the lines, for whatever cannot be read."""
    try:
        with path.open("rb") as raw:
            encoding = encoding_of(raw, str(path))
        with path.open(encoding=encoding, newline="") as text:
            return _gathered(text, str(path))
    except OSError:
        raise Refused("improvement.missing_file", file=str(path)) from None


def encoding_of(raw: IO[bytes], file: str) -> str:
    """UTF-8 with or without its mark, UTF-16 with its mark, or the Windows code page of older spreadsheets."""
    first = raw.read(CHUNK)
    if first[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if not first.strip():
        raise Refused("improvement.empty_file", file=file)
    if first.count(b"\x00") * 10 > len(first):
        raise Refused("improvement.unknown_encoding", file=file)
    decoder, chunk = codecs.getincrementaldecoder("utf-8")(), first
    try:
        while chunk:
            decoder.decode(chunk)
            chunk = raw.read(CHUNK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _gathered(text: IO[str], file: str) -> Reading:
    csv.field_size_limit(LONGEST_FIELD)
    rows = rows_of(text)
    try:
        header = next((row for row in rows if any(cell.strip() for cell in row)), None)
        if header is None:
            raise Refused("improvement.empty_file", file=file)
        places = _places([name.strip().strip("\ufeff").casefold() for name in header], file)
        return _taken(rows, places, len(header), file)
    except (csv.Error, UnicodeDecodeError) as error:
        line = getattr(rows, "line_num", "?")
        raise Refused("improvement.unreadable_file", file=file, line=line, error=str(error)) from error


def rows_of(text: IO[str]) -> csv._reader:  # type: ignore[name-defined]
    """The rows of a CSV file, by the separator that its first line has most of."""
    at, first = text.tell(), ""
    while not first.strip() and (line := text.readline()):
        first = line
    text.seek(at)
    separator = max(_SEPARATORS, key=lambda mark: (first.count(mark), -_SEPARATORS.index(mark)))
    return csv.reader(text, delimiter=separator)


def _places(header: list[str], file: str) -> dict[str, int]:
    for name in (*NEEDED, *OPTIONAL):
        if header.count(name) > 1:
            raise Refused("improvement.doubled_column", file=file, column=name)
    for name in NEEDED:
        if name not in header:
            raise Refused(
                "improvement.missing_column", file=file, column=name, found=", ".join(filter(None, header)) or "–"
            )
    return {name: header.index(name) for name in (*NEEDED, *OPTIONAL) if name in header}


class _Bad:
    """What is wrong in which line; the first few are told, the others counted."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.count = 0

    def add(self, line: int, what: str) -> None:
        self.count += 1
        if len(self.told) < MOST_NAMED:
            self.told.append(f"line {line}: {what}")


def _taken(rows: csv._reader, places: dict[str, int], width: int, file: str) -> Reading:  # type: ignore[name-defined]
    gathered, bad, early = Gatherer(), _Bad(), 0
    instant = _remembering()
    pick = _picking(places)
    number = 0
    for row in rows:
        line = rows.line_num
        if not row or (not row[0] and not any(cell.strip() for cell in row)):
            continue
        number += 1
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            bad.add(line, f"{len(row)} cells, but the header has {width}; put text with separators in quotes")
            continue
        received, unit, topic, area, answered, words, handed, promised = pick(row)
        came = instant(received)
        if came is None:
            bad.add(
                line, f"received_at is '{received.strip()[:40]}'; write a day such as 2026-03-01 or 2026-03-01 08:30"
            )
            continue
        left = instant(answered) if answered and not answered.isspace() else (NEVER, NEVER)
        if left is None:
            bad.add(
                line, f"answered_at is '{answered.strip()[:40]}'; write a day such as 2026-03-01, or leave it empty"
            )
            continue
        if left[0] != NEVER and left[0] < came[0]:
            early, left = early + 1, (NEVER - 1, NEVER)
        due = instant(promised) if promised and not promised.isspace() else (NEVER, NEVER)
        if due is None:
            bad.add(
                line, f"promised_by is '{promised.strip()[:40]}'; write a day such as 2026-03-01, or leave it empty"
            )
            continue
        gathered.add(
            line, came[0], minute=came[1], answered=left[0], due=due[0], unit=unit, topic=topic, area=area,
            handed_from=handed, text=words,
        )  # fmt: skip
    if bad.count:
        more = f"\n  … and {bad.count - MOST_NAMED} more" if bad.count > MOST_NAMED else ""
        raise Refused("improvement.bad_rows", file=file, count=bad.count, rows="\n  ".join(bad.told) + more)
    if not number:
        raise Refused("improvement.empty_file", file=file)
    return Reading(gathered.cases(), early)


def _picking(places: dict[str, int]) -> Callable[[list[str]], tuple[str, ...]]:
    """The eight cells of a row; those that are missing are empty."""
    order = ("received_at", "unit", "topic", "area", "answered_at", "text", "handed_from", "promised_by")
    at = [places.get(name, -1) for name in order]

    def pick(row: list[str]) -> tuple[str, ...]:
        count = len(row)
        return tuple([row[place] if 0 <= place < count else "" for place in at])

    return pick


def _remembering() -> Callable[[str], tuple[int, int] | None]:
    """Days are few and stand in many rows: each is worked out once."""
    known: dict[str, int | None] = {}
    clocks: dict[str, int | None] = {"": NEVER}

    def instant(value: str) -> tuple[int, int] | None:
        head, tail = value[:10], value[10:]
        if head not in known:
            known[head] = _ordinal(head)
        day = known[head]
        if day is not None:
            if tail not in clocks:
                if len(clocks) > MOST_CLOCKS:
                    clocks.clear()
                clocks[tail] = NEVER if tail.isspace() else _minute(tail)
            minute = clocks[tail]
            return None if minute is None else (day, minute)
        return _slowly(value.strip())

    return instant


def _ordinal(value: str) -> int | None:
    """Of a day of ten characters: 2026-03-01, 01/03/2026."""
    if len(value) != 10:
        return None
    match, day_first = _ISO.match(value), _DAY_FIRST.match(value)
    try:
        if match and not match[4]:
            return date(int(match[1]), int(match[2]), int(match[3])).toordinal()
        if day_first and not day_first[4]:
            return date(int(day_first[3]), int(day_first[2]), int(day_first[1])).toordinal()
    except ValueError:
        return None
    return None


def _slowly(value: str) -> tuple[int, int] | None:
    """Of shorter ways to write it: 2026-3-1, 1/3/2026 8:05, 20260301."""
    for pattern, order in ((_ISO, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1)), (_PACKED, (1, 2, 3))):
        if match := pattern.match(value):
            try:
                day = date(*(int(match[place]) for place in order)).toordinal()
            except ValueError:
                return None
            minute = _minute(match[4]) if match[4].strip() else NEVER
            return None if minute is None else (day, minute)
    return None


def _minute(tail: str) -> int | None:
    match = _CLOCK.match(tail.rstrip())
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    return int(match[1]) * 60 + int(match[2])
