from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from penata.organization.structure.models import Area, Function, Position, Unit


class RoutingSettings(models.Model):
    """The city's choices; one row."""

    is_automatic = models.BooleanField(default=True)
    threshold = models.FloatField(null=True)  # null: the model's own, fixed for 95 % right
    routing_position = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="routing_settings_once"),
            models.CheckConstraint(
                condition=Q(threshold__isnull=True) | Q(threshold__range=(0.5, 1)), name="threshold_above_a_half"
            ),
        ]


class Example(models.Model):
    """A labelled text that `cases` tells after closing; handovers are in it as the body that answered in the end.

    Holds words of a resident: erased when the case's are (`forget_examples`).
    """

    key = models.CharField(max_length=64, unique=True)  # the teller's own key, e.g. "case:123"
    text = models.TextField()
    label = models.CharField(max_length=80)  # a function's code, or one of the labels of rules.reasons
    topic = models.CharField(max_length=200, blank=True)  # the name of the service, or the city's own word for it
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    received_on = models.DateField()
    was_handed_over = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["received_on"], name="example_received")]


class Outcome(models.Model):
    """What became of a case that was assigned unaided: whether the function was right in the end."""

    key = models.CharField(max_length=64, unique=True)
    model = models.ForeignKey("LearnedModel", on_delete=models.PROTECT, null=True, related_name="outcomes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # where it was sent
    confidence = models.FloatField()
    is_right = models.BooleanField()
    decided_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["decided_on"], name="outcome_decided")]


class LearnedModel(models.Model):
    """A trained model with its measured quality. One is in use; the database keeps that."""

    class State(models.TextChoices):
        CANDIDATE = "candidate", _("Calon")
        IN_USE = "in_use", _("Dipakai")
        REFUSED = "refused", _("Tidak lebih baik")
        RETIRED = "retired", _("Diganti")

    learned_at = models.DateTimeField()
    until = models.DateField()  # learned from cases received before this day
    examples = models.PositiveIntegerField()
    labels = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.CANDIDATE)
    threshold = models.FloatField()
    quality = models.JSONField(default=dict)  # on the newest closed month, by unit too
    seconds = models.FloatField(default=0)
    content = models.BinaryField()  # emptied for models that are neither in use nor among the newest

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="in_use"), name="one_model_in_use"),
            models.CheckConstraint(condition=~Q(state="in_use") | ~Q(content=b""), name="model_in_use_has_its_content"),
        ]

    def __str__(self) -> str:
        return f"model {self.pk}"


class Learning(models.Model):
    """One run of learning, with its progress. One is open at a time; the database keeps that."""

    class Stage(models.TextChoices):
        WAITING = "waiting", _("Menunggu giliran")
        READING = "reading", _("Membaca laporan yang sudah selesai")
        TESTING = "testing", _("Mempelajari dan menguji dengan bulan terakhir")
        FINISHING = "finishing", _("Mempelajari seluruh laporan")
        DONE = "done", _("Selesai")
        FAILED = "failed", _("Gagal")

    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.WAITING)
    share = models.PositiveSmallIntegerField(default=0)  # done, in hundredths
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, blank=True)  # code: used, refused, too_few …
    model = models.ForeignKey(LearnedModel, on_delete=models.PROTECT, null=True, related_name="+")
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["is_open"], condition=Q(is_open=True), name="one_learning_at_a_time"),
            models.CheckConstraint(
                condition=Q(is_open=True) | Q(ended_at__isnull=False), name="ended_learning_has_a_time"
            ),
            models.CheckConstraint(condition=Q(share__range=(0, 100)), name="share_in_hundredths"),
        ]


class Habit(models.Model):
    """How many cases of a function a unit answered in a month, by area: what the structure says, seen in practice."""

    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    month = models.DateField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["function", "unit", "area", "month"], name="habit_once", nulls_distinct=False
            )
        ]


class Trial(models.Model):
    """A sentence that must reach a function: the city's own test of the router."""

    text = models.CharField(max_length=1000)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="+")
    added_by = models.CharField(max_length=200)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:80]
