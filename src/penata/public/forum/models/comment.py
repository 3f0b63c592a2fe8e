"""What someone says about a paragraph or a scenario of a hearing."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .hearing import Hearing, Paragraph, Section
from .statement import Contribution


class Comment(Contribution):
    """Words on a paragraph, or on a section as a whole. Shown after someone has read them."""

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="comments", db_index=False)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="comments", db_index=False)
    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, null=True, related_name="comments")
    key = models.UUIDField(unique=True)  # made by the form: sent twice is one
    name = models.CharField(max_length=80, blank=True)  # as he wants to be called; empty: a resident
    is_staff = models.BooleanField(default=False)
    words = models.TextField()

    class Meta(Contribution.Meta):
        constraints = [*Contribution.Meta.constraints]
        indexes = [
            models.Index(fields=["hearing", "made_at"], name="comment_of"),
            models.Index(fields=["section"], name="comment_section"),
            models.Index(fields=["made_at"], name="comment_waiting", condition=Q(state="waiting")),
            models.Index(fields=["digest"], name="comment_given", condition=~Q(digest="")),
        ]
