"""Pages without counting: the next one begins below the last row of this one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.dateparse import parse_datetime

from .models import Entry, EntryQuerySet
from .queries import older_than


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some entries, and where the older ones begin ("" at the end)."""

    entries: Sequence[Entry]
    older: str


def stretch(entries: EntryQuerySet, before: str, most: int = 50) -> Stretch:
    """`before` is the `older` of the page above, as it came back in the address; anything else is ignored."""
    day, _sign, key = before.partition("~")
    try:
        at = parse_datetime(day)
    except ValueError:
        at = None
    if at is not None and at.tzinfo is not None and key.isdecimal() and len(key) < 19:
        entries = older_than(entries, at, int(key))
    found = list(entries[: most + 1])
    if len(found) <= most:
        return Stretch(found, "")
    last = found[most - 1]
    return Stretch(found[:most], f"{last.at.isoformat()}~{last.pk}")
