"""A topic of the forum, what became of it, and who follows it."""

from __future__ import annotations

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from penata.organization.structure.models import Area, Position, Unit
from penata.public.cases.models import Case
from penata.public.catalog.models import Service

from .participant import Participant


class Topic(models.Model):
    """What residents and civil servants talk about. Its first post says what it is about.

    The counts are kept by actions equal to its posts, so that lists need no join.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Dibahas")
        ANSWERED = "answered", _("Dijawab")
        ACCEPTED = "accepted", pgettext_lazy("state of a topic", "Diterima")
        UNDER_WAY = "under_way", _("Dikerjakan")
        DONE = "done", _("Selesai")
        DROPPED = "dropped", _("Tidak dilanjutkan")

    title = models.CharField(max_length=160)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    is_shown = models.BooleanField(default=False)  # its first post is shown
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    about_label = models.CharField(max_length=160, blank=True)  # of a record of a room above: a plan
    about_link = models.CharField(max_length=300, blank=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")  # it became a report
    opened_at = models.DateTimeField()
    posts_count = models.PositiveIntegerField(default=0)  # shown, the first one among them
    supports = models.PositiveIntegerField(default=0)  # of its first post
    last_at = models.DateTimeField()  # the newest shown post, answer or change of state
    closed_at = models.DateTimeField(null=True)  # nobody writes any more
    search = SearchVectorField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(about_link="") | (Q(about_link__startswith="/") & ~Q(about_label="")),
                name="topic_link_is_ours",
            ),
        ]
        indexes = [
            models.Index(fields=["-last_at", "-id"], name="topic_last", condition=Q(is_shown=True)),
            models.Index(fields=["-opened_at", "-id"], name="topic_opened", condition=Q(is_shown=True)),
            models.Index(fields=["-supports", "-id"], name="topic_supported", condition=Q(is_shown=True)),
            models.Index(fields=["service", "-last_at"], name="topic_service", condition=Q(is_shown=True)),
            models.Index(fields=["area", "-last_at"], name="topic_area", condition=Q(is_shown=True)),
            models.Index(fields=["unit", "-last_at"], name="topic_unit", condition=Q(is_shown=True)),
            GinIndex(fields=["search"], name="topic_search"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"  # a resident's words are kept out of the journal

    def get_absolute_url(self) -> str:
        return reverse("forum:topic", args=[self.pk])


class TopicStep(models.Model):
    """What became of a topic, with who, when and why: another state, or closed for writing, or led to a unit.

    `state` is the topic's from then on. Never changed.
    """

    class Kind(models.TextChoices):
        STATE = "state", _("Keadaan diubah")
        CLOSED = "closed", _("Ditutup untuk tulisan baru")
        REOPENED = "reopened", _("Dibuka lagi untuk tulisan")
        LED = "led", _("Diarahkan ke unit lain")

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.STATE)
    state = models.CharField(max_length=10, choices=Topic.State)
    because = models.TextField()
    position = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    title_then = models.CharField(max_length=250)  # the position as residents read it
    by_label = models.CharField(max_length=200)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(because=""), name="topic_step_says_why")]


class Follow(models.Model):
    """Someone hears what becomes of a topic; the link in each letter ends it. By address it must be confirmed."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="follows")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="follows")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    secret_digest = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "participant"], name="follow_once")]
