"""When work comes again (RFC 5545's rules, through python-dateutil)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import takewhile

from dateutil.rrule import MONTHLY, WEEKLY, YEARLY, rrule

HORIZON = timedelta(weeks=8)  # so far ahead tasks appear
MOST = 60  # times at once, however long nobody looked

# unit of the rule, and how many of them lie between two times
_EVERY = {
    "week": (WEEKLY, 1),
    "fortnight": (WEEKLY, 2),
    "month": (MONTHLY, 1),
    "quarter": (MONTHLY, 3),
    "year": (YEARLY, 1),
}


def times(every: str, first: date, last: date | None, *, after: date | None, until: date) -> list[date]:
    """The days that follow `after` up to and with `until`. The 31st of a shorter month is its last day."""
    end = min(until, last) if last else until
    if end < first:
        return []
    unit, interval = _EVERY[every]
    start = datetime.combine(first, time())
    is_at_end = unit in (MONTHLY, YEARLY) and first.day > 28
    # of the days up to the wanted one, the last that the month has
    days = {"bymonthday": range(28, first.day + 1), "bysetpos": -1} if is_at_end else {}
    months = {"bymonth": first.month} if unit == YEARLY and is_at_end else {}
    rule = rrule(unit, dtstart=start, interval=interval, **days, **months)
    found = takewhile(lambda day: day <= end, (one.date() for one in rule))
    return [day for day in found if after is None or day > after][:MOST]
