"""A plan of a team or of a unit, what it is made from, and work that comes again."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from penata.delivery.teams.models import Team
from penata.organization.people.models import Person
from penata.organization.structure.models import Unit

from .tree import Node


class Plan(models.Model):
    """What a team or a unit wants to have done in a time; it may serve an activity of the performance tree."""

    title = models.CharField(max_length=160)
    purpose = models.TextField(blank=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="plans")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    node = models.ForeignKey(Node, on_delete=models.PROTECT, null=True, related_name="plans")
    lead = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")  # may change it
    start = models.DateField()
    due = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    baselined_at = models.DateTimeField(null=True)  # when the days were agreed upon
    closed_at = models.DateTimeField(null=True)
    closed_because = models.TextField(blank=True)  # what came of it
    last_number = models.PositiveIntegerField(default=0)  # of its tasks

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(team__isnull=False, unit__isnull=True) | Q(team__isnull=True, unit__isnull=False),
                name="plan_of_a_team_or_a_unit",
            ),
            models.CheckConstraint(condition=Q(due__gte=F("start")), name="plan_ends_after_start"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_because="")
                | Q(closed_at__isnull=False) & ~Q(closed_because=""),
                name="plan_closed_with_a_result",
            ),
        ]
        indexes = [models.Index(fields=["unit"], name="plan_unit", condition=Q(unit__isnull=False))]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:plan", args=[self.pk])


class Template(models.Model):
    """Tasks that often come together, written once; days are counted when a plan is made of it."""

    name = models.CharField(max_length=160)
    purpose = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    made_by_id = models.BigIntegerField(null=True)  # the account; no key, as in the journal
    made_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plans:template", args=[self.pk])


class TemplateTask(models.Model):
    """A task of a template: how many working days it takes, and after which of the others it comes."""

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="tasks")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    days = models.PositiveSmallIntegerField()  # working days; 0: a milestone
    hours = models.PositiveSmallIntegerField(default=0)
    after = ArrayField(models.PositiveIntegerField(), default=list)  # numbers of the template's tasks
    items = ArrayField(models.CharField(max_length=200), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["template", "number"], name="template_number_once")]


class Recurrence(models.Model):
    """Work that comes again: a task appears for each time, some weeks ahead."""

    class Every(models.TextChoices):
        WEEK = "week", _("Setiap minggu")
        FORTNIGHT = "fortnight", _("Setiap dua minggu")
        MONTH = "month", _("Setiap bulan")
        QUARTER = "quarter", _("Setiap tiga bulan")
        YEAR = "year", _("Setiap tahun")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="recurrences")
    title = models.CharField(max_length=200)
    every = models.CharField(max_length=9, choices=Every)
    first_due = models.DateField()  # its weekday, or day of the month, is that of all
    last_due = models.DateField(null=True)
    days = models.PositiveSmallIntegerField(default=1)  # working days before it is due
    hours = models.PositiveSmallIntegerField(default=0)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_until = models.DateField(null=True)  # tasks were made for the times up to this day
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_due__isnull=True) | Q(last_due__gte=F("first_due")), name="recurrence_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.title
