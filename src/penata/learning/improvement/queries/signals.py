"""Which signals someone sees, and the cases behind them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from penata.foundation.accounts.rules import Standing
from penata.organization.structure import queries as structure
from penata.public.cases.models import Case
from penata.public.cases.queries import visible_to as visible_cases
from penata.public.catalog.models import Standard

from ..models import Signal

PAGE = 25


def visible_to(standing: Standing, *, on: date) -> QuerySet[Signal]:
    """THE queryset for list and detail: all with the permission; heads what is about their units and those below."""
    if not standing.is_active:
        return Signal.objects.none()
    if standing.may("improvement.see"):
        return Signal.objects.all()
    if not standing.heads:
        return Signal.objects.none()
    below = structure.subtree_ids(standing.heads, on)
    return Signal.objects.filter(Q(unit__in=below) | Q(mostly_unit__in=below))


def listed(standing: Standing, state: str, *, on: date) -> QuerySet[Signal]:
    """Those in a state, the newest first."""
    return visible_to(standing, on=on).filter(state=state).order_by("-month", "-id")


class Names(NamedTuple):
    """Names of units, services and areas by key."""

    units: dict[int, str]
    services: dict[int, str]
    areas: dict[int, str]


def names_of(signals: list[Signal], *, on: date) -> Names:
    """Of all that these signals name, in three queries."""
    units = {key for one in signals for key in (one.unit_id, one.mostly_unit_id, one.handed_from_id) if key}
    services = {key for one in signals for key in (one.service_id, one.mostly_service_id) if key}
    areas = {key for one in signals for key in (one.area_id, one.mostly_area_id) if key}
    standards = Standard.objects.filter(service__in=services).as_known().order_by("valid")
    return Names(
        structure.unit_names(units, on=on) if units else {},
        dict(standards.values_list("service_id", "name")) if services else {},
        structure.area_names(on) if areas else {},
    )


def cases_behind(signal: Signal, standing: Standing) -> QuerySet[Case]:
    """Of the cases behind a signal those that the reader may open, newest first."""
    return visible_cases(standing).filter(pk__in=signal.cases.values("pk")).order_by("-received_at", "-id")


def latest(kind: str, key: str, *, since: date) -> Signal | None:
    """The same signal as it was seen last, if that was in the month in which this one began or later."""
    return Signal.objects.filter(kind=kind, key=key, month__gte=since).order_by("-month", "-id").first()


def today() -> date:
    return timezone.localdate()
