"""A table of cases as a CSV file → columns. It is read line by line: the file is never held whole."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from penata.foundation.refusals import Refused
from penata.foundation.tables.rules.delimited import Rows, opened, place_of, rows_of

from .table import NEVER, Cases, Gatherer

NEEDED = ("received_at", "unit", "topic")
OPTIONAL = ("area", "answered_at", "text", "handed_from", "promised_by")
MOST_NAMED, MOST_CLOCKS = 5, 200_000
_CLOCK = re.compile(
    r"^[T ]\s*(\d{1,2})[:.]?(\d{2})(?:[:.]?\d{2}(?:[.,]\d+)?)?\s*([Zz]|UTC|WIB|WITA|WIT|[+-]\d{2}(?::?\d{2})?)?$"
)
ZONES = {"Z": 0, "UTC": 0, "WIB": 7 * 60, "WITA": 8 * 60, "WIT": 9 * 60}  # minutes before UTC
MINUTES = 24 * 60
NO_DAY = {"nat", "nan", "null", "none", "n/a", "-", "–"}
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(.*)$", re.DOTALL)
_PACKED = re.compile(r"^(\d{4})(\d{2})(\d{2})(.*)$", re.DOTALL)
_DAY_FIRST = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(.*)$", re.DOTALL)


@dataclass(frozen=True)
class Reading:
    cases: Cases
    answered_before: int = 0  # answered before they came: such answers are not used


def cases_in(path: Path) -> Reading:
    """Read the cases of a file. Raises Refused, with the numbers of the lines, for whatever cannot be read."""
    with opened(path, NEEDED) as text:
        rows, skipped = rows_of(text)
        with broken_at(rows, str(path), skipped):
            header = next((row for row in rows if any(cell.strip() for cell in row)), None)
            if header is None:
                raise Refused("improvement.empty_file", file=str(path))
            places = _places([name.strip().strip("\ufeff").casefold() for name in header], str(path))
            return _taken(rows, places, len(header), str(path), skipped)


@contextmanager
def broken_at(rows: Rows, file: str, skipped: int) -> Iterator[None]:
    """What is no CSV is refused with its line in the file, whose first `skipped` lines are not among the rows."""
    try:
        yield
    except csv.Error as error:
        raise Refused("tables.csv_broken", file=file, line=rows.line_num + skipped, error=str(error)) from None


def _places(header: list[str], file: str) -> dict[str, int]:
    names = [*NEEDED, *(name for name in OPTIONAL if name in header)]
    return {name: place_of(header, name, file) for name in names}


class _Bad:
    """What is wrong in which line; the first few are told, the others counted."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.count = 0

    def add(self, line: int, what: str) -> None:
        self.count += 1
        if len(self.told) < MOST_NAMED:
            self.told.append(f"line {line}: {what}")


def _taken(rows: Rows, places: dict[str, int], width: int, file: str, skipped: int) -> Reading:
    gathered, bad, early = Gatherer(), _Bad(), 0
    instant = _remembering()
    perhaps = _perhaps(instant)
    pick = _picking(places)
    number = 0
    for row in rows:
        line = rows.line_num + skipped
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
        left = perhaps(answered)
        if left is None:
            bad.add(
                line, f"answered_at is '{answered.strip()[:40]}'; write a day such as 2026-03-01, or leave it empty"
            )
            continue
        if left[0] != NEVER and left[0] < came[0]:
            early, left = early + 1, (NEVER - 1, NEVER)
        due = perhaps(promised)
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
        more = f"; … and {bad.count - MOST_NAMED} more" if bad.count > MOST_NAMED else ""
        raise Refused("improvement.bad_rows", file=file, count=bad.count, rows="; ".join(bad.told) + more)
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
    """Days are few and stand in many rows: each is worked out once. By the clock of the first zone that is named."""
    known: dict[str, int | None] = {}
    clocks: dict[str, _Clock | None] = {"": (0, NEVER)}
    zone: list[int] = []

    def instant(value: str) -> tuple[int, int] | None:
        head, tail = value[:10], value[10:]
        if head not in known:
            known[head] = _ordinal(head)
        day = known[head]
        if day is not None:
            if tail not in clocks:
                if len(clocks) > MOST_CLOCKS:
                    clocks.clear()
                clocks[tail] = (0, NEVER) if tail.isspace() else _minute(tail, zone)
            clock = clocks[tail]
            return None if clock is None else (day + clock[0], clock[1])
        return _slowly(value.strip(), zone)

    return instant


def _perhaps(instant: Callable[[str], tuple[int, int] | None]) -> Callable[[str], tuple[int, int] | None]:
    """The same of a cell that may be empty, or say so in a word of the system that wrote it."""

    def perhaps(value: str) -> tuple[int, int] | None:
        if not value or value.isspace():
            return NEVER, NEVER
        found = instant(value)
        return (NEVER, NEVER) if found is None and value.strip().casefold() in NO_DAY else found

    return perhaps


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


def _slowly(value: str, zone: list[int]) -> tuple[int, int] | None:
    """Of shorter ways to write it: 2026-3-1, 1/3/2026 8:05, 20260301."""
    for pattern, order in ((_ISO, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1)), (_PACKED, (1, 2, 3))):
        if match := pattern.match(value):
            try:
                day = date(*(int(match[place]) for place in order)).toordinal()
            except ValueError:
                return None
            clock = _minute(match[4], zone) if match[4].strip() else (0, NEVER)
            return None if clock is None else (day + clock[0], clock[1])
    return None


_Clock = tuple[int, int]  # days to add, minute of the day


def _minute(tail: str, zone: list[int]) -> _Clock | None:
    match = _CLOCK.match(tail.rstrip())
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    minute = int(match[1]) * 60 + int(match[2])
    return divmod(minute + (shift(match[3], zone) if match[3] else 0), MINUTES)


def shift(written: str, zone: list[int]) -> int:
    """Minutes from a clock to that of the first zone of the file, which `zone` remembers."""
    own = ZONES.get(written.upper())
    if own is None:
        sign, digits = (-1 if written[0] == "-" else 1), written[1:].replace(":", "")
        own = sign * (int(digits[:2]) * 60 + int(digits[2:] or 0))
    if not zone:
        zone.append(own)
    return zone[0] - own
