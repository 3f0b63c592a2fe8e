"""A task and what happens to it: progress, checklist, proof, what blocks it."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from penata.foundation.files.models import Attachment
from penata.organization.people.models import Person

from .plan import Plan, Recurrence


class Task(models.Model):
    """What one person sees to, from a day to a day; others may contribute. Days without an end are not yet planned."""

    class State(models.TextChoices):
        TODO = "todo", _("Belum dimulai")
        DOING = "doing", _("Dikerjakan")
        DONE = "done", _("Selesai")
        DROPPED = "dropped", pgettext_lazy("plan", "Dibatalkan")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="tasks", db_index=False)
    number = models.PositiveIntegerField()  # within the plan
    title = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="plan_tasks", db_index=False)
    start = models.DateField(null=True)
    due = models.DateField(null=True)
    is_milestone = models.BooleanField(default=False)  # a moment, on the day it is due
    hours = models.PositiveSmallIntegerField(default=0)  # effort in all
    state = models.CharField(max_length=8, choices=State, default=State.TODO)
    progress = models.PositiveSmallIntegerField(default=0)  # percent
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    dropped_because = models.CharField(max_length=500, blank=True)
    baseline_start = models.DateField(null=True)  # as agreed upon
    baseline_due = models.DateField(null=True)
    recurrence = models.ForeignKey(Recurrence, on_delete=models.PROTECT, null=True, related_name="tasks")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="task_number_once"),
            models.UniqueConstraint(fields=["recurrence", "due"], name="task_once_for_each_time"),
            models.CheckConstraint(
                condition=Q(start__isnull=True, due__isnull=True)
                | Q(start__isnull=False, due__isnull=False, due__gte=F("start")),
                name="task_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(is_milestone=False) | Q(start=F("due"), start__isnull=False), name="milestone_is_a_day"
            ),
            models.CheckConstraint(
                condition=Q(baseline_start__isnull=True, baseline_due__isnull=True)
                | Q(baseline_start__isnull=False, baseline_due__isnull=False, baseline_due__gte=F("baseline_start")),
                name="task_baseline_holds",
            ),
            models.CheckConstraint(
                condition=Q(state="done", progress=100, finished_at__isnull=False)
                | ~Q(state="done") & Q(progress__lt=100, finished_at__isnull=True),
                name="task_done_at_100",
            ),
            models.CheckConstraint(
                condition=~Q(state="todo") | Q(progress=0, started_at__isnull=True), name="task_not_begun_at_0"
            ),
            models.CheckConstraint(
                condition=Q(state="dropped") & ~Q(dropped_because="") | ~Q(state="dropped") & Q(dropped_because=""),
                name="task_dropped_with_a_reason",
            ),
            models.CheckConstraint(condition=Q(hours__lte=2_000), name="task_hours"),
        ]
        indexes = [
            models.Index(fields=["owner", "due"], name="task_owner_due", condition=Q(state__in=("todo", "doing"))),
            models.Index(fields=["due"], name="task_due", condition=Q(state__in=("todo", "doing"))),
            GinIndex(SearchVector("title", config="indonesian"), name="task_words"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:task", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.TODO, self.State.DOING)


class Dependency(models.Model):
    """The task begins when the other is finished. Never in a circle: the database keeps it."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")
    needs = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "needs"], name="dependency_once"),
            models.CheckConstraint(condition=~Q(task=F("needs")), name="task_needs_another"),
        ]


class Contributor(models.Model):
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="plan_contributions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "person"], name="contributor_once")]


class Item(models.Model):
    """A line of a task's checklist."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="items")
    words = models.CharField(max_length=200)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by="") | Q(done_at__isnull=False) & ~Q(done_by=""),
                name="item_done_at_by",
            )
        ]

    def __str__(self) -> str:
        return self.words


class Proof(models.Model):
    """What shows that a task was done: a file, or words alone. Append-only."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="proofs")
    words = models.CharField(max_length=300)
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=200)


class Update(models.Model):
    """Progress as it was said. Append-only."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="updates")
    at = models.DateTimeField()
    before = models.PositiveSmallIntegerField()
    after = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=500, blank=True)
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=200)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(before__lte=100, after__lte=100), name="update_is_percent")]


class CheckIn(models.Model):
    """What someone says of his week: what was done, what comes next. Once a week; a second time replaces it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="check_ins", db_index=False)
    week = models.DateField()  # its Monday
    done = models.TextField(blank=True)
    next = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "week"], name="check_in_once_a_week"),
            models.CheckConstraint(condition=Q(week__iso_week_day=1), name="check_in_week_is_a_monday"),
        ]


class Blocker(models.Model):
    """Why a task cannot go on, and for whom it waits; until it can."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="blockers")
    words = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")  # for whom it waits
    since = models.DateTimeField()
    said_by = models.CharField(max_length=200)
    until = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task"], condition=Q(until__isnull=True), name="one_open_blocker"),
            models.CheckConstraint(
                condition=Q(until__isnull=True, ended_by="")
                | Q(until__isnull=False, until__gte=F("since")) & ~Q(ended_by=""),
                name="blocker_ended_at_by",
            ),
        ]
        indexes = [models.Index(fields=["by"], name="blocker_waits_for", condition=Q(until__isnull=True))]
