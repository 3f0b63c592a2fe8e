"""What changed since yesterday, as far as he was told of it: his notices, one line for each record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from penata.foundation.calendars.queries import calendar
from penata.foundation.notices.models import Channel

SHOWN, READ = 8, 200  # lines of the desk; newest notices that are read for them


class Change(NamedTuple):
    """The newest word on one record. `others`: how many older ones there are since then."""

    at: datetime
    subject: str
    address: str
    others: int


@dataclass(frozen=True, slots=True)
class Changes:
    """`since` is the instant that the list begins with; `records` how many there are, `is_cut`: at least."""

    since: datetime
    rows: list[Change]
    records: int = 0
    is_cut: bool = False


_TOLD = """
select deliver_after, subject, link, about_kind, about_key from notices_notice
where recipient_id = %(account)s and channel = %(channel)s and cancelled_at is null
    and deliver_after > %(since)s and deliver_after <= %(at)s
order by deliver_after desc, id desc limit %(most)s
"""


def changes(account_id: int | None, *, at: datetime) -> Changes:
    """Since the beginning of the working day before; one query."""
    since = _since(timezone.localdate(at))
    if account_id is None:
        return Changes(since, [])
    given: dict[str, Any] = {
        "account": account_id,
        "channel": Channel.IN_APP.value,
        "since": since,
        "at": at,
        "most": READ + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, given)
        rows = cursor.fetchall()
    newest: dict[tuple[str, str], list[tuple[datetime, str, str]]] = {}
    for told_at, subject, link, kind, key in rows[:READ]:
        newest.setdefault((kind, key), []).append((told_at, subject, link))
    lines = [Change(*told[0], len(told) - 1) for told in newest.values()]
    return Changes(since, lines[:SHOWN], len(lines), len(rows) > READ)


def _since(on: date) -> datetime:
    """Midnight of the last working day before: on a Monday the whole weekend is new."""
    days, day = calendar(), on - timedelta(days=1)
    while not days.is_working(day) and day > on - timedelta(days=14):
        day -= timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time.min))
