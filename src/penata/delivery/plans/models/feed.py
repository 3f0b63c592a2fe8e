from __future__ import annotations

import uuid

from django.db import models

from penata.organization.people.models import Person


class Feed(models.Model):
    """The secret address of someone's work as a calendar. The secret is computed from the key (decision 9)."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="plan_feed")
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    secret_digest = models.CharField(max_length=64, unique=True)  # SHA-256
    since = models.DateTimeField()
