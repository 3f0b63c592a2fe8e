"""Who takes part: a resident with a name and a confirmed address, or an account. Erasable."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from penata.foundation.accounts.models import Account


class Participant(models.Model):
    """Someone who writes, supports or votes, known by the secret link in a letter to him, or by his account.

    The name is shown beside what he wrote; the address never is. Only the digest of the link's secret is kept.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    secret_digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    account = models.OneToOneField(Account, on_delete=models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=5, default="id")
    since = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)  # opened the link that was sent to his address
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="participant_once"),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(email="", account__isnull=True), name="erased_is_nobody"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"  # never the name: the journal keeps what may have to be erased nowhere
