"""What the personnel agency sets: the periods of a year, the results of units, the figures of law."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.structure.models import Unit

from ..models import Figure, Period, UnitResult
from ..rules import Rhythm, terms_of
from ..rules.law import initial_figures
from ..rules.surveying import LEAST_MINIMUM
from .evaluating import open_for
from .keeping_up import required

BEGIN = date(2023, 1, 1)  # from when the first figures count


@transaction.atomic
def open_year(year: int, *, rhythm: Rhythm, first: date | None = None, by: Actor, at: datetime) -> list[Period]:
    """The periods of a year, monthly or quarterly, and the year itself; without those that ended before `first`, for a
    city that begins within a year. Refused("performance.year_open") the second time."""
    if Period.objects.filter(year=year).exists():
        raise Refused("performance.year_open", field="year")
    _begin_figures()
    periods = Period.objects.bulk_create(
        Period(kind=str(term.kind), year=year, number=term.number, since=term.since, until=term.until)
        for term in terms_of(year, rhythm)
        if first is None or term.until > first
    )
    open_for(None, on=timezone.localdate(at))
    about = ("performance.period", year, str(year))
    record(by=by, act="performance.open_year", about=about, at=at, rhythm=str(rhythm))
    return periods


def _begin_figures() -> None:
    """A city without any figure (a database emptied of them) has those of law."""
    if not Figure.objects.exists():
        Figure.objects.bulk_create(
            Figure(kind=kind, key=key, value=value, basis=basis, is_verified=verified, valid=DateRange(BEGIN, None))
            for kind, key, value, basis, verified in initial_figures()
        )


@transaction.atomic
def set_unit_result(unit: Unit, period: Period, *, value: str, because: str, by: Actor, at: datetime) -> UnitResult:
    """What a unit achieved in a period, and on what that rests; set again, it replaces."""
    because = required(because, "performance.because_missing", "because")
    said = {"value": value, "because": because[:300], "by_label": by.label, "at": at}
    result, _is_new = UnitResult.objects.update_or_create(unit=unit, period=period, defaults=said)
    record(
        by=by, act="performance.set_unit_result", about=unit, because=because, at=at, period=str(period.pk), value=value
    )
    return result


@transaction.atomic
def set_figure(
    figure: Figure, *, value: Decimal, basis: str, since: date, is_verified: bool, by: Actor, at: datetime
) -> Figure:
    """A new version of a figure from a day on; the version before ends there, and nothing of the past changes.

    Refused: `performance.figure_overlaps` when a version already begins on that day or later.
    """
    basis = required(basis, "performance.basis_missing", "basis")
    least = LEAST_MINIMUM if figure.key == "survey_minimum" else 0
    if value < least:
        raise Refused("performance.figure_wrong", field="value", least=least)
    rows = Figure.objects.select_for_update().filter(kind=figure.kind, key=figure.key)
    last = rows.order_by("-valid").first()
    if last is None:
        raise Refused("performance.figure_unknown")
    if last.valid.lower >= since:
        raise Refused("performance.figure_overlaps", field="since")
    last.valid = DateRange(last.valid.lower, since)
    last.save(update_fields=["valid"])
    try:
        with transaction.atomic():
            new = Figure.objects.create(
                kind=figure.kind, key=figure.key, value=value, basis=basis[:200], is_verified=is_verified,
                valid=DateRange(since, None),
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("performance.figure_overlaps", field="since") from error
    details = {"value": str(value), "since": since.isoformat(), "is_verified": is_verified}
    record(by=by, act="performance.set_figure", about=new, because=basis, at=at, **details)
    return new
