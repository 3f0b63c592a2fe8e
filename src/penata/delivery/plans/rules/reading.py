"""A table of tasks as a CSV file → activities. Pure: the bytes come in, refusals go out."""

from __future__ import annotations

import re
from decimal import Decimal

from penata.foundation.refusals import Refused
from penata.foundation.tables.rules.delimited import rows_in

from .network import Activity, Days

COLUMNS = ("task", "days", "depends_on")
_DAYS = re.compile(r"\d{1,6}(?:[.,]\d{1,4})?", re.ASCII)
_ZERO = re.compile(r"[.,]0+$")


def activities_in(data: bytes, *, file: str = "") -> list[Activity]:
    """Read the columns task, days and depends_on (names separated by blanks); others are passed over.

    Raises Refused for what cannot be read, with the line.
    """
    found: list[Activity] = []
    lines: dict[str, int] = {}
    for line, (name, days, needed) in rows_in(data, COLUMNS, file=file):
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


def _days(words: str, task: str, line: int, file: str) -> Days:
    """Whole days as int; parts of a day exactly, as Decimal."""
    if not _DAYS.fullmatch(words):
        raise Refused("plans.odd_days", file=file, line=line, task=task, days=words)
    whole = _ZERO.sub("", words)
    return int(whole) if whole.isdigit() else Decimal(whole.replace(",", "."))
