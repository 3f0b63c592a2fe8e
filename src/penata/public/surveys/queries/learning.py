"""What rooms above ask of surveys: which elements are low or falling, and what was planned about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from ..models import FollowUp, Survey
from ..rules.elements import ELEMENTS
from ..rules.marks import INCOMPLETE
from .tallies import Piece, pieces_of, states_of


@dataclass(frozen=True, slots=True)
class ElementMonth:
    """How a service was judged in one element in one month: n answers and the sum of their values of 1 to 4."""

    survey_id: int
    service_id: int | None
    unit_id: int
    month: str  # 2026-11
    element: str
    n: int
    total: int
    squares: int

    @property
    def mean(self) -> float:
        return self.total / self.n


def element_months(
    *, since: date, until: date, service_ids: Iterable[int] | None = None, unit_ids: Iterable[int] | None = None
) -> list[ElementMonth]:
    """Each element of each satisfaction survey that was open in [since, until), month by month; two queries."""
    found = Survey.objects.filter(
        kind=Survey.Kind.SATISFACTION, opened_at__isnull=False, period__overlap=(since, until)
    ).order_by("pk")
    if service_ids is not None:
        found = found.filter(service__in=list(service_ids))
    if unit_ids is not None:
        found = found.filter(unit__in=list(unit_ids))
    surveys = list(found)
    read = pieces_of(surveys, ["@month"])
    rows = (row for survey in surveys for row in _months(survey, read[survey.pk]))
    return [row for row in rows if _is_within(row.month, since, until)]


def _is_within(month: str, since: date, until: date) -> bool:
    return f"{since:%Y-%m}" <= month <= f"{until:%Y-%m}"


def _months(survey: Survey, found: Iterable[Piece]) -> list[ElementMonth]:
    states = states_of(survey) - {INCOMPLETE}
    sums: dict[tuple[str, str], list[int]] = {}
    for piece in found:
        if piece.state in states and piece.code in ELEMENTS and piece.value.isdigit():
            one, value = sums.setdefault((piece.key, piece.code), [0, 0, 0]), int(piece.value)
            one[0] += piece.n
            one[1] += piece.n * value
            one[2] += piece.n * value * value
    return [
        ElementMonth(survey.pk, survey.service_id, survey.unit_id, month, element, *sums[month, element])
        for month, element in sorted(sums)
    ]


def open_follow_ups(*, unit_ids: Iterable[int] | None = None) -> QuerySet[FollowUp]:
    """What was planned about low elements and is not done, the next first: each may become an improvement."""
    found = FollowUp.objects.filter(done_at=None).select_related("survey").order_by("due", "pk")
    return found if unit_ids is None else found.filter(unit__in=list(unit_ids))


def follow_ups(survey: Survey) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(survey=survey).order_by("due", "pk")


_WEEKS = """
select survey.service_id, survey.unit_id, floor((response.day - %(start)s::date) / 7.0)::int as week,
       count(*)::int, sum((response.answers ->> %(element)s)::int)::int
from surveys_response response join surveys_survey survey on survey.id = response.survey_id
where survey.kind = 'satisfaction' and response.day >= %(since)s and response.day < %(until)s
    and response.answers ->> %(element)s in ('1', '2', '3', '4')
    and (response.state = 0 or response.state = 1 and survey.aside_at is null)
group by 1, 2, 3
"""


def element_weeks(
    element: str, *, since: date, until: date, start: date
) -> list[tuple[int | None, int, int, int, int]]:
    """(service, unit, week, answers, their sum) of one element in [since, until); weeks count from `start`, those
    before it are negative. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_WEEKS, {"element": element, "since": since, "until": until, "start": start})
        return cursor.fetchall()
