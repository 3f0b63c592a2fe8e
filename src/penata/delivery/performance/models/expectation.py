"""The expectation (*SKP*): what a person is to achieve in a position in a year, and how he is to behave."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from penata.organization.people.models import Person
from penata.organization.structure.models import Position


class Expectation(models.Model):
    """Person × position × days of one year. Signed by both when it is agreed."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Disusun")
        PROPOSED = "proposed", _("Menunggu persetujuan atasan")
        AGREED = "agreed", _("Ditetapkan")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="expectations")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    superior_position = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, related_name="+")
    is_acting = models.BooleanField(default=False)  # as Plt. or Plh., beside his own position
    year = models.PositiveSmallIntegerField()
    days = DateRangeField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    signed_at = models.DateTimeField(null=True)  # by the person, when he proposes it
    signed_by = models.CharField(max_length=200, blank=True)
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="performance_expectation_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("position", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(days__isempty=False, days__lower_inf=False, days__upper_inf=False),
                name="performance_expectation_ends",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by="") | (Q(signed_at__isnull=False) & ~Q(signed_by="")),
                name="performance_expectation_signed_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True, agreed_by="") | (Q(agreed_at__isnull=False) & ~Q(agreed_by="")),
                name="performance_expectation_agreed_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", signed_at__isnull=True, agreed_at__isnull=True)
                | Q(state="proposed", signed_at__isnull=False, agreed_at__isnull=True)
                | Q(state="agreed", signed_at__isnull=False, agreed_at__isnull=False),
                name="performance_expectation_signatures_pair",
            ),
        ]
        indexes = [
            models.Index(fields=["superior_position", "state"], name="performance_exp_superior"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("performance:expectation", args=[self.pk])

    @property
    def last_day(self) -> date:
        return last_of(self.days)


def last_of(days: Any) -> date:
    """The last day of a range that ends."""
    last: date = days.upper - timedelta(days=1)
    return last


class Result(models.Model):
    """A result to achieve: main work, or additional (given across units); cascaded from one of the superior's."""

    class Kind(models.TextChoices):
        MAIN = "main", _("Utama")
        ADDITIONAL = "additional", _("Tambahan")

    expectation = models.ForeignKey(Expectation, on_delete=models.PROTECT, related_name="results")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.MAIN)
    title = models.CharField(max_length=250)
    serves = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="served_by")

    class Meta:
        ordering = ["-kind", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="performance_result_has_a_title"),
            models.CheckConstraint(condition=~Q(serves=models.F("id")), name="performance_result_serves_another"),
        ]


class Indicator(models.Model):
    """By what a result is seen, in one of the four aspects, and how much of it is the target."""

    class Aspect(models.TextChoices):
        QUANTITY = "quantity", _("Kuantitas")
        QUALITY = "quality", _("Kualitas")
        TIME = "time", _("Waktu")
        COST = "cost", _("Biaya")

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="indicators")
    aspect = models.CharField(max_length=10, choices=Aspect)
    words = models.CharField(max_length=200)
    target = models.CharField(max_length=100)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["result", "aspect"], name="performance_indicator_once"),
            models.CheckConstraint(condition=~Q(words="") & ~Q(target=""), name="performance_indicator_is_said"),
        ]


class Value(models.TextChoices):
    """The seven core values of civil servants (BerAKHLAK), in the order of `rules.VALUES`."""

    SERVICE = "service", _("Berorientasi pelayanan")
    ACCOUNTABLE = "accountable", _("Akuntabel")
    COMPETENT = "competent", _("Kompeten")
    HARMONIOUS = "harmonious", _("Harmonis")
    LOYAL = "loyal", _("Loyal")
    ADAPTIVE = "adaptive", _("Adaptif")
    COLLABORATIVE = "collaborative", _("Kolaboratif")


class ConductExpectation(models.Model):
    """What the superior expects of someone's conduct in one of the values, beyond what the value itself asks."""

    expectation = models.ForeignKey(Expectation, on_delete=models.PROTECT, related_name="conduct")
    value = models.CharField(max_length=14, choices=Value)
    words = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["expectation", "value"], name="performance_conduct_once")]


class Feedback(models.Model):
    """What is said at once and not only at the end; nobody changes it afterwards."""

    expectation = models.ForeignKey(Expectation, on_delete=models.PROTECT, related_name="feedback")
    result = models.ForeignKey(Result, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)  # the account; no key, as in the journal
    by_label = models.CharField(max_length=200)
    words = models.TextField()

    class Meta:
        ordering = ["-at", "-id"]
