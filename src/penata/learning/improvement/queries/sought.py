"""In what signals are sought: the cases of the last months, and how satisfied residents were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from penata.public.surveys.models import Survey
from penata.public.surveys.queries import element_months
from penata.public.surveys.rules.groups import LEAST_GROUP

from ..models import Signal
from ..rules.facts import Rating

LOOKED_BACK = 27  # months
CHUNK = 20_000


class Sought(NamedTuple):
    """A case as signals see it: days as proleptic Gregorian ordinals, -1 for none; what is not known is empty. Without
    words where it is confidential; `handed_from` is the unit that handed it over last."""

    key: int
    day: int
    minute: int
    answered: int
    due: int
    unit: str
    service: str
    area: str
    handed_from: str
    words: str


# Days are worked out in the database: a million instants cost half a minute in Python. What ended without an answer
# (withdrawn, not the city's) waits for nobody.
_SOUGHT = """
select sought.id, cases_local_day(received_at) - date '0001-01-01' + 1,
    extract(hour from received_at at time zone %(zone)s)::int * 60
        + extract(minute from received_at at time zone %(zone)s)::int,
    case when coalesce(answered_at, closed_at) <= %(at)s
        then cases_local_day(coalesce(answered_at, closed_at)) - date '0001-01-01' + 1 else -1 end,
    finish_by - date '0001-01-01' + 1, coalesce(unit_id::text, ''), coalesce(service_id::text, ''),
    coalesce(area_id::text, ''),
    case when handover_count = 0 then '' else coalesce((
        select handover.from_unit_id::text from cases_handover handover
        where handover.case_id = sought.id and handover.state = 'accepted' and handover.to_unit_id = sought.unit_id
        order by handover.decided_at desc limit 1), '') end,
    case when is_confidential then '' else coalesce((
        select left(statement.words, 2000) from cases_statement statement
        where statement.case_id = sought.id and statement.erased_at is null order by statement.at limit 1), '') end
from cases_case sought where received_at >= %(since)s and received_at <= %(at)s and same_as_id is null
"""


def sought_in(*, at: datetime) -> Iterator[Sought]:
    """The cases of the last months, those that repeat another left out. Read in parts, never held whole: within a
    transaction of the caller, or the database writes them down first."""
    said: dict[str, Any] = {
        "since": at - timedelta(days=31 * LOOKED_BACK),
        "at": at,
        "zone": timezone.get_current_timezone_name(),
    }
    with connection.chunked_cursor() as cursor:
        cursor.execute(_SOUGHT, said)
        while rows := cursor.fetchmany(CHUNK):
            yield from map(Sought._make, rows)


def ratings_in(*, at: datetime) -> list[Rating]:
    """Each element of each satisfaction survey by month; of a unit as a whole where the survey names no service."""
    until = timezone.localtime(at).date()
    found = element_months(since=until - timedelta(days=31 * LOOKED_BACK), until=until)
    return [
        Rating(
            str(row.unit_id), str(row.service_id or ""), row.element, int(row.month[:4]) * 12 + int(row.month[5:]) - 1,
            row.n, row.total, row.squares,
        )
        for row in found
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scored:
    """How an element was judged in a month."""

    month: date
    n: int
    mean: float


def scores_behind(signal: Signal, most: int = 12) -> list[Scored]:
    """The months behind a fallen element, the newest first; what is shown of few answers is too few to show."""
    first = signal.month - timedelta(days=31 * most)
    last = (signal.month + timedelta(days=32)).replace(day=1)
    sums: dict[str, list[int]] = {}
    for row in element_months(since=first, until=last - timedelta(days=1), unit_ids=[signal.unit_id or 0]):
        if row.element == signal.element and signal.service_id in (None, row.service_id):
            one = sums.setdefault(row.month, [0, 0])
            one[0] += row.n
            one[1] += row.total
    return [
        Scored(date.fromisoformat(f"{month}-01"), n, total / n)
        for month, (n, total) in sorted(sums.items(), reverse=True)
        if n >= LEAST_GROUP
    ][:most]


def surveys_behind(signal: Signal) -> list[Survey]:
    """The satisfaction surveys in which it was asked, the newest first."""
    last = (signal.month + timedelta(days=32)).replace(day=1)
    found = Survey.objects.filter(
        kind=Survey.Kind.SATISFACTION,
        unit=signal.unit_id,
        opened_at__isnull=False,
        period__overlap=(signal.since, last),
    )
    if signal.service_id:
        found = found.filter(service=signal.service_id)
    return list(found.order_by("-opened_at", "-pk")[:5])
