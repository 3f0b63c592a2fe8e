from __future__ import annotations

from django.db import models


class Attachment(models.Model):
    """A stored file: checked, re-encoded without metadata, found by its digest; never served by its path."""

    digest = models.CharField(max_length=64)  # SHA-256 of what is stored
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)  # MIME type of what is stored
    size = models.PositiveIntegerField()  # bytes
    width = models.PositiveIntegerField(null=True)  # pixels
    height = models.PositiveIntegerField(null=True)
    path = models.CharField(max_length=200)  # below MEDIA_ROOT
    thumbnail = models.CharField(max_length=200, blank=True)
    uploaded_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)  # when a record took it; null ones are removed after a day

    def __str__(self) -> str:
        return self.name
