"""What the city says officially."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from penata.organization.structure.models import Position

from .topic import Topic


class OfficialAnswer(models.Model):
    """A position answers, by its mandate; perhaps it promises something by a day, and says when that is kept."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="answers")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    title_then = models.CharField(max_length=250)
    unit_then = models.CharField(max_length=250, blank=True)
    mandate = models.CharField(max_length=300, blank=True)  # function, decree and article, as they were
    words = models.TextField()
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    promise = models.CharField(max_length=300, blank=True)  # what is promised
    promised_on = models.DateField(null=True)  # by when
    kept_at = models.DateTimeField(null=True)
    kept_by = models.CharField(max_length=200, blank=True)
    kept_words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(promise="", promised_on__isnull=True) | (~Q(promise="") & Q(promised_on__isnull=False)),
                name="promise_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(kept_at__isnull=True, kept_by="", kept_words="")
                | (Q(kept_at__isnull=False, promised_on__isnull=False) & ~Q(kept_by="") & ~Q(kept_words="")),
                name="promise_kept_whole",
            ),
        ]
        indexes = [
            models.Index(
                fields=["position", "promised_on"],
                name="promise_open",
                condition=Q(promised_on__isnull=False, kept_at__isnull=True),
            )
        ]
