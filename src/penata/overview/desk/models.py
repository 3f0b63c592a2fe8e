from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Digest(models.Model):
    """At which hour someone wants to be sent what awaits him. `hour` null: not at all."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    hour = models.SmallIntegerField(null=True)  # of the city's clock
    since = models.DateField()  # the first day
    looked_on = models.DateField(null=True)  # the last day on which it was sent, or nothing awaited

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(hour__isnull=True) | Q(hour__gte=0, hour__lte=23), name="digest_hour")
        ]

    def __str__(self) -> str:
        return str(self.account_id)
