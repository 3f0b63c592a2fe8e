"""How many cases, from the daily counts; and which cases they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import DateField, F, Func, Q
from django.db.models.functions import Least
from django.utils import timezone

from ..models import Case
from ..models.case import CaseQuerySet
from ..rules import MEASURES, Grain, Tally

_SUMS = ", ".join(f"sum({measure})::int" for measure in MEASURES)
_STOCK = {"received", "intake_left", "ended", "late_begun", "late_over"}  # what stood on a day is their sum until it
_STANDING = ", ".join(f"coalesce(sum({one}), 0)::int" if one in _STOCK else "0" for one in MEASURES)


@dataclass(frozen=True, slots=True)
class Scope:
    """Of which cases: all when nothing is said. `units` are named one by one; a service or an area is of all units."""

    units: frozenset[int] | None = None
    service: int | None = None
    area: int | None = None

    @property
    def grain(self) -> Grain:
        if self.area is not None:
            return Grain.AREA
        if self.service is not None:
            return Grain.SERVICE if self.units is None else Grain.UNIT_SERVICE
        return Grain.CITY if self.units is None else Grain.UNIT

    def conditions(self) -> tuple[str, dict[str, Any]]:
        said = {"grain": int(self.grain), "units": [0] if self.units is None else list(self.units)}
        text = "grain = %(grain)s and unit = any(%(units)s)"
        for name in ("service", "area"):
            if getattr(self, name) is not None:
                text += f" and {name} = %({name})s"
                said[name] = getattr(self, name)
        return text, said


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Course:
    """Equal spans of days, oldest first, and what stood before them; the flows of those earlier days are not in it."""

    before: Tally
    spans: tuple[Tally, ...]


def course(scope: Scope, *, until: date, days: int, count: int) -> Course:
    """`count` spans of `days` days, the last one ending with `until`. One query over days, whatever the cases are.

    Of the days before them only what makes a stock is summed: the trend shows nothing else of these years.
    """
    where, said = scope.conditions()
    sql = (
        f"select (%(until)s - day) / %(days)s, {_SUMS} from cases_dailycount"  # noqa: S608
        f" where {where} and day <= %(until)s and day > %(since)s group by 1"
        f" union all select %(count)s, {_STANDING} from cases_dailycount where {where} and day <= %(since)s"
    )
    with connection.cursor() as cursor:
        since = until - timedelta(days=days * count)
        cursor.execute(sql, said | {"until": until, "days": days, "count": count, "since": since})
        found = {row[0]: Tally._make(row[1:]) for row in cursor.fetchall()}
    spans = tuple(found.get(place, Tally()) for place in range(count - 1, -1, -1))
    return Course(found.get(count, Tally()), spans)


def service_courses(*, until: date, days: int, count: int) -> dict[int, list[tuple[int, int]]]:
    """Service → (answered, of those in time) in each of `count` spans, oldest first. One query."""
    sql = """
        select service, (%(until)s - day) / %(days)s as place, sum(answered)::int, sum(in_time)::int
        from cases_dailycount where grain = %(grain)s and unit = 0 and day <= %(until)s and day > %(since)s
        group by 1, 2 having sum(answered) > 0
    """
    since = until - timedelta(days=days * count)
    courses: dict[int, list[tuple[int, int]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, {"until": until, "days": days, "since": since, "grain": int(Grain.SERVICE)})
        for service, place, answered, in_time in cursor.fetchall():
            courses.setdefault(service, [(0, 0)] * count)[count - 1 - place] = (answered, in_time)
    return courses


def tallies(by: str, *, since: date, until: date, units: Iterable[int] | None = None) -> dict[int, Tally]:
    """The sums of the days from `since` to `until` by "unit", "service" or "area"; of `units` only where given.

    Areas are counted for the whole city.
    """
    within = None if units is None else list(units)
    grain = {"unit": Grain.UNIT, "area": Grain.AREA}.get(by, Grain.SERVICE if within is None else Grain.UNIT_SERVICE)
    narrowed = " and unit = any(%(units)s)" if within is not None else ""
    sql = (
        f"select {by}, {_SUMS} from cases_dailycount where grain = %(grain)s{narrowed}"  # noqa: S608
        " and day between %(since)s and %(until)s group by 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, {"grain": int(grain), "units": within, "since": since, "until": until})
        return {row[0]: Tally._make(row[1:]) for row in cursor.fetchall()}


def mix(*, since: date, until: date) -> list[tuple[int, int, Tally]]:
    """(unit, service, sums) of the days from `since` to `until`: what each unit had to answer."""
    sql = (
        f"select unit, service, {_SUMS} from cases_dailycount"  # noqa: S608
        " where grain = %(grain)s and day between %(since)s and %(until)s group by 1, 2"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, {"grain": int(Grain.UNIT_SERVICE), "since": since, "until": until})
        return [(row[0], row[1], Tally._make(row[2:])) for row in cursor.fetchall()]


def count_differences() -> int:
    """How many daily counts differ from the cases; none, or the database did not keep its promise."""
    columns = f"day, grain, unit, service, area, {', '.join(MEASURES)}"
    kept = (
        f"select day, grain, unit, service, area, {_SUMS} from cases_dailycount group by 1, 2, 3, 4, 5"  # noqa: S608
        f" having {' or '.join(f'sum({measure}) <> 0' for measure in MEASURES)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"select count(*) from ((({kept}) except select {columns} from cases_dailycount_due)"  # noqa: S608
            f" union all (select {columns} from cases_dailycount_due except ({kept}))) as differing"
        )
        return int(cursor.fetchone()[0])


class LocalDay(Func):
    """The city's day of an instant, as the counts know it."""

    function = "cases_local_day"
    output_field = DateField()


