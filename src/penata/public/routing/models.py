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
        constraints = [models.CheckConstraint(condition=Q(id=1), name="routing_settings_once")]


class Example(models.Model):
    """A labelled text that `cases` tells after closing; handovers are in it as the body that answered in the end.

    Holds words of a resident: erased when the case's are (`forget`).
    """

    key = models.CharField(max_length=64, unique=True)  # the teller's own key, e.g. "case:123"
    text = models.TextField()
    label = models.CharField(max_length=80)  # function code, see rules.labels
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    was_handed_over = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["received_at"], name="example_received")]


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
    state = models.CharField(max_length=10, choices=State, default=State.CANDIDATE)
    threshold = models.FloatField()
    quality = models.JSONField(default=dict)  # on the newest closed month, by unit too
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="in_use"), name="one_model_in_use"),
        ]


class Habit(models.Model):
    """How many cases of a function a unit answered lately, by area: what the structure says, seen in practice."""

    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    month = models.DateField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["function", "unit", "area", "month"], name="habit_once")]
