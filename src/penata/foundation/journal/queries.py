from __future__ import annotations

from django.db import models

from .models import Entry, EntryQuerySet


def history(record: models.Model) -> EntryQuerySet:
    """What was done to a record, newest first."""
    return Entry.objects.about(record._meta.label_lower, record.pk).order_by("-at", "-id")
