"""What residents point at, what moderators decide and why, and what authors say against it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .post import Post


class Reason(models.TextChoices):
    """Why a post is pointed at, or not shown."""

    INSULT = "insult", _("Menghina atau kasar")
    HATE = "hate", _("Menyerang suku, agama, ras, atau golongan")
    PERSONAL = "personal", _("Memuat data pribadi orang lain")
    THREAT = "threat", _("Mengancam atau menghasut")
    SPAM = "spam", _("Iklan atau tulisan berulang")
    OFF_TOPIC = "off_topic", _("Tidak berkaitan dengan topik")
    OTHER = "other", _("Alasan lain")


class Flag(models.Model):
    """Someone asks a moderator to look at a post. `key` is a digest of who it was: once each."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="flags")
    key = models.CharField(max_length=64)
    reason = models.CharField(max_length=10, choices=Reason)
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "key"], name="flag_once")]


class Decision(models.Model):
    """A moderator shows a post or does not, with his reason, which the author reads. Never changed."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="decisions")
    is_shown = models.BooleanField()
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    because = models.TextField(blank=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)  # the account; None: the system
    by_label = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_shown=True) | (~Q(reason="") & ~Q(because="")), name="hidden_post_has_a_reason"
            )
        ]


class Appeal(models.Model):
    """The author asks that another moderator looks again. Decided once, never by him who decided first."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="appeal")
    words = models.TextField()
    at = models.DateTimeField()
    first_by_id = models.BigIntegerField(null=True)  # who decided first
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    is_granted = models.BooleanField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by_id__isnull=True)
                | Q(first_by_id__isnull=True)
                | ~Q(decided_by_id=F("first_by_id")),
                name="appeal_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by="", is_granted__isnull=True, answer="")
                | (Q(decided_at__isnull=False, is_granted__isnull=False) & ~Q(decided_by="") & ~Q(answer="")),
                name="appeal_decided_whole",
            ),
        ]
        indexes = [models.Index(fields=["at"], name="appeal_open", condition=Q(decided_at__isnull=True))]


class ListedWord(models.Model):
    """A word or phrase that sends a post to a moderator first."""

    words = models.CharField(max_length=60)  # as rules.spam writes it
    since = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    until = models.DateTimeField(null=True)
    until_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["words"], condition=Q(until__isnull=True), name="word_listed_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True, until_by="") | (Q(until__isnull=False) & ~Q(until_by="")),
                name="word_taken_off_at_by",
            ),
        ]
