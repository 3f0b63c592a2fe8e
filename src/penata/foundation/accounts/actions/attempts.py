"""Limits on how often something may be tried, counted in PostgreSQL, so that they hold across all processes."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from penata.foundation.accounts.models import Attempt
from penata.foundation.refusals import Refused

COUNT = """
insert into accounts_attempt as seen (kind, key, count, until) values (%(kind)s, %(key)s, %(adds)s, %(until)s)
on conflict (kind, key) do update set
    count = case when seen.until <= %(at)s then %(adds)s else seen.count + %(adds)s end,
    until = case when seen.until <= %(at)s then excluded.until else seen.until end
returning count, until
"""


def count_attempt(
    *,
    kind: str,
    key: str,
    limit: int,
    per: timedelta,
    at: datetime | None = None,
    field: str | None = None,
    adds: int = 1,
) -> None:
    """Count one attempt by `key` (an address, a user name); refuse when it is more than `limit` in a span `per`.
    With `adds=0` nothing is counted: it is only asked.

    Call it outside of a transaction: a count inside one that fails would be forgotten with it.
    The refusal `accounts.too_often` becomes a page of status 429 when the view does not catch it.
    """
    at = at or timezone.now()
    values: dict[str, Any] = {"kind": kind, "key": _hidden(kind, key), "until": at + per, "at": at, "adds": adds}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)
        count, until = cursor.fetchone()
    if count > limit:
        minutes = max(1, math.ceil((until - at).total_seconds() / 60))
        raise Refused("accounts.too_often", field=field, minutes=minutes)


def forgive_attempt(*, kind: str, key: str) -> None:
    """Take one count back: what was tried went well."""
    sql = "update accounts_attempt set count = count - 1 where kind = %s and key = %s and count > 0"
    with connection.cursor() as cursor:
        cursor.execute(sql, [kind, _hidden(kind, key)])


def forget_old_attempts(*, at: datetime) -> int:
    """Delete the counts whose span is over; how many there were."""
    return Attempt.objects.filter(until__lte=at).delete()[0]


def _hidden(kind: str, key: str) -> str:
    return salted_hmac(f"penata.attempt.{kind}", key, algorithm="sha256").hexdigest()
