"""On what an evaluation stands: cases behind a signal, or of a subject in a time; and what is counted of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from penata.organization.structure.models import Area, Unit
from penata.public.cases.models import Case
from penata.public.catalog.models import Service
from penata.public.surveys.models import Survey
from penata.public.surveys.queries import element_months, satisfaction

from ..models import Signal

MOST = 20_000
LONGEST = timedelta(days=366)  # from a case to its promise


@dataclass(frozen=True, slots=True)
class Subject:
    """What is looked at, and the cases of which days: from `since` to `last_day`."""

    unit: Unit | None = None
    service: Service | None = None
    area: Area | None = None
    since: date | None = None
    last_day: date | None = None


def cases_of_signal(signal: Signal) -> list[int]:
    """All cases behind a signal, where its subject says which; else those that were kept with it."""
    kept = list(signal.cases.values_list("pk", flat=True))
    last = (signal.month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    if signal.kind == Signal.Kind.STANDARD:
        return sorted({*kept, *_broken(signal, last).order_by("-received_at").values_list("pk", flat=True)[:MOST]})
    if signal.kind not in (Signal.Kind.SURGE, Signal.Kind.BURST, Signal.Kind.LATE):
        return kept
    span = (signal.first_day, signal.last_day or signal.first_day) if signal.first_day else (signal.since, last)
    found = _of(signal.unit_id, signal.service_id, signal.area_id, *span)
    if signal.kind == Signal.Kind.LATE and signal.limit_days is not None:
        usual = timedelta(days=signal.limit_days)
        found = found.filter(Q(answered_at__isnull=True) | Q(answered_at__gt=F("received_at") + usual))
    return sorted({*kept, *found.order_by("-received_at").values_list("pk", flat=True)[:MOST]})


def _broken(signal: Signal, last: date) -> QuerySet[Case]:
    """The cases whose promise was over in the months of a signal, and was not kept."""
    found = _of(signal.unit_id, signal.service_id, signal.area_id, signal.since - LONGEST, last)
    late = Q(answered_at__isnull=True, closed_at__isnull=True) | Q(answered_at__date__gt=F("finish_by"))
    return found.filter(late, finish_by__gte=signal.since, finish_by__lte=last)


def cases_of_subject(subject: Subject) -> list[int]:
    """The cases of a unit, service and area in a time; none when no time is said."""
    if subject.since is None or subject.last_day is None:
        return []
    unit, service, area = (getattr(one, "pk", None) for one in (subject.unit, subject.service, subject.area))
    found = _of(unit, service, area, subject.since, subject.last_day)
    return sorted(found.order_by("-received_at").values_list("pk", flat=True)[:MOST])


def _of(unit: int | None, service: int | None, area: int | None, since: date, last: date) -> QuerySet[Case]:
    named = {"unit": unit, "service": service, "area": area}
    return Case.objects.filter(
        same_as__isnull=True, parent__isnull=True, received_at__gte=midnight(since),
        received_at__lt=midnight(last + timedelta(days=1)), **{name: key for name, key in named.items() if key},
    )  # fmt: skip


def counted(case_ids: Iterable[int], *, at: datetime) -> dict[str, Any]:
    """What stands with an evaluation for good: how many cases, of which kinds, and how many were late then."""
    cases = Case.objects.filter(pk__in=list(case_ids))
    kinds = dict(cases.order_by().values_list("kind").annotate(Count("pk")))
    today = timezone.localtime(at).date()
    late = Q(answered_at__isnull=True, finish_by__lt=today) | Q(answered_at__date__gt=F("finish_by"))
    days = cases.order_by("received_at").values_list("received_at", flat=True)
    first, last = days.first(), days.last()
    return {
        "cases": sum(kinds.values()),
        "kinds": kinds,
        "late": cases.filter(late).count(),
        "since": timezone.localtime(first).date().isoformat() if first else None,
        "until": timezone.localtime(last).date().isoformat() if last else None,
    }


def counted_of_signal(signal: Signal) -> dict[str, Any]:
    return {
        "kind": signal.kind, "month": signal.month.isoformat(), "observed": signal.observed,
        "expected": round(signal.expected, 1), "limit": signal.limit_days, "of": signal.of,
    }  # fmt: skip


def counted_of_survey(survey: Survey, element: str) -> dict[str, Any]:
    """Answers to one element of a survey, and their mean."""
    months = element_months(since=survey.since, until=survey.period.upper, unit_ids=[survey.unit_id])
    rows = [row for row in months if row.survey_id == survey.pk and row.element == element]
    n = sum(row.n for row in rows)
    mean = round(sum(row.total for row in rows) / n, 3) if n else None
    return {"survey": survey.pk, "title": survey.title, "element": element, "n": n, "mean": mean}


def survey_behind(unit: int | None, service: int | None, element: str = "") -> tuple[Survey, str] | None:
    """The newest satisfaction survey of a service, or else of a unit, and the element that is asked of, or else its
    lowest; None without answers."""
    if unit is None and service is None:
        return None
    whose = {"service": service} if service is not None else {"unit": unit}
    found = Survey.objects.filter(kind=Survey.Kind.SATISFACTION, opened_at__isnull=False, **whose)
    survey = found.order_by("-opened_at", "-pk").first()
    lowest = satisfaction(survey).elements[:1] if survey is not None else ()
    return (survey, element or lowest[0].code) if survey is not None and lowest else None


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
