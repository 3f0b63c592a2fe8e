"""A log of events as a CSV file → columns. It is read line by line: the file is never held whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from penata.foundation.refusals import Refused
from penata.foundation.tables.rules.delimited import Rows, opened, rows_of

from ..reading import MOST_CLOCKS, broken_at, shift
from .log import DAY, NEVER, Gatherer, Log, Mode

COLUMNS = ("case", "step", "unit", "at", "started_at", "finished_at")
MOST_NAMED, LONGEST_NAME = 5, 200
FIRST_YEAR, LAST_YEAR = 1900, 2200
_DAY = r"(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})|(\d{4})(\d{2})(\d{2}))"
_CLOCK = r"(?:[T ]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([Zz]|UTC|WIB|WITA|WIT|[+-]\d{2}(?::?\d{2})?)?)?"
_INSTANT = re.compile(_DAY + _CLOCK)
OTHER_NAMES = {"started_at": "start", "finished_at": "end"}


@dataclass(frozen=True)
class Asked:
    """How a file is to be read. `names`: column → header; `stages`: headers of the instants of a case, in order."""

    names: Mapping[str, str]
    stages: Sequence[str] = ()
    last_steps: frozenset[str] = frozenset()
    are_starts: bool = False


def log_in(path: Path, asked: Asked) -> Log:
    """Read the events of a file. Raises Refused, with the numbers of the lines, for whatever cannot be read."""
    with opened(path, ("case", "step")) as text:
        rows, skipped = rows_of(text)
        with broken_at(rows, str(path), skipped):
            header = next((row for row in rows if any(cell.strip() for cell in row)), None)
            if header is None:
                raise Refused("improvement.empty_log", file=str(path))
            names = [name.strip().strip("\ufeff") for name in header]
            return _Reader(names, asked, str(path)).read(rows, skipped)


class _Reader:
    """Rows → events; what is wrong with the first few is told, the rest counted."""

    def __init__(self, header: list[str], asked: Asked, file: str) -> None:
        self.asked, self.file, self.width = asked, file, len(header)
        folded = [name.casefold() for name in header]
        self.header = header

        def place(name: str, *, needed: bool) -> int:
            found = folded.count(name.casefold())
            if found > 1:
                raise Refused("improvement.doubled_column", file=file, column=name)
            if not found and needed:
                raise Refused(
                    "improvement.missing_column", file=file, column=name, found=", ".join(filter(None, header)) or "–"
                )
            return folded.index(name.casefold()) if found else -1

        unknown = [name for name in asked.names if name not in COLUMNS]
        if unknown:
            raise Refused("improvement.unknown_column", column=unknown[0], known=", ".join(COLUMNS))
        short = {name: other for name, other in OTHER_NAMES.items() if name not in folded and other in folded}
        named = short | dict(asked.names)
        at = {name: place(named.get(name, name), needed=name in asked.names or name == "case") for name in COLUMNS}
        self.case, self.step, self.unit = at["case"], at["step"], at["unit"]
        self.stages = [place(name, needed=True) for name in asked.stages]
        self.at, self.start, self.end = at["at"], at["started_at"], at["finished_at"]
        self.mode = self._mode()
        self.gathered, self.instant = Gatherer(self.mode), instants()
        self.told: list[str] = []
        self.wrong = 0
        self.reversed: list[int] = []  # lines whose end is before their start

    def _mode(self) -> Mode:
        if self.stages:
            return Mode.FINISHES
        if self.start >= 0 and self.end >= 0:
            return Mode.SPANS if self.step >= 0 else Mode.WHOLE
        if self.step < 0 or max(self.at, self.start, self.end) < 0:
            raise Refused("improvement.no_times", file=self.file, found=", ".join(filter(None, self.header)) or "–")
        if self.at < 0:
            self.at = max(self.start, self.end)
            return Mode.STARTS if self.start >= 0 else Mode.FINISHES
        return Mode.STARTS if self.asked.are_starts else Mode.FINISHES

    def read(self, rows: Rows, skipped: int) -> Log:
        take = self._stages if self.stages else self._span if self.mode in {Mode.SPANS, Mode.WHOLE} else self._point
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            line = rows.line_num + skipped
            if len(row) > self.width and any(cell.strip() for cell in row[self.width :]):
                self._bad(
                    line, f"{len(row)} cells, but the header has {self.width}; put text with separators in quotes"
                )
                continue
            cells = row + [""] * (self.width - len(row))
            if cells[self.case].strip():
                take(line, cells)
            else:
                self._bad(line, f"{self.header[self.case]} is empty")
        return self._log()

    def _log(self) -> Log:
        if self.wrong:
            more = f"; … and {self.wrong - MOST_NAMED} more" if self.wrong > MOST_NAMED else ""
            raise Refused("improvement.bad_events", file=self.file, count=self.wrong, rows="; ".join(self.told) + more)
        if not len(self.gathered) and self.reversed:
            raise Refused("improvement.all_reversed", file=self.file, count=len(self.reversed))
        if not len(self.gathered):
            raise Refused("improvement.empty_log", file=self.file)
        last = self.asked.last_steps
        if self.stages and not last:
            last = frozenset({self.header[self.stages[-1]]})
        return self.gathered.log(last_steps=last, left_out=tuple(self.reversed))

    def _bad(self, line: int, what: str) -> None:
        self.wrong += 1
        if len(self.told) < MOST_NAMED:
            self.told.append(f"line {line}: {what}")

    def _time(self, line: int, row: list[str], place: int) -> int | None:
        """The instant of a cell, NEVER for an empty one, None when it cannot be read, which is then told."""
        written = row[place]
        if not written or written.isspace():
            return NEVER
        found = self.instant(written)
        if found is None:
            self._bad(line, f"{self.header[place]} is '{written.strip()[:40]}'; write 2026-03-01 or 2026-03-01 08:30")
        return found

    def _span(self, line: int, row: list[str]) -> None:
        start, end = self._time(line, row, self.start), self._time(line, row, self.end)
        if start is None or end is None:
            return
        if start == NEVER and end == NEVER:
            self._bad(line, f"{self.header[self.start]} and {self.header[self.end]} are empty")
        elif NEVER not in {start, end} and end < start:
            self.reversed.append(line)
        else:
            self._add(line, row, row[self.step] if self.step >= 0 else "", start, end)

    def _point(self, line: int, row: list[str]) -> None:
        at = self._time(line, row, self.at)
        if at == NEVER:
            self._bad(line, f"{self.header[self.at]} is empty")
        elif at is not None:
            is_start = self.mode is Mode.STARTS
            self._add(line, row, row[self.step], at if is_start else NEVER, NEVER if is_start else at)

    def _stages(self, line: int, row: list[str]) -> None:
        found = [(place, self._time(line, row, place)) for place in self.stages]
        if any(at is None for _place, at in found):
            return
        times = [(place, at) for place, at in found if at is not None and at != NEVER]
        if not times:
            self._bad(line, "no instant is filled in")
        elif any(later[1] < earlier[1] for earlier, later in pairwise(times)):
            self.reversed.append(line)
        else:
            for place, at in times:
                self._add(line, row, self.header[place], NEVER, at)

    def _add(self, line: int, row: list[str], step: str, start: int, end: int) -> None:
        if self.step >= 0 and not self.stages and not step.strip():
            self._bad(line, f"{self.header[self.step]} is empty")
            return
        unit = row[self.unit] if self.unit >= 0 else ""
        self.gathered.add(row[self.case].strip()[:LONGEST_NAME], step, unit, start, end)


def instants() -> Callable[[str], int | None]:
    """Text → seconds since the day 0, by the clock of the first zone that is named; None for what is no instant."""
    known: dict[str, int | None] = {}
    zone: list[int] = []

    def instant(written: str) -> int | None:
        if written not in known:
            if len(known) > MOST_CLOCKS:
                known.clear()
            known[written] = _read(written.strip(), zone)
        return known[written]

    return instant


def _read(written: str, zone: list[int]) -> int | None:
    found = _INSTANT.fullmatch(written)
    if found is None:
        return None
    day = [part for part in found.groups()[:9] if part is not None]
    year, month, number = day if len(day[0]) == 4 else reversed(day)
    hour, minute, second = (int(part or 0) for part in found.groups()[9:12])
    try:
        ordinal = date(int(year), int(month), int(number)).toordinal()
    except ValueError:
        return None
    if not FIRST_YEAR <= int(year) <= LAST_YEAR or hour > 23 or minute > 59 or second > 60:
        return None
    at = ordinal * DAY + hour * 3600 + minute * 60 + min(second, 59)
    return at if found[13] is None else at + 60 * shift(found[13], zone)
