"""A post, its earlier wordings, and who supports it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from penata.organization.structure.models import Position

from .participant import Participant
from .topic import Topic

LISTED = ("shown", "hidden", "removed")  # stand in the topic: as words, or as a line that says what happened


class Post(models.Model):
    """Words under a topic. `words` are masked before they are kept; empty once removed by the author or erased.

    A reply hangs below a post of the first level: `thread` is that post, or the post itself.
    """

    class Stance(models.TextChoices):
        NONE = "", _("Tanggapan")
        FOR = "for", pgettext_lazy("stance of a post", "Mendukung")
        AGAINST = "against", pgettext_lazy("stance of a post", "Menolak")
        PROPOSAL = "proposal", _("Usul")

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("Menunggu surel dikonfirmasi")
        HELD = "held", _("Menunggu diperiksa")
        SHOWN = "shown", _("Tampil")
        HIDDEN = "hidden", _("Tidak ditampilkan")
        REMOVED = "removed", _("Dihapus penulisnya")

    key = models.UUIDField(unique=True)  # made by the form: the same post sent twice is one
    secret_digest = models.CharField(max_length=64, unique=True)  # of the author's link to it
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="posts", db_index=False)
    thread = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replies", db_index=False)
    is_opening = models.BooleanField(default=False)
    stance = models.CharField(max_length=10, choices=Stance, default=Stance.NONE, blank=True)
    state = models.CharField(max_length=12, choices=State)
    author = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="posts", db_index=False)
    name = models.CharField(max_length=80)  # as shown beside the words
    position = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    title_then = models.CharField(max_length=250, blank=True)  # of a civil servant: his position
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    supports = models.PositiveIntegerField(default=0)
    weight = models.PositiveIntegerField(default=0)  # supports of its thread: what pages are sorted by
    marks = ArrayField(models.CharField(max_length=12), default=list)  # rules.spam: why a moderator looks first
    flags_count = models.PositiveSmallIntegerField(default=0)  # not yet settled

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic"], condition=Q(is_opening=True), name="one_opening_post"),
            models.CheckConstraint(condition=~Q(thread=F("id")), name="post_not_its_own_reply"),
            models.CheckConstraint(condition=Q(is_opening=False) | Q(thread__isnull=True), name="opening_is_no_reply"),
            models.CheckConstraint(condition=~Q(state="shown") | ~Q(words=""), name="shown_post_has_words"),
        ]
        indexes = [
            models.Index(
                F("topic"), Coalesce("thread", "id"), F("id"), name="post_of", condition=Q(state__in=LISTED)
            ),  # a reply stands behind what it replies to
            models.Index(
                F("topic"), Coalesce("thread", "id").desc(), F("id"), name="post_newest", condition=Q(state__in=LISTED)
            ),
            models.Index(
                fields=["topic", "stance"], name="post_stance", condition=Q(state__in=LISTED, is_opening=False)
            ),  # read alone for the counts
            models.Index(fields=["thread"], name="post_thread", condition=Q(thread__isnull=False)),
            models.Index(fields=["author", "-at"], name="post_author"),
            models.Index(fields=["at"], name="post_held", condition=Q(state="held")),
            models.Index(fields=["at"], name="post_flagged", condition=Q(flags_count__gt=0)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("forum:post", args=[self.pk])


class Wording(models.Model):
    """What a post said before it was changed."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="wordings")
    words = models.TextField()
    until = models.DateTimeField()


class Support(models.Model):
    """Someone supports a post, once; undone by removing the row."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", db_index=False)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "participant"], name="support_once")]
