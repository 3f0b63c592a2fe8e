"""What a case is found by; kept by triggers in the transaction of every change (docs/decisions/0012)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from .case import Case


class Findable(models.Model):
    """The words of a case, and beside them who may see it and when it came: one index answers all three at once.

    Written by the database alone. A part holds the words of its whole. `marks`: m202611 the month of receipt; u1, p2
    each unit and position that it was ever assigned to; open, what moderators see. Handovers that wait are few and
    pass, so they are asked for by themselves.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="+")
    received_at = models.DateTimeField()
    words = SearchVectorField()
    marks = ArrayField(models.TextField())

    class Meta:
        indexes = [
            # A short list of what waits to be sorted in: every search reads it whole.
            GinIndex(fields=["words", "marks"], name="findable", gin_pending_list_limit=256)
        ]

    def __str__(self) -> str:
        return str(self.case_id)
