"""The performance tree (pohon kinerja): from the city's goals down to the activities, each with who answers for it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from penata.organization.structure.models import Position


class Node(models.Model):
    """One place of the tree. A goal stands at the top; each other level under one of the level above it."""

    class Level(models.TextChoices):
        GOAL = "goal", pgettext_lazy("plan", "Tujuan")
        OUTCOME = "outcome", _("Sasaran")
        OUTPUT = "output", _("Keluaran")
        ACTIVITY = "activity", _("Kegiatan")

    level = models.CharField(max_length=8, choices=Level)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")  # answers for it
    ended_on = models.DateField(null=True)  # from this day it is pursued no more

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level="goal", parent__isnull=True) | ~Q(level="goal") & Q(parent__isnull=False),
                name="node_goal_is_at_the_top",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:node", args=[self.pk])


class Indicator(models.Model):
    """By what one sees whether a node is reached: from where, to where, until which year."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="indicators")
    name = models.CharField(max_length=200)
    measure = models.CharField(max_length=40)  # percent, hours, kilometres
    start = models.DecimalField(max_digits=16, decimal_places=2)
    target = models.DecimalField(max_digits=16, decimal_places=2)
    year = models.PositiveSmallIntegerField()  # until its end the target is to be reached

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["node", "name", "year"], name="indicator_once"),
            models.CheckConstraint(condition=Q(year__range=(2000, 2100)), name="indicator_year"),
        ]

    def __str__(self) -> str:
        return self.name


class Reading(models.Model):
    """What an indicator was on a day; the latest one said of a day counts."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="readings")
    on = models.DateField()
    value = models.DecimalField(max_digits=16, decimal_places=2)
    source = models.CharField(max_length=200)  # from where it is known
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["indicator", "-on", "-id"], name="reading_newest")]
