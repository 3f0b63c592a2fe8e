from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.utils.translation import gettext as _

from ..periods import Period
from ..refusals import Refused, put_into_words
from .models import DatedVersion

put_into_words(
    {"dated.nothing_to_end": lambda: _("Mulai %(on)s tidak ada yang berlaku lagi, sehingga tidak ada yang diakhiri.")}
)

V = TypeVar("V", bound=DatedVersion)

_LOCK = 0x70656E617461  # "penata": one structural act at a time


def begin_act(label: str) -> datetime:
    """Take the lock of structural acts, then the instant, and write it down. Must run inside a transaction.

    The lock is held to the end of the transaction, so instants grow in the order of commits.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a structural act needs a transaction")
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(
            "insert into dated_act (instant, label)"
            " select greatest(clock_timestamp(), max(instant) + interval '1 microsecond'), %s from dated_act"
            " returning instant",
            [label[:200]],
        )
        instant: datetime = cursor.fetchone()[0]
    return instant


@transaction.atomic
def replace(
    model: type[V],
    *,
    subject: dict[str, Any],
    period: Period,
    values: dict[str, Any] | None,
    at: datetime,
) -> V | None:
    """Believe from `at` on that the subject has `values` during `period` (None: that it has no version then).

    Versions believed until now that overlap the period are closed, and what they say about other days is written
    again. `subject` are the fields that identify what must not overlap, e.g. {"unit": unit}. Returns the new version.
    """
    open_versions = model._default_manager.filter(recorded__upper_inf=True, **subject)
    touched = list(open_versions.filter(valid__overlap=_days(period)).select_for_update())
    rest: list[V] = []
    for version in touched:
        own = Period(version.valid.lower, version.valid.upper)
        for piece in own.without(period):
            rest.append(_copy(version, piece, at))  # type: ignore[arg-type]
    close_belief(model, [v.pk for v in touched], at=at)
    new = [model(valid=_days(period), recorded=_from(at), **subject, **values)] if values is not None else []
    model._default_manager.bulk_create(rest + new)
    return new[0] if new else None


def close_belief(model: type[V], keys: Iterable[int], *, at: datetime) -> None:
    """Stop believing versions from `at` on; they stay readable as known before.

    A version of this very act was never believed by anyone: it is removed, since its belief would be empty.
    """
    keys = list(keys)
    if not keys:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"delete from {table} where id = any(%s) and lower(recorded) = %s",  # noqa: S608 own table name
            [keys, at],
        )
        cursor.execute(
            f"update {table} set recorded = tstzrange(lower(recorded), %s) where id = any(%s)",  # noqa: S608 own table name
            [at, keys],
        )


def end(model: type[V], *, subject: dict[str, Any], on: date, at: datetime) -> None:
    """Believe from `at` on that the subject has no version from the day `on`.

    Raises Refused("dated.nothing_to_end") when it has none then anyway.
    """
    still = model._default_manager.filter(recorded__upper_inf=True, **subject)
    if not still.filter(valid__overlap=DateRange(on, None)).exists():
        raise Refused("dated.nothing_to_end", on=on)
    replace(model, subject=subject, period=Period(on), values=None, at=at)


def _copy(version: V, period: Period, at: datetime) -> V:
    values = {
        field.attname: getattr(version, field.attname)
        for field in version._meta.concrete_fields
        if not field.primary_key and field.name not in {"valid", "recorded"}
    }
    return type(version)(valid=_days(period), recorded=_from(at), **values)


def _days(period: Period) -> DateRange:
    return DateRange(period.since, period.until)


def _from(at: datetime) -> DateTimeTZRange:
    return DateTimeTZRange(at, None)
