"""When a dashboard is sent."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum


class Rhythm(StrEnum):
    WEEKLY = "weekly"  # each Monday
    MONTHLY = "monthly"  # each first day of a month


def is_due(rhythm: str, last: date | None, since: date, today: date) -> bool:
    """Whether it is to be sent today: a day of sending has come since it was sent last, or since it was ordered.

    A worker that slept over the day sends it later, once.
    """
    day = today - timedelta(days=today.weekday()) if rhythm == Rhythm.WEEKLY else today.replace(day=1)
    return day > last if last is not None else day > since
