"""What the city sets: figures of law in versions, the periods of a year, and the results of units."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from penata.organization.structure.models import Unit

from ..rules import Rating as Ratings


class FigureQuerySet(models.QuerySet["Figure"]):
    def on(self, day: date) -> FigureQuerySet:
        return self.filter(valid__contains=day)


class Figure(models.Model):
    """A number of law or of the city, with its basis and the days on which it holds."""

    class Kind(models.TextChoices):
        COEFFICIENT = "coefficient", _("Koefisien angka kredit setahun")
        PERCENTAGE = "percentage", _("Persentase angka kredit menurut predikat")
        DISTRIBUTION = "distribution", _("Pola sebaran predikat")
        TERM = "term", _("Batas waktu dan jumlah")
        SIASN = "siasn", _("Kode ekspor SIASN")

    kind = models.CharField(max_length=12, choices=Kind)
    key = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=9, decimal_places=3)
    basis = models.CharField(max_length=200)
    is_verified = models.BooleanField(default=False)  # read in the text of the regulation by someone of the city
    valid = DateRangeField()

    objects = FigureQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="performance_figure_once",
                expressions=[
                    ("kind", RangeOperators.EQUAL),
                    ("key", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=Q(valid__isempty=False), name="performance_figure_holds_a_day"),
            models.CheckConstraint(condition=~Q(basis=""), name="performance_figure_has_a_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class Period(models.Model):
    """The days for which performance is evaluated: a month, a quarter, or a year."""

    class Kind(models.TextChoices):
        MONTHLY = "monthly", _("Bulanan")
        QUARTERLY = "quarterly", _("Triwulanan")
        YEARLY = "yearly", _("Tahunan")

    kind = models.CharField(max_length=10, choices=Kind)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField()  # the first day after it

    class Meta:
        ordering = ["since", "until"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "number"], name="performance_period_once"),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="performance_period_holds_a_day"),
        ]

    def __str__(self) -> str:
        if self.kind == self.Kind.YEARLY:
            return _("Tahun %(year)s") % {"year": self.year}
        if self.kind == self.Kind.QUARTERLY:
            return _("Triwulan %(number)s %(year)s") % {
                "number": ["I", "II", "III", "IV"][self.number - 1],
                "year": self.year,
            }
        return f"{MONTHS[self.number]} {self.year}"


class UnitResult(models.Model):
    """What a unit achieved in a period (*capaian kinerja organisasi*); it advises how its people's ratings spread."""

    class Value(models.TextChoices):
        VERY_GOOD = str(Ratings.VERY_GOOD), _("Istimewa")
        GOOD = str(Ratings.GOOD), pgettext_lazy("result of a unit", "Baik")
        NEEDS_IMPROVEMENT = str(Ratings.NEEDS_IMPROVEMENT), _("Butuh perbaikan")
        POOR = str(Ratings.POOR), pgettext_lazy("result of a unit", "Kurang")
        VERY_POOR = str(Ratings.VERY_POOR), _("Sangat kurang")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="unit_results")
    value = models.CharField(max_length=18, choices=Value)
    because = models.CharField(max_length=300)
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "period"], name="performance_unit_result_once")]
