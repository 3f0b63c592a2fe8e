"""Many versions at once, for imports: set-based, by COPY, within the caller's act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection, models
from psycopg.types.json import Jsonb

from penata.foundation.dated.actions import close_belief
from penata.foundation.periods import Period
from penata.foundation.tables.actions import copy_rows

Values = tuple[Any, ...]


@dataclass(slots=True)
class Brought:
    """How many subjects are new, changed, the same."""

    new: int = 0
    changed: int = 0
    same: int = 0


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a file says of a subject: `values` in the order of the columns, and the decree that says so.

    `since` None: a new subject begins with its decree, a known one changes on the day of the import.
    """

    subject: int
    values: Values
    decree_id: int
    article: str
    decree_day: date
    since: date | None = None
    until: date | None = None


def subjects(model: type[models.Model], codes: Sequence[str]) -> dict[str, int]:
    """Code → key of subjects; those that are not there are made."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f'select code, id from "{table}" where code = any(%s)', [list(codes)])  # noqa: S608 own table
        known = dict(cursor.fetchall())
        missing = [code for code in codes if code not in known]
        if missing:
            copy_rows(model, ["code"], ((code,) for code in missing))
            cursor.execute(f'select code, id from "{table}" where code = any(%s)', [missing])  # noqa: S608 own table
            known |= dict(cursor.fetchall())
    return known


def bring_in(
    version: type[models.Model],
    subject: str,
    columns: Sequence[str],
    rows: Sequence[Incoming],
    *,
    stated: frozenset[str],
    at: datetime,
    day: date,
) -> Brought:
    """Write the versions that the rows mean, one row a subject. Columns that are not `stated` keep what they have.

    An unchanged subject is passed over; a changed one has a new version from the row's day on (default: `day`).
    """
    believed = _believed(version, subject, columns, [row.subject for row in rows])
    keep = [i for i, column in enumerate(columns) if column not in stated]
    result = Brought()
    closed: list[int] = []
    written: list[tuple[Incoming, Period, Values, Values | None]] = []
    for row in rows:
        versions = believed.get(row.subject, [])
        if not versions:
            result.new += 1
            written.append((row, Period(row.since or row.decree_day, row.until), row.values, None))
            continue
        first = min(v[1].since for v in versions)
        days = Period(row.since or max(day, first), row.until)
        touched = [v for v in versions if v[1].overlaps(days)]
        merged = _merged(row.values, touched or versions, keep)
        if _covers(touched, days) and all(v[2] == merged for v in touched):
            result.same += 1
            continue
        result.changed += 1
        for key, own, values, source in touched:
            closed.append(key)
            written.extend((row, piece, values, source) for piece in own.without(days))
        written.append((row, days, merged, None))
    close_belief(version, closed, at=at)  # type: ignore[type-var]
    recorded = since_text(at)
    copy_rows(
        version,
        [subject, *columns, "decree_id", "article", "valid", "recorded"],
        (
            (
                row.subject,
                *map(_adapted, values),
                *(source or (row.decree_id, row.article)),
                days_text(d.since, d.until),
                recorded,
            )
            for row, d, values, source in written
        ),
    )
    return result


def _believed(
    version: type[models.Model], subject: str, columns: Sequence[str], ids: Sequence[int]
) -> dict[int, list[tuple[int, Period, Values, Values]]]:
    """Subject → its believed versions: key, days, values, (decree, article)."""
    found = (
        version._default_manager.filter(recorded__upper_inf=True, **{f"{subject}__in": list(ids)})
        .order_by("valid")
        .values_list("id", subject, "valid", "decree_id", "article", *columns)
    )
    result: dict[int, list[tuple[int, Period, Values, Values]]] = {}
    for key, of, valid, decree, article, *values in found.iterator(chunk_size=5000):
        result.setdefault(of, []).append((key, Period(valid.lower, valid.upper), tuple(values), (decree, article)))
    return result


def _merged(values: Values, versions: Sequence[tuple[int, Period, Values, Values]], keep: Iterable[int]) -> Values:
    merged = list(values)
    for i in keep:
        merged[i] = versions[-1][2][i]
    return tuple(merged)


def _covers(versions: Sequence[tuple[int, Period, Values, Values]], days: Period) -> bool:
    left = [days]
    for _key, own, _values, _source in versions:
        left = [piece for part in left for piece in part.without(own)]
    return not left


def _adapted(value: Any) -> Any:
    return Jsonb(value) if isinstance(value, dict) else value


@lru_cache(maxsize=1024)
def days_text(since: date, until: date | None) -> str:
    """A span of days as COPY reads it; a range object costs five times as much, and files repeat the same few."""
    return f"[{since.isoformat()},{until.isoformat() if until else ''})"


def since_text(at: datetime) -> str:
    """All instants from one on, as COPY reads them."""
    return f'["{at.isoformat()}",)'
