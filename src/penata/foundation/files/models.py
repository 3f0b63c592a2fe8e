from __future__ import annotations

from django.db import models
from django.db.models import Q


class Attachment(models.Model):
    """A photograph or document that somebody gave. Who gave it is known to the record that it belongs to, not here.

    The files lie under `MEDIA_ROOT/files` by the digest of their content; rows with the same content share one.
    """

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
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["uploaded_at"], condition=Q(kept_at__isnull=True), name="attachment_left"),
            models.Index(fields=["path"], name="attachment_path"),
            models.Index(fields=["thumbnail"], condition=~Q(thumbnail=""), name="attachment_thumbnail"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__startswith="image/") | Q(width__gt=0, height__gt=0) & ~Q(thumbnail=""),
                name="attachment_image_has_its_size",
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="attachment_holds_something"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.kind.startswith("image/")
