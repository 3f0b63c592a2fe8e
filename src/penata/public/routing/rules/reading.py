"""A table of closed cases as a CSV file → examples. Pure: the bytes come in, refusals go out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from penata.foundation.refusals import Refused
from penata.foundation.tables.rules.delimited import lines_in, place_of
from penata.public.routing.rules.facts import Example

_DAY = re.compile(r"^\s*(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?!\d)")
_DAY_FIRST = re.compile(r"^\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")


@dataclass(frozen=True)
class Reading:
    """The usable rows of a file, and what was left out of it."""

    examples: tuple[Example, ...]
    without_unit: int = 0
    without_text: int = 0
    without_day: int = 0
    has_days: bool = False


def examples_in(
    data: bytes,
    *,
    file: str = "",
    text: Sequence[str] = ("text",),
    unit: str = "unit",
) -> Reading:
    """Read the rows of a file. `text` names the columns whose words are joined, `unit` the body that answered.

    The first of several columns is a title and is read twice: its words say most.

    Raises Refused for what cannot be read: an empty file, an unknown encoding, a missing or a doubled column.
    """
    rows = lines_in(data, (*text, unit), file=file, bears_nul=True)
    header = [name.casefold() for name in next(rows)[1]]
    wanted = [*(name.casefold() for name in text), unit.casefold()]
    places = {name: _column(header, name, file, is_needed=name in wanted) for name in [*wanted, *_OPTIONAL]}
    return _gathered(rows, places, wanted[:-1], wanted[-1], file)


_OPTIONAL = ("area", "parent_area", "topic", "received_at")


def _column(header: Sequence[str], name: str, file: str, *, is_needed: bool) -> int | None:
    return place_of(header, name, file) if is_needed or name in header else None


def _gathered(
    rows: Iterator[tuple[int, list[str]]],
    places: dict[str, int | None],
    text: Sequence[str],
    unit: str,
    file: str,
) -> Reading:
    found: list[Example] = []
    left_out: Counter[str] = Counter()
    spoken = text if len(text) == 1 else [text[0], *text]
    for _line, row in rows:
        cells = {name: row[at] for name, at in places.items() if at is not None and at < len(row)}
        body = " ".join(cells.get(unit, "").split())
        if not body:
            left_out["unit"] += 1
            continue
        day = day_in(cells.get("received_at", ""))
        left_out["text"] += not any(cells.get(name) for name in text)
        left_out["day"] += day is None
        words = " ".join(filter(None, (cells.get(name, "") for name in spoken)))
        area, parent, topic = (cells.get(name) or None for name in ("area", "parent_area", "topic"))
        found.append(Example(words, body, area, parent, topic, day))
    if not found:
        raise Refused("routing.empty_file", file=file)
    has_days = left_out["day"] < len(found)
    return Reading(tuple(found), left_out["unit"], left_out["text"], left_out["day"] if has_days else 0, has_days)


def day_in(value: str) -> date | None:
    """The day of "2026-03-01T08:00:00+07:00", "2026-03-01 08:00", "20260301" or "1/3/2026"; None when there is none."""
    match, day_first = _DAY.match(value), _DAY_FIRST.match(value)
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
        if day_first:
            return date(int(day_first[3]), int(day_first[2]), int(day_first[1]))
    except ValueError:
        return None
    return None
