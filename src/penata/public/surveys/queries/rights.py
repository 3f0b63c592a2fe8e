"""Which surveys someone makes, watches and reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from penata.foundation.accounts.rules import Standing
from penata.organization.structure import queries as structure

from ..models import Point, Survey

MANAGE = "surveys.manage"


@dataclass(frozen=True, slots=True)
class Sight:
    """A standing with the units that he heads and all below them on a day."""

    standing: Standing
    below: frozenset[int]
    on: date

    @property
    def manages_all(self) -> bool:
        return self.standing.may(MANAGE)

    @property
    def may_make(self) -> bool:
        return self.manages_all or bool(self.below)


def sight(standing: Standing, *, on: date) -> Sight:
    """One query for who heads a unit, none for others. Ask once in a request."""
    below = structure.subtree_ids(standing.heads, on) if standing.heads else ()
    return Sight(standing, frozenset(below), on)


def managed_by(seen: Sight) -> QuerySet[Survey]:
    """THE queryset for list, results and whatever is done: those of the units that he heads, or all."""
    if not seen.standing.is_active:
        return Survey.objects.none()
    return Survey.objects.all() if seen.manages_all else Survey.objects.filter(unit__in=seen.below)


def may_make_for(unit_id: int, seen: Sight) -> bool:
    return seen.manages_all or unit_id in seen.below


def open_to_residents(on: date) -> QuerySet[Survey]:
    """What residents may answer today without an invitation."""
    return Survey.objects.filter(
        audience="residents", opened_at__isnull=False, closed_at=None, period__contains=on,
        points__kind=Point.Kind.LINK, points__closed_at=None,
    ).distinct()  # fmt: skip


def open_to_staff(on: date) -> QuerySet[Survey]:
    """What civil servants may answer today; of a unit's survey only its people (asked for by `unit_of`)."""
    return Survey.objects.filter(audience="staff", opened_at__isnull=False, closed_at=None, period__contains=on)


def published() -> QuerySet[Survey]:
    return Survey.objects.filter(published_at__isnull=False).order_by("-published_at", "-pk")


def point(code: str) -> Point | None:
    """A point that takes answers: open, of a survey that is open."""
    found = Point.objects.select_related("survey").filter(code=code, closed_at=None).first()
    return found if found and found.survey.is_open else None
