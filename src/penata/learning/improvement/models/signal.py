"""A signal as it was found, what was decided about it, and the cases behind it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from penata.organization.structure.models import Area, Unit
from penata.public.cases.models import Case
from penata.public.catalog.models import Service


class Signal(models.Model):
    """One thing that stands out. While it lasts it is one row, whose month and counts are those seen last."""

    class Kind(models.TextChoices):
        SURGE = "surge", _("Lonjakan laporan")
        BURST = "burst", _("Lonjakan mendadak")
        LATE = "late", _("Jawaban terlambat")
        WORDS = "words", _("Urusan baru")
        SEAM = "seam", _("Sambungan antarunit")
        STANDARD = "standard", _("Janji layanan dilanggar")
        ELEMENT = "element", _("Kepuasan menurun")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("state of a signal", "Perlu dilihat")
        PUT_OFF = "put_off", pgettext_lazy("state of a signal", "Ditunda")
        DISMISSED = "dismissed", pgettext_lazy("state of a signal", "Dikesampingkan")
        EVALUATED = "evaluated", pgettext_lazy("state of a signal", "Dievaluasi")

    kind = models.CharField(max_length=8, choices=Kind)
    key = models.CharField(max_length=300)  # what it is about; equal for the same from night to night
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    handed_from = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")  # of a seam
    element = models.CharField(max_length=40, blank=True)  # of the satisfaction survey; observed are points lost then
    words = ArrayField(models.CharField(max_length=40), default=list)
    month = models.DateField()  # its first day: of the month that was looked at last
    since = models.DateField()  # the month in which it began
    observed = models.PositiveIntegerField()
    expected = models.FloatField()
    months = models.PositiveSmallIntegerField(default=1)  # over how many months both are counted
    first_day = models.DateField(null=True)  # of a burst
    last_day = models.DateField(null=True)
    hours = models.PositiveSmallIntegerField(null=True)
    limit_days = models.PositiveSmallIntegerField(null=True)  # after which an answer is late there
    of = models.PositiveIntegerField(null=True)  # of how many cases whose time was over, or answers of a survey
    mostly_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    mostly_service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+")
    mostly_area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    chance = models.FloatField()
    found_at = models.DateTimeField()
    seen_at = models.DateTimeField()  # found again last
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    because = models.CharField(max_length=500, blank=True)
    put_off_until = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_observed = models.PositiveIntegerField(null=True)  # what was seen then: it comes back when it grows
    came_back_at = models.DateTimeField(null=True)
    cases = models.ManyToManyField(Case, related_name="+")  # the newest behind it, at most fifty

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "since"], name="one_signal_an_episode"),
            models.CheckConstraint(
                condition=Q(state="open")
                | Q(decided_at__isnull=False, decided_observed__isnull=False) & ~Q(because="") & ~Q(decided_by=""),
                name="signal_put_away_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="put_off") | Q(put_off_until__isnull=False), name="put_off_until_a_day"
            ),
            models.CheckConstraint(condition=Q(kind="element") ^ Q(element=""), name="signal_of_an_element_names_it"),
            models.CheckConstraint(
                condition=Q(since__lte=models.F("month")), name="signal_began_before_its_month_ends"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-month", "-id"], name="signal_newest"),
            models.Index(fields=["kind", "key", "-month"], name="signal_same"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.since:%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("improvement:signal", args=[self.pk])
