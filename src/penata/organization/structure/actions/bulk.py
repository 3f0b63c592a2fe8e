"""Many versions at once, for imports: set-based, by COPY, within the caller's act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
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
    """How many subjects are new, changed, the same; which end, and which rows hold no day."""

    new: int = 0
    changed: int = 0
    same: int = 0
    ended: list[Incoming] = field(default_factory=list)
    empty: list[Incoming] = field(default_factory=list)


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


Believed = tuple[int, Period, Values, Values]  # key, days, values, (decree, article)
Written = tuple[Incoming, Period, Values, Values | None]


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
    ends: bool = False,
) -> Brought:
    """Write the versions that the rows mean, one row a subject. Columns that are not `stated` keep what they have.

    An unchanged subject is passed over; a changed one has a new version from the row's day on (default: `day`).
    With `ends` a row's `until` is the end of its subject, unless what follows from that very day is known already.
    """
    believed = _believed(version, subject, columns, [row.subject for row in rows])
    keep = [i for i, column in enumerate(columns) if column not in stated]
    result = Brought()
    closed: list[int] = []
    written: list[Written] = []
    for row in rows:
        versions = believed.get(row.subject, [])
        is_end = ends and row.until is not None and all(v[1].since != row.until for v in versions)
        days = _days_of(row, versions, day)
        if days is None and not (is_end and versions and versions[0][1].since < (row.until or day)):
            result.empty.append(row)
            continue
        if is_end:
            result.ended.append(row)
        if not versions:
            result.new += 1
            written.append((row, days or Period(day), row.values, None))
            continue
        meant = [] if days is None else _meant(row.values, versions, days, keep)
        whole = days or Period(row.until or day)
        span = Period(whole.since) if is_end else whole
        touched = [v for v in versions if v[1].overlaps(span)]
        if meant == _joined([(v[1].overlap(span) or span, v[2]) for v in touched]):
            result.same += 1
            continue
        result.changed += 1
        closed.extend(key for key, *_ in touched)
        written.extend((row, piece, v[2], v[3]) for v in touched for piece in v[1].without(span))
        written.extend((row, piece, values, None) for piece, values in meant)
    close_belief(version, closed, at=at)  # type: ignore[type-var]
    copy_rows(version, [subject, *columns, "decree_id", "article", "valid", "recorded"], _lines(written, at))
    return result


def _days_of(row: Incoming, versions: Sequence[Believed], day: date) -> Period | None:
    """The days about which a row speaks; None: it holds none."""
    since = row.since or (max(day, versions[0][1].since) if versions else row.decree_day)
    return Period(since, row.until) if row.until is None or since < row.until else None


def _lines(written: Iterable[Written], at: datetime) -> Iterator[tuple[Any, ...]]:
    recorded = since_text(at)
    for row, days, values, source in written:
        law = source or (row.decree_id, row.article)
        yield row.subject, *map(_adapted, values), *law, days_text(days.since, days.until), recorded


def _believed(
    version: type[models.Model], subject: str, columns: Sequence[str], ids: Sequence[int]
) -> dict[int, list[Believed]]:
    """Subject → its believed versions, the earliest first."""
    found = (
        version._default_manager.filter(recorded__upper_inf=True, **{f"{subject}__in": list(ids)})
        .order_by("valid")
        .values_list("id", subject, "valid", "decree_id", "article", *columns)
    )
    result: dict[int, list[Believed]] = {}
    for key, of, valid, decree, article, *values in found.iterator(chunk_size=5000):
        result.setdefault(of, []).append((key, Period(valid.lower, valid.upper), tuple(values), (decree, article)))
    return result


def _meant(
    values: Values, versions: Sequence[Believed], days: Period, keep: Sequence[int]
) -> list[tuple[Period, Values]]:
    """What is true on the days when a row's values stand in: what it does not say stays as it was on each day."""
    left, pieces, spoken = [days], [], values
    for _key, own, before, _source in versions:
        shared = own.overlap(days)
        spoken = _merged(values, before, keep)
        if shared is not None:
            pieces.append((shared, spoken))
            left = [piece for part in left for piece in part.without(own)]
    return _joined([*pieces, *((piece, spoken) for piece in left)])


def _merged(values: Values, before: Values, keep: Sequence[int]) -> Values:
    merged = list(values)
    for i in keep:
        merged[i] = before[i]
    return tuple(merged)


def _joined(pieces: Iterable[tuple[Period, Values]]) -> list[tuple[Period, Values]]:
    """The same in the fewest pieces: neighbors that touch and say the same become one."""
    result: list[tuple[Period, Values]] = []
    for period, values in sorted(pieces, key=lambda piece: piece[0].since):
        if result and result[-1][1] == values and result[-1][0].until == period.since:
            result[-1] = (Period(result[-1][0].since, period.until), values)
        else:
            result.append((period, values))
    return result


def _adapted(value: Any) -> Any:
    return Jsonb(value) if isinstance(value, dict) else value


@lru_cache(maxsize=1024)
def days_text(since: date, until: date | None) -> str:
    """A span of days as COPY reads it; a range object costs five times as much, and files repeat the same few."""
    return f"[{since.isoformat()},{until.isoformat() if until else ''})"


def since_text(at: datetime) -> str:
    """All instants from one on, as COPY reads them."""
    return f'["{at.isoformat()}",)'
