"""Which processes someone sees, and the log of one, as numbers: a million events in seconds, in few statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from penata.foundation.accounts.rules import Standing
from penata.foundation.calendars.queries import calendar
from penata.organization.structure import queries as structure
from penata.public.catalog.models import Standard

from ..models import Process, ProcessEvent
from ..rules.process.clock import Clock
from ..rules.process.figures import Figures, figures
from ..rules.process.log import DAY, NEVER, Log, Mode
from ..rules.process.pieces import cut

EPOCH = date(1970, 1, 1).toordinal() * DAY
# codes of steps and units are given by the database, so that no name is read more than once
LOG = """
with chosen as (
    select case_key from improvement_processevent where process_id = %(process)s group by case_key
    having (%(since)s::timestamptz is null or min(coalesce(started_at, finished_at)) >= %(since)s)
        and (%(until)s::timestamptz is null or min(coalesce(started_at, finished_at)) < %(until)s)
        and (%(unit)s = '' or bool_or(unit = %(unit)s))
), own as (
    select dense_rank() over (order by case_key) as number, step, unit,
        extract(epoch from started_at at time zone %(zone)s)::bigint as started,
        extract(epoch from finished_at at time zone %(zone)s)::bigint as finished
    from improvement_processevent join chosen using (case_key) where process_id = %(process)s
), steps as (select step, row_number() over (order by step) - 1 as code from (select distinct step from own) found
), units as (
    select unit, row_number() over (order by unit) as code from (select distinct unit from own where unit <> '') found
)
select array_agg(number), array_agg(steps.code), array_agg(coalesce(units.code, 0)),
    array_agg(coalesce(started + %(epoch)s, -1)), array_agg(coalesce(finished + %(epoch)s, -1)),
    (select array_agg(step order by code) from steps), (select array_agg(unit order by code) from units)
from own join steps using (step) left join units using (unit)
"""


def visible_processes(standing: Standing, *, on: date) -> QuerySet[Process]:
    """THE queryset for list and detail: all with the permission; heads those for which their units answer."""
    if not standing.is_active:
        return Process.objects.none()
    if standing.may("improvement.see"):
        return Process.objects.all()
    if not standing.heads:
        return Process.objects.none()
    return Process.objects.filter(unit__in=structure.subtree_ids(standing.heads, on))


def listed_processes(standing: Standing, *, on: date) -> QuerySet[Process]:
    """The one changed last first."""
    return visible_processes(standing, on=on).select_related("service").order_by("-changed_at", "-id")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which cases: those that began from `since` to `until` (both included), and those that `unit` took part in."""

    since: date | None = None
    until: date | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A process as it is read; `figures` is None where no case is chosen."""

    log: Log | None
    figures: Figures | None
    clock: Clock


def units_of(process: Process) -> list[str]:
    """The units of the outside system, by name."""
    found = ProcessEvent.objects.filter(process=process).exclude(unit="").order_by("unit")
    return list(found.values_list("unit", flat=True).distinct())


def steps_of(process: Process) -> list[str]:
    found = ProcessEvent.objects.filter(process=process).exclude(step="").order_by("step")
    return list(found.values_list("step", flat=True).distinct())


def read(process: Process, asked: Asked) -> Read:
    """Where the time of its cases went."""
    clock = _clock() if process.counts_working_days else Clock()
    log = log_of(process, asked)
    if log is None or process.until is None:
        return Read(None, None, clock)
    pieces = cut(log, _seconds(process.until), clock)
    return Read(log, figures(pieces, promise=process.promise_days), clock)


def log_of(process: Process, asked: Asked) -> Log | None:
    """The events of the chosen cases; None where there is none."""
    zone = timezone.get_current_timezone_name()
    parts: dict[str, Any] = {
        "process": process.pk, "since": _midnight(asked.since), "until": _midnight(asked.until, after=1),
        "unit": asked.unit, "zone": zone, "epoch": EPOCH,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(LOG, parts)
        case, step, unit, start, end, steps, units = cursor.fetchone()
    if not case:
        return None
    last = frozenset(process.last_steps) & frozenset(steps)
    return Log(
        Mode(process.mode), np.array(case, dtype=np.int64), np.array(step, dtype=np.int32),
        np.array(unit, dtype=np.int32), np.array(start, dtype=np.int64), np.array(end, dtype=np.int64),
        tuple(steps), ("", *(units or ())), last or frozenset(process.last_steps),
        has_clock=bool((np.array(end) % DAY > 0).any() or (np.array(start)[np.array(start) != NEVER] % DAY > 0).any()),
    )  # fmt: skip


def _clock() -> Clock:
    """The city's own calendar."""
    own = calendar()
    return Clock.working(own.holidays, own.extra)


def _seconds(at: datetime) -> int:
    local = timezone.localtime(at)
    return local.toordinal() * DAY + local.hour * 3600 + local.minute * 60 + local.second


def _midnight(on: date | None, *, after: int = 0) -> datetime | None:
    if on is None:
        return None
    try:
        day = date.fromordinal(on.toordinal() + after)
    except (ValueError, OverflowError):
        return None
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_current_timezone())


def service_names(processes: list[Process]) -> dict[int, str]:
    """Names of their services by key."""
    keys = {one.service_id for one in processes if one.service_id}
    rows = Standard.objects.filter(service__in=keys).as_known().order_by("valid")
    return dict(rows.values_list("service_id", "name")) if keys else {}
