from __future__ import annotations

from datetime import UTC, datetime

from django.db import connection


def last_act() -> datetime | None:
    """The instant of the last committed structural act; asked by each page that keeps what it shows until the next."""
    with connection.cursor() as cursor:
        cursor.execute("select max(instant) from dated_act")
        instant: datetime | None = cursor.fetchone()[0]
    return instant


def known_at(at: datetime | None) -> datetime | None:
    """The instant whose belief may be asked for when someone asks for `at`.

    None stays None ("as known now"). A later instant than the last committed act gives that act's instant: an act
    that is still being written may carry an earlier instant than `at`, and would change the answer afterwards.
    """
    if at is None:
        return None
    last = last_act()
    return _in_utc(at if last is None else min(at, last))


def _in_utc(at: datetime) -> datetime:
    """The same instant with an offset that the database knows: it refuses those of more than sixteen hours."""
    try:
        return at.astimezone(UTC)
    except OverflowError:  # hours before the year 1
        return datetime.min.replace(tzinfo=UTC)
