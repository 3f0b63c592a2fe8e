"""What everyone may read: published cases in masked words, and figures with a minimum sample."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import OuterRef, Subquery

from penata.foundation.ui.templatetags.words import told

from ..models import Case, Contact, Statement, Step
from ..models.case import CaseQuerySet
from ..rules import mask
from .rows import matching
from .tracking import PublicStep

MINIMUM_SAMPLE = 10


def published() -> CaseQuerySet:
    """Cases that a moderator opened to the public, the newest first, each with its `shown` words."""
    first = Statement.objects.filter(case=OuterRef("pk")).order_by("at", "pk")
    return (
        Case.objects.filter(is_published=True, is_confidential=False)
        .annotate(shown=Subquery(first.values("public_words")[:1]))
        .order_by("-received_at", "-pk")
    )


def published_matching(words: str) -> CaseQuerySet:
    """Published ones by number or by words. The words searched are those shown, never those hidden."""
    return published().filter(matching(words))


def published_steps(case: Case) -> list[PublicStep]:
    """What was done, masked like the report itself; questions to the reporter stay between him and the city."""
    hidden = (Step.Kind.ASKED, Step.Kind.AMENDED, Step.Kind.PUBLISHED)
    rows = Step.objects.filter(case=case, is_public=True).exclude(kind__in=hidden).order_by("at", "pk")
    names = names_in(case)
    return [PublicStep(step.at, step.kind, step.title_then, mask(told(step.text), names), {}) for step in rows]


def names_in(case: Case) -> tuple[str, ...]:
    """Names to hide in what officers wrote. Never shown."""
    return tuple(filter(None, Contact.objects.filter(case=case).values_list("name", flat=True)))


@dataclass(frozen=True, slots=True)
class Statistic:
    """A service's or an area's cases of a span. Rates and medians are None below the minimum sample.

    `on_time`: finished by its deadline; `reopened`: at least once; `happy`: of those who said. All shares of one.
    """

    key: int | None
    received: int
    answered: int
    median_days: float | None
    on_time: float | None
    reopened: float | None
    happy: float | None


_STATISTICS = """
with one as (
    select {key} as key, answered_at, received_at, finish_by, reopened_count, happy, closed_at
      from cases_case
     where parent_id is null and state not in ('withdrawn', 'archived')
       and received_at >= %(since)s and received_at < %(until)s
)
select key, count(*), count(answered_at),
       case when count(answered_at) >= %(least)s then percentile_cont(0.5) within group (
            order by extract(epoch from answered_at - received_at) / 86400) end,
       case when count(answered_at) >= %(least)s then
            (count(*) filter (where (answered_at at time zone %(zone)s)::date <= finish_by))::float
            / count(answered_at) end,
       case when count(answered_at) >= %(least)s then
            (count(*) filter (where answered_at is not null and reopened_count > 0))::float / count(answered_at) end,
       case when count(happy) >= %(least)s then (count(*) filter (where happy))::float / count(happy) end
  from one group by key having count(*) >= %(least)s order by count(*) desc, key
"""
_KEYS = {"service": "service_id", "area": "area_id", "unit": "unit_id", "kind": "kind", "city": "null::bigint"}


def statistics(by: str, *, since: date, until: date, least: int = MINIMUM_SAMPLE) -> list[Statistic]:
    """Figures by "service", "area", "unit", "kind" or of the whole "city"; groups below the sample are left out."""
    values: dict[str, Any] = {"since": since, "until": until, "least": least, "zone": settings.TIME_ZONE}
    with connection.cursor() as cursor:
        cursor.execute(_STATISTICS.format(key=_KEYS[by]), values)
        return [Statistic(*row) for row in cursor.fetchall()]
