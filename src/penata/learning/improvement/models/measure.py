"""What is done about a cause, the tasks in which it is done, and by what one will see whether it helped."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from penata.delivery.plans.models import Task

from ..rules.effects import LEAST_WEEKS
from .evaluation import Cause, Evaluation, pair


class Measure(models.Model):
    """Something that is done about a cause. How far it is, its tasks say."""

    class Kind(models.TextChoices):
        PROCEDURE = "procedure", pgettext_lazy("measure", "Prosedur")
        TRAINING = "training", pgettext_lazy("measure", "Pelatihan")
        STAFFING = "staffing", pgettext_lazy("measure", "Penataan pegawai")
        SYSTEM = "system", pgettext_lazy("measure", "Sistem informasi")
        REORGANIZATION = "reorganization", pgettext_lazy("measure", "Rancangan penataan organisasi")

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="measures")
    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=Kind)
    title = models.CharField(max_length=160)
    about = models.TextField(blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=200)
    started_at = models.DateTimeField(null=True)
    started_by = models.CharField(max_length=200, blank=True)
    dropped_at = models.DateTimeField(null=True)
    dropped_by = models.CharField(max_length=200, blank=True)
    dropped_because = models.CharField(max_length=500, blank=True)
    tasks = models.ManyToManyField(Task, related_name="+")  # of plans of teams and units; never copied

    class Meta:
        constraints = [
            pair("measure_started_at_by", "started_at", "started_by"),
            pair("measure_dropped_at_by", "dropped_at", "dropped_by"),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_because="")
                | Q(dropped_at__isnull=False) & ~Q(dropped_because=""),
                name="measure_dropped_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.evaluation.get_absolute_url()}#measure-{self.pk}"

    @property
    def is_alive(self) -> bool:
        return self.dropped_at is None


class Effect(models.Model):
    """By what, against whom and from which day a measure is judged; and what came out.

    All of it but the result is fixed before the measure starts. The database keeps it.
    """

    class Metric(models.TextChoices):
        LATE = "late", _("Bagian laporan yang terlambat ditanggapi")
        DAYS = "days", _("Hari sampai ditanggapi (nilai tengah)")
        REPORTS = "reports", _("Jumlah laporan seminggu")
        ELEMENT = "element", _("Unsur survei kepuasan")

    class By(models.TextChoices):
        UNIT = "unit", _("Unit organisasi")
        SERVICE = "service", _("Layanan")
        TOPIC = "topic", _("Golongan layanan")
        AREA = "area", _("Wilayah")

    class Verdict(models.TextChoices):
        BETTER = "better", pgettext_lazy("effect", "Membaik")
        WORSE = "worse", pgettext_lazy("effect", "Memburuk")
        NONE = "none", _("Tidak terlihat pengaruh")
        UNFIT = "unfit", _("Pembandingnya tidak cocok")
        FEW = "few", _("Datanya terlalu sedikit")

    measure = models.OneToOneField(Measure, on_delete=models.PROTECT, related_name="effect")
    metric = models.CharField(max_length=8, choices=Metric)
    element = models.CharField(max_length=8, blank=True)  # code of the satisfaction survey
    by = models.CharField(max_length=8, choices=By)
    treated = models.CharField(max_length=20)  # key of the unit, service, topic or area
    compared = ArrayField(models.CharField(max_length=20))
    names = models.JSONField(default=dict)  # key → what it was called when this was fixed
    why_compared = models.CharField(max_length=500)
    starts_on = models.DateField()  # the measure; weeks are counted from here, both ways
    weeks_before = models.PositiveSmallIntegerField()
    weeks_after = models.PositiveSmallIntegerField()
    fixed_at = models.DateTimeField()
    fixed_by = models.CharField(max_length=200)
    started_at = models.DateTimeField(null=True)
    measured_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=6, choices=Verdict, blank=True)
    result = models.JSONField(null=True)  # rules.Measured of the metric, the side effects, and both week by week

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(metric="element") & ~Q(element="") | ~Q(metric="element") & Q(element=""),
                name="effect_names_its_element",
            ),
            models.CheckConstraint(
                condition=Q(weeks_before__range=(LEAST_WEEKS, 104), weeks_after__range=(LEAST_WEEKS, 52)),
                name="effect_has_weeks_enough",
            ),
            models.CheckConstraint(condition=Q(compared__len__gte=2), name="effect_is_compared"),
            models.CheckConstraint(condition=~Q(compared__contains=[F("treated")]), name="effect_not_beside_itself"),
            models.CheckConstraint(
                condition=Q(measured_at__isnull=True, verdict="", result__isnull=True)
                | Q(measured_at__isnull=False, started_at__isnull=False, result__isnull=False) & ~Q(verdict=""),
                name="effect_measured_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["starts_on"], name="effect_runs", condition=Q(started_at__isnull=False, verdict=""))
        ]

    @property
    def since(self) -> date:
        """The first day that is looked at."""
        return self.starts_on - timedelta(weeks=self.weeks_before)

    @property
    def until(self) -> date:
        """The first day that is not."""
        return self.starts_on + timedelta(weeks=self.weeks_after)

    @property
    def due(self) -> date:
        """When it is measured: what came last has had its time to be answered."""
        waits = self.metric in (self.Metric.LATE, self.Metric.DAYS)
        return self.until + timedelta(weeks=ANSWER_WEEKS if waits else 0, days=1)


ANSWER_WEEKS = 4
