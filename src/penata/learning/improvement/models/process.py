"""A process of an outside system as its file told it: which case went through which step, at which unit, when."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from penata.organization.structure.models import Unit
from penata.public.catalog.models import Service

from ..rules.process.log import Mode


class Process(models.Model):
    """Cases of one kind. `until`: up to when its events tell what happened."""

    MODES = (
        (Mode.SPANS.value, _("Mulai dan selesai tiap langkah")),
        (Mode.FINISHES.value, _("Saat selesai tiap langkah")),
        (Mode.STARTS.value, _("Saat mulai tiap langkah")),
        (Mode.WHOLE.value, _("Awal dan akhir tiap permohonan")),
    )
    name = models.CharField(max_length=160)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")  # answers for it
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+")
    mode = models.CharField(max_length=8, choices=MODES)
    last_steps = ArrayField(models.CharField(max_length=120), default=list)  # a case has ended with one of these
    counts_working_days = models.BooleanField(default=True)
    promise_days = models.PositiveSmallIntegerField(null=True)
    cases = models.PositiveIntegerField(default=0)
    events = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="process_named_once")]
        indexes = [models.Index(fields=["-changed_at", "-id"], name="process_newest")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("improvement:process", args=[self.pk])


class ProcessEvent(models.Model):
    """One step of one case. Steps and units are those of the outside system, as it calls them; no names of people."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="+", db_index=False)
    case_key = models.CharField(max_length=80)
    step = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=160, blank=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(started_at__isnull=False) | Q(finished_at__isnull=False), name="event_has_a_time"
            ),
            models.CheckConstraint(
                condition=Q(started_at__isnull=True)
                | Q(finished_at__isnull=True)
                | Q(finished_at__gte=F("started_at")),
                name="event_ends_after_it_began",
            ),
        ]
        indexes = [models.Index(fields=["process", "case_key"], name="event_of_case")]

    def __str__(self) -> str:
        return f"{self.case_key} {self.step}"
