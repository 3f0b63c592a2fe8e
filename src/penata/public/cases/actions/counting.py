"""Care for the daily counts: fold what changes added, and make them anew should they ever differ from the cases."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor

from ..queries import count_differences
from ..rules import MEASURES

_KEYS = ("grain", "day", "unit", "service", "area")
_SAME = " and ".join(f"old.{key} = keys.{key}" for key in _KEYS)
_SUMS = ", ".join(f"sum({measure})" for measure in MEASURES)
_FOLD = f"""
with added as (delete from cases_dailycount where not is_folded returning *),
keys as (select distinct {", ".join(_KEYS)} from added),
folded as (delete from cases_dailycount old using keys where old.is_folded and {_SAME} returning old.*),
both_of as (select * from added union all select * from folded)
insert into cases_dailycount ({", ".join(_KEYS)}, {", ".join(MEASURES)}, is_folded)
select {", ".join(_KEYS)}, {_SUMS}, true from both_of group by {", ".join(_KEYS)}
having {" or ".join(f"sum({measure}) <> 0" for measure in MEASURES)}
order by grain, unit, day
"""  # noqa: S608  # own names
_LOCK = "select pg_advisory_xact_lock(hashtext('cases.fold_counts'))"  # two foldings at once would count twice


@transaction.atomic
def fold_counts() -> None:
    """Add the changes of each day together. Readers see the same sums before and after; nothing that counts changes."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        cursor.execute(_FOLD)


@transaction.atomic
def recount(*, by: Actor, at: datetime) -> int:
    """Make the counts anew where they differ from the cases; how many differed. Journaled when any did."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        cursor.execute("lock table cases_case in share row exclusive mode")  # no case changes meanwhile
        differing = count_differences()
        if not differing:
            return 0
        cursor.execute("delete from cases_dailycount")
        cursor.execute(
            f"insert into cases_dailycount (day, grain, unit, service, area, {', '.join(MEASURES)}, is_folded)"  # noqa: S608
            " select due.*, true from cases_dailycount_due due"
        )
    record(by=by, act="cases.recount", about=("cases.dailycount", "", ""), at=at, differing=differing)
    return differing
