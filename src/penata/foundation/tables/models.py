from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q

from .rules import Report


def token() -> str:
    return secrets.token_urlsafe(16)


class ImportRun(models.Model):
    """One file that was brought in, or tried: what, from whom, what came of it.

    The file itself is kept privately until the run is over or a day old; its digest and report stay.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded"  # waits for the columns and choices to be confirmed
        QUEUED = "queued"
        RUNNING = "running"
        CHECKED = "checked"  # dry run without a finding
        REFUSED = "refused"  # findings; nothing was changed
        DONE = "done"
        FAILED = "failed"  # the program's fault, not the file's

    token = models.CharField(max_length=32, unique=True, default=token)
    importer = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField(default=0)
    stored = models.CharField(max_length=200, blank=True)  # path below MEDIA_ROOT; empty once deleted
    mapping = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    because = models.TextField(blank=True)
    is_dry = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    progress = models.SmallIntegerField(default=0)
    report = models.JSONField(default=dict)
    by_id = models.BigIntegerField(null=True)  # account; no foreign key: the run outlives it
    by_label = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["importer", "digest"], name="importrun_same_file"),
            models.Index(fields=["-created_at"], name="importrun_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(progress__gte=0) & Q(progress__lte=100), name="importrun_progress_is_percent"
            ),
            models.CheckConstraint(condition=~Q(state="done") | Q(is_dry=False), name="importrun_dry_is_never_done"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def outcome(self) -> Report | None:
        return Report.from_json(self.report) if self.report else None

    @property
    def is_waiting(self) -> bool:
        return self.state in {self.State.QUEUED, self.State.RUNNING}