def behind(measure: str, *, since: date, until: date, scope: Scope = EVERYTHING) -> CaseQuerySet:
    """The cases that a count is made of: a measure's of the days from `since` to `until`, or what stands at the end of
    `until` ("open", "late", "intake")."""
    cases = Case.objects.filter(_behind(measure, since, until))
    if measure == "late":
        cases = cases.annotate(first_end=LocalDay(Least("answered_at", "closed_at"))).filter(
            Q(first_end__isnull=True) | Q(first_end__gt=until)
        )
    if measure in {"in_time", "out_of_time"}:
        cases = cases.annotate(answered_on=LocalDay("answered_at"))
        cases = (
            cases.filter(answered_on__lte=F("finish_by"))
            if measure == "in_time"
            else cases.filter(answered_on__gt=F("finish_by"))
        )
    if scope.units is not None:
        cases = cases.filter(unit__in=scope.units)
    for name, value in (("service", scope.service), ("area", scope.area)):
        if value is not None:
            cases = cases.filter(**({name: value} if value else {f"{name}__isnull": True}))
    return cases


def _behind(measure: str, since: date, until: date) -> Q:
    start, end = _midnight(since), _midnight(until + timedelta(days=1))
    ended_later = Q(closed_at__isnull=True) | Q(closed_at__gte=end)
    answered = Q(answered_at__gte=start, answered_at__lt=end)
    sent = Q(assigned_at__gte=start, assigned_at__lt=end)
    ended = Q(closed_at__gte=start, closed_at__lt=end)
    return {
        "received": Q(received_at__gte=start, received_at__lt=end),
        "sent": sent,
        "answered": answered,
        "in_time": answered,
        "out_of_time": answered,
        "handed": answered & Q(handover_count__gt=0),
        "returned": answered & Q(reopened_count__gt=0),
        "ended": ended,
        "not_ours": ended & Q(state="not_ours"),
        "judged": ended & Q(happy__isnull=False),
        "unhappy": ended & Q(happy=False),
        "open": Q(received_at__lt=end) & ended_later,
        "intake": Q(received_at__lt=end) & ended_later & (Q(assigned_at__isnull=True) | Q(assigned_at__gte=end)),
        "late": Q(finish_by__lt=until) & ~Q(state="incomplete"),
    }[measure]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
