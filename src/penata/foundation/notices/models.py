from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

WAITING = Q(delivered_at__isnull=True, cancelled_at__isnull=True, failed_at__isnull=True)


class Channel(models.TextChoices):
    EMAIL = "email"
    IN_APP = "inapp"
    WEBHOOK = "webhook"


class Notice(models.Model):
    """One message to one recipient through one channel.

    It waits until it was delivered, taken back within the time of undoing, or tried in vain too often. A notice in
    the application needs no delivery: it is seen from `deliver_after` on.
    """

    act = models.CharField(max_length=40)  # what one act told, so that it can be taken back together
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="notices")
    address = models.CharField(max_length=254, blank=True)  # e-mail; empty once erased
    webhook = models.ForeignKey("Webhook", null=True, on_delete=models.PROTECT, related_name="notices")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=250, blank=True)
    body = models.TextField(blank=True)
    link = models.CharField(max_length=300, blank=True)
    about_kind = models.CharField(max_length=40, blank=True)
    about_key = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    deliver_after = models.DateTimeField()  # moves on when a try failed
    attempts = models.SmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    delivered_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["deliver_after"], condition=WAITING, name="notice_waiting"),
            models.Index(fields=["act"], condition=WAITING, name="notice_of_act"),
            models.Index(
                fields=["recipient", "-deliver_after", "-id"], condition=Q(channel="inapp"), name="notice_seen"
            ),
            models.Index(
                fields=["recipient"], condition=Q(channel="inapp", read_at__isnull=True), name="notice_unread"
            ),
            models.Index(fields=["-failed_at"], condition=Q(failed_at__isnull=False), name="notice_failed"),
            models.Index(fields=["about_kind", "about_key"], name="notice_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(delivered_at__isnull=True, cancelled_at__isnull=True)
                | Q(delivered_at__isnull=True, failed_at__isnull=True)
                | Q(cancelled_at__isnull=True, failed_at__isnull=True),
                name="notice_ends_once",
            ),
            models.CheckConstraint(
                condition=(Q(channel="inapp", recipient__isnull=False) | Q(channel="email")) & Q(webhook__isnull=True)
                | Q(channel="webhook", webhook__isnull=False, recipient__isnull=True),
                name="notice_has_its_addressee",
            ),
            models.CheckConstraint(condition=Q(attempts__gte=0), name="notice_attempts_count"),
        ]

    def __str__(self) -> str:
        return self.subject or self.kind


class Preference(models.Model):
    """Whether an account wants notices of a kind by e-mail too; without one, it does."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preferences")
    kind = models.CharField(max_length=60)
    by_email = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "kind"], name="one_preference_a_kind")]

    def __str__(self) -> str:
        return self.kind


def secret() -> str:
    return secrets.token_urlsafe(32)


class Webhook(models.Model):
    """An address of another system, set by an administrator, that is told of acts (not of their words)."""

    name = models.CharField(max_length=100)
    url = models.URLField(max_length=254, unique=True)
    secret = models.CharField(max_length=64, default=secret)
    kinds = ArrayField(models.CharField(max_length=60), default=list, blank=True)  # empty: all
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name
