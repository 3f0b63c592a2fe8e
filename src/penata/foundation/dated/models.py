"""The two times of a structural fact. See docs/house.md; the laws are in the database as constraints."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self, TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils import timezone

M = TypeVar("M", bound=models.Model)


class Act(models.Model):
    """The instant of one structural act, taken under a lock: every row of the act carries it.

    Acts are the clock of what was believed: "as known at" never answers later than the last committed act.
    """

    instant = models.DateTimeField(unique=True)
    label = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.instant:%Y-%m-%d %H:%M:%S} {self.label}"


class DatedQuerySet(models.QuerySet[M]):
    def on(self, day: date | None = None) -> Self:
        """Versions true on a day (default: today)."""
        return self.filter(valid__contains=day or timezone.localdate())

    def as_known(self, at: datetime | None = None) -> Self:
        """Versions believed at an instant (default: now, that is, not yet corrected).

        An instant must come from `dated.queries.known_at`, so that an answer once given never changes.
        """
        if at is None:
            return self.filter(recorded__upper_inf=True)
        return self.filter(recorded__contains=at)


class DatedVersion(models.Model):
    """A version of a subject: `valid` (days, true in the world) × `recorded` (instants, believed by the record).

    Nothing is overwritten. A correction closes `recorded` and adds rows. An open end is null, never infinity.
    """

    valid = DateRangeField()
    recorded = DateTimeRangeField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True


def dated_constraints(name: str, *subject: str, condition: Q | None = None) -> list[models.BaseConstraint]:
    """The laws of a dated table: one version of a subject per day and belief; neither time is ever empty."""
    return [
        ExclusionConstraint(
            name=f"{name}_no_overlap",
            expressions=[
                *[(field, RangeOperators.EQUAL) for field in subject],
                ("valid", RangeOperators.OVERLAPS),
                ("recorded", RangeOperators.OVERLAPS),
            ],
            condition=condition,
        ),
        models.CheckConstraint(
            name=f"{name}_times_hold",
            condition=Q(valid__isempty=False)
            & Q(recorded__isempty=False)
            & Q(valid__lower_inf=False)
            & Q(recorded__lower_inf=False),
        ),
    ]
