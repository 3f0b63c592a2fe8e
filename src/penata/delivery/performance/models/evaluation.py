"""The evaluation of a person in a position for a period, the evidence, the appraisals, objections and reopenings."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from penata.delivery.plans.models import Task
from penata.organization.people.models import Person
from penata.organization.structure.models import Position
from penata.public.cases.models import Case

from ..rules import CELLS
from .expectation import Expectation, Result, last_of
from .figure import Period


class Level(models.TextChoices):
    BELOW = "below", _("Di bawah ekspektasi")
    AS = "as", _("Sesuai ekspektasi")
    ABOVE = "above", _("Di atas ekspektasi")


class Rating(models.TextChoices):
    VERY_GOOD = "very_good", _("Sangat baik")
    GOOD = "good", pgettext_lazy("rating", "Baik")
    NEEDS_IMPROVEMENT = "needs_improvement", _("Butuh perbaikan")
    POOR = "poor", pgettext_lazy("rating", "Kurang")
    VERY_POOR = "very_poor", _("Sangat kurang")


class Evaluation(models.Model):
    """One person, one position, one period. A closed one stays as it is (migration `guard`) until both reopen it."""

    class State(models.TextChoices):
        OPEN = "open", _("Disiapkan pegawai")
        SUBMITTED = "submitted", _("Menunggu keputusan atasan")
        DECIDED = "decided", _("Menunggu tanggapan pegawai")
        OBJECTED = "objected", _("Keberatan menunggu jawaban")
        CLOSED = "closed", _("Ditutup")

    expectation = models.ForeignKey(Expectation, on_delete=models.PROTECT, related_name="evaluations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="evaluations", db_index=False)
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    superior_position = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, related_name="+")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="evaluations")
    days = DateRangeField()  # what of the period the person spent in the position
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    words = models.TextField(blank=True)  # the person's own report
    appraisal = models.OneToOneField("Appraisal", on_delete=models.PROTECT, null=True, related_name="+")
    reopening = models.ForeignKey("Reopening", on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=200, blank=True)  # the person who accepts, who answers, or silence

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "position", "period"], name="performance_evaluation_once"),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by="")
                | (Q(submitted_at__isnull=False) & ~Q(submitted_by="")),
                name="performance_evaluation_submitted_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by="") | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
                name="performance_evaluation_closed_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at__isnull=True)),
                name="performance_evaluation_closed_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("decided", "objected", "closed")) | Q(appraisal__isnull=False),
                name="performance_evaluation_decided_has_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(days__isempty=False, days__lower_inf=False, days__upper_inf=False),
                name="performance_evaluation_days",
            ),
        ]
        indexes = [
            models.Index(fields=["superior_position"], name="performance_waiting", condition=~Q(state="closed")),
            models.Index(fields=["period", "state"], name="performance_period_state"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("performance:evaluation", args=[self.pk])

    @property
    def last_day(self) -> date:
        return last_of(self.days)


class Realization(models.Model):
    """What came of a result in the period, in the person's words."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="realizations")
    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "result"], name="performance_realization_once")]


class Evidence(models.Model):
    """Work that was done and is recorded anyway; the person chose it and may say what it shows.

    A task is kept with its title and day as they were: it may be called otherwise, or go on, when the evaluation is
    long closed. The words of a case stay with the case, where they can be erased.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="evidence")
    result = models.ForeignKey(Result, on_delete=models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200, blank=True)  # of a task, when it was chosen
    done_on = models.DateField(null=True)
    is_in_time = models.BooleanField(null=True)
    comment = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "case"], condition=Q(case__isnull=False), name="performance_evidence_case_once"
            ),
            models.UniqueConstraint(
                fields=["evaluation", "task"], condition=Q(task__isnull=False), name="performance_evidence_task_once"
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=False, task__isnull=True)
                | Q(case__isnull=True, task__isnull=False)
                | Q(case__isnull=True, task__isnull=True) & ~Q(comment=""),
                name="performance_evidence_case_or_task_or_words",
            ),
            models.CheckConstraint(
                condition=Q(task__isnull=True, title="", done_on__isnull=True, is_in_time__isnull=True)
                | Q(task__isnull=False, done_on__isnull=False, is_in_time__isnull=False) & ~Q(title=""),
                name="performance_evidence_task_as_it_was",
            ),
        ]

    @property
    def source(self) -> str:
        """From which room the work is; "" for words alone."""
        return "case" if self.case_id is not None else "task" if self.task_id is not None else ""

    @property
    def source_id(self) -> int | None:
        return self.case_id or self.task_id


def _cells() -> Q:
    """The nine cells of the matrix, as the database keeps them."""
    condition = Q()
    for (results, conduct), rating in CELLS.items():
        condition |= Q(results=str(results), conduct=str(conduct), rating=str(rating))
    return condition


class Appraisal(models.Model):
    """Results × conduct → rating, signed by who decided. Nobody changes one; a new one takes its place."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="appraisals")
    results = models.CharField(max_length=5, choices=Level)
    conduct = models.CharField(max_length=5, choices=Level)
    rating = models.CharField(max_length=18, choices=Rating)
    words = models.TextField()  # what the superior says to the person
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    by_label = models.CharField(max_length=200)
    position = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, related_name="+")
    how = models.CharField(max_length=12)  # holder, acting, daily, substitute, superior (people.rules.responding)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=_cells(), name="performance_decision_is_a_cell"),
            models.CheckConstraint(condition=~Q(by_label=""), name="performance_decision_is_signed"),
        ]


class Objection(models.Model):
    """The person does not agree with an appraisal; the superior's superior answers, once."""

    class Outcome(models.TextChoices):
        KEPT = "kept", _("Keputusan dipertahankan")
        CHANGED = "changed", _("Keputusan diubah")

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="objections")
    appraisal = models.OneToOneField(Appraisal, on_delete=models.PROTECT, related_name="objection")
    words = models.TextField()
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by="", answer="", outcome="")
                | (Q(answered_at__isnull=False) & ~Q(answered_by="") & ~Q(answer="") & ~Q(outcome="")),
                name="performance_objection_answered_whole",
            ),
        ]


class Reopening(models.Model):
    """A closed evaluation is decided anew: for a reason, and only when person and superior both have signed."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="reopenings")
    because = models.TextField()
    person_at = models.DateTimeField(null=True)
    person_label = models.CharField(max_length=200, blank=True)
    superior_at = models.DateTimeField(null=True)
    superior_label = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)  # used (set by the database), or declined
    is_declined = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation"], condition=Q(ended_at__isnull=True), name="performance_one_open_reopening"
            ),
            models.CheckConstraint(condition=~Q(because=""), name="performance_reopening_has_a_reason"),
            models.CheckConstraint(
                condition=Q(person_at__isnull=True, person_label="")
                | (Q(person_at__isnull=False) & ~Q(person_label="")),
                name="performance_reopening_person_signed",
            ),
            models.CheckConstraint(
                condition=Q(superior_at__isnull=True, superior_label="")
                | (Q(superior_at__isnull=False) & ~Q(superior_label="")),
                name="performance_reopening_superior_signed",
            ),
            models.CheckConstraint(
                condition=Q(person_at__isnull=False) | Q(superior_at__isnull=False),
                name="performance_reopening_asked_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True)
                | Q(is_declined=True)
                | Q(person_at__isnull=False, superior_at__isnull=False),
                name="performance_reopening_both_signed",
            ),
        ]

    @property
    def signed_label(self) -> str:
        """Who asked for it."""
        return self.person_label or self.superior_label
