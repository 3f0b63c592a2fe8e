from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from penata.organization.structure.models import Area, Unit
from penata.public.catalog.models import Service


class Said(models.Model):
    """Who said it, when and why. Rows are added, never changed: the newest that is in force counts."""

    figure = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")  # null: the whole city
    since = models.DateField()
    by_id = models.BigIntegerField(null=True)  # the account; no key, as in the journal
    by_label = models.CharField(max_length=200)
    because = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Target(Said):
    """What a figure shall reach from a day on; null ends the target before. Shares are of one."""

    value = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__gte=0), name="target_not_negative")
        ]
        indexes = [models.Index(fields=["figure", "unit", "-since", "-at"], name="target_in_force")]


class Limits(Said):
    """From which day on the points of a figure make its control limits: what was before is another time."""

    class Meta:
        indexes = [models.Index(fields=["figure", "unit", "-at"], name="limits_in_force")]


class Decision(models.Model):
    """What was decided, by whom, on which data, what is expected of it by when, and what came of it.

    The database keeps all of it as it was; only what came of it is written later, once.
    """

    class Verdict(models.TextChoices):
        REACHED = "reached", _("Tercapai")
        PARTLY = "partly", _("Tercapai sebagian")
        MISSED = "missed", _("Tidak tercapai")
        UNCLEAR = "unclear", _("Belum dapat dinilai")

    title = models.CharField(max_length=160)
    words = models.TextField()  # what was decided
    decider = models.CharField(max_length=200)  # by whom: name and position, or the meeting
    decided_on = models.DateField()
    figure = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    frozen = models.JSONField()  # queries.frozen: the figure as it was seen
    expected = models.TextField()
    expected_value = models.FloatField(null=True)
    expected_on = models.DateField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    result = models.TextField(blank=True)
    result_frozen = models.JSONField(null=True)
    result_by_label = models.CharField(max_length=200, blank=True)
    result_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(result_at__isnull=True, result="", verdict="", result_frozen__isnull=True)
                | (Q(result_at__isnull=False, result_frozen__isnull=False) & ~Q(result="") & ~Q(verdict="")),
                name="result_of_decision_is_whole",
            ),
            models.CheckConstraint(condition=Q(expected_on__gt=models.F("decided_on")), name="expected_after_decision"),
        ]
        indexes = [
            models.Index(fields=["-decided_on", "-id"], name="decision_newest"),
            models.Index(fields=["expected_on"], name="decision_awaits", condition=Q(result_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("dashboards:decision", args=[self.pk])


class Subscription(models.Model):
    """A dashboard that someone is sent. His right to it is asked anew each time."""

    class Rhythm(models.TextChoices):
        WEEKLY = "weekly", pgettext_lazy("rhythm", "Setiap Senin")
        MONTHLY = "monthly", pgettext_lazy("rhythm", "Setiap tanggal 1")

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    board = models.CharField(max_length=12)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    rhythm = models.CharField(max_length=8, choices=Rhythm)
    since = models.DateField()
    sent_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "board", "unit"],
                condition=Q(ended_at__isnull=True),
                name="one_subscription_a_board",
                nulls_distinct=False,
            )
        ]
