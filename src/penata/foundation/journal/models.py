from __future__ import annotations

from django.db import models
from django.utils import timezone


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, kind: str, key: int | str) -> EntryQuerySet:
        return self.filter(subject_kind=kind, subject_key=str(key))


class Entry(models.Model):
    """One act. The database refuses to change or delete it (migration `guard`)."""

    at = models.DateTimeField(default=timezone.now)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    act = models.CharField(max_length=80)  # "room.verb", as the action's name
    subject_kind = models.CharField(max_length=40)  # "room.model"
    subject_key = models.CharField(max_length=64)
    subject_label = models.CharField(max_length=250, blank=True)
    because = models.TextField(blank=True)
    details = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_key", "at"], name="journal_subject"),
            models.Index(fields=["at"], name="journal_at"),
            models.Index(fields=["actor_id", "at"], name="journal_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_label} {self.act} {self.subject_label}"
