from __future__ import annotations

from django.db import models

from penata.organization.structure.models import Function, Unit


class ReplyTemplate(models.Model):
    """Words that an officer starts an answer from; {nomor}, {jabatan}, {tenggat} are filled in."""

    name = models.CharField(max_length=120)
    text = models.TextField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")  # null: for all
    function = models.ForeignKey(Function, on_delete=models.PROTECT, null=True, related_name="+")
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name
