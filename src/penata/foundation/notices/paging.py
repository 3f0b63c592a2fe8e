"""Lists without counting: the next page begins below the last row of this one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime

from .models import Notice


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some notices, and where the older ones begin ("" at the end)."""

    notices: Sequence[Notice]
    older: str


def stretch(notices: QuerySet[Notice], before: str, most: int = 30) -> Stretch:
    """`before` is the `older` of the page above, as it came back in the address; anything else is ignored."""
    day, _sign, key = before.partition("~")
    try:
        at = parse_datetime(day)
    except ValueError:
        at = None
    if at is not None and at.tzinfo is not None and key.isdecimal() and len(key) < 19:
        notices = notices.filter(Q(deliver_after__lt=at) | Q(deliver_after=at, pk__lt=int(key)))
    found = list(notices[: most + 1])
    if len(found) <= most:
        return Stretch(found, "")
    last = found[most - 1]
    return Stretch(found[:most], f"{last.deliver_after.isoformat()}~{last.pk}")
