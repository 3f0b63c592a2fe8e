"""A conversation: short statements on which one agrees, disagrees or passes, and what was found in the votes.

Nobody who votes can be read from it: a voter is a digest that only this server can make, and a vote has no time.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from penata.foundation.accounts.models import Account
from penata.organization.structure.models import Unit

from ..rules.results import LEAST_SHOWN
from .hearing import Hearing, Theme, pair

WORDS_MOST = 200  # of a statement: read at a glance, on a phone


class Conversation(models.Model):
    """Statements that are voted on, alone or as part of a hearing. The promise to voters is fixed when it opens."""

    class Audience(models.TextChoices):
        BOTH = "both", _("Warga dan pegawai")
        RESIDENTS = "residents", _("Warga")
        STAFF = "staff", _("Pegawai")

    title = models.CharField(max_length=160)
    intro = models.TextField(blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, null=True, related_name="conversations")
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.BOTH)
    minimum_group = models.PositiveSmallIntegerField(default=LEAST_SHOWN)
    takes_statements = models.BooleanField(default=True)  # voters may add their own
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=200, blank=True)
    aside_at = models.DateTimeField(null=True)  # since when marked voters are left out
    aside_by = models.CharField(max_length=200, blank=True)
    aside_because = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minimum_group__gte=LEAST_SHOWN), name="conversation_hides_small"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False), name="conversation_opened_first"
            ),
            pair("conversation_opened_at_by", "opened_at", "opened_by"),
            pair("conversation_closed_at_by", "closed_at", "closed_by"),
            pair("conversation_aside_at_by", "aside_at", "aside_by"),
        ]
        indexes = [models.Index(fields=["-made_at", "-id"], name="conversation_made")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("forum:conversation", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None


class Contribution(models.Model):
    """What someone gave: words, whether they are shown, and what became of them."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Menunggu diperiksa")
        SHOWN = "shown", _("Tampil")
        REMOVED = "removed", _("Tidak ditampilkan")

    class Fate(models.TextChoices):
        NONE = "", _("Belum ada keputusan")
        ACCEPTED = "accepted", pgettext_lazy("what became of a contribution", "Diterima")
        PARTLY = "partly", _("Diterima sebagian")
        NOT = "not", _("Tidak diterima")

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    marks = ArrayField(models.CharField(max_length=12), default=list)  # rules.spam: why it should be looked at closely
    made_at = models.DateTimeField()
    digest = models.CharField(max_length=64, blank=True)  # of who gave it; empty: the unit itself
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    email = models.EmailField(blank=True)  # only to tell him what became of it; erased when he was told
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=200, blank=True)
    removed_because = models.CharField(max_length=500, blank=True)
    theme = models.ForeignKey(Theme, on_delete=models.SET_NULL, null=True, related_name="+")
    fate = models.CharField(max_length=10, choices=Fate, default=Fate.NONE, blank=True)
    fate_because = models.CharField(max_length=1_000, blank=True)
    fate_at = models.DateTimeField(null=True)
    fate_by = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="removed") | ~Q(removed_because=""), name="%(class)s_removed_says_why"
            ),
            models.CheckConstraint(
                condition=Q(fate="", fate_because="", fate_at__isnull=True, fate_by="")
                | (~Q(fate="") & ~Q(fate_because="") & Q(fate_at__isnull=False) & ~Q(fate_by="")),
                name="%(class)s_fate_whole",
            ),
            pair("%(class)s_reviewed_at_by", "reviewed_at", "reviewed_by"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"  # the journal keeps nobody's words

    @property
    def is_own(self) -> bool:
        """Given by someone who takes part, not by the unit."""
        return bool(self.digest)


class Statement(Contribution):
    """One short sentence. `number` names it in files, as Polis' comment-id does."""

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="statements", db_index=False)
    number = models.PositiveIntegerField()
    words = models.CharField(max_length=WORDS_MOST)

    class Meta(Contribution.Meta):
        constraints = [
            *Contribution.Meta.constraints,
            models.UniqueConstraint(fields=["conversation", "number"], name="statement_number_once"),
        ]
        indexes = [
            models.Index(fields=["made_at"], name="statement_waiting", condition=Q(state="waiting")),
            models.Index(fields=["digest"], name="statement_given", condition=~Q(digest="")),
        ]


class Voter(models.Model):
    """Someone who votes in one conversation: a digest of his browser's code, or of his account."""

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="voters", db_index=False)
    digest = models.CharField(max_length=64)
    is_staff = models.BooleanField(default=False)
    is_marked = models.BooleanField(default=False)  # more from one address within an hour than people would be

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "digest"], name="voter_once"),
        ]


class Vote(models.Model):
    """One person's vote on one statement: the last one counts. `turn` grows with each vote cast, and is no time."""

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="+", db_index=False)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+", db_index=False)
    voter = models.ForeignKey(Voter, on_delete=models.PROTECT, related_name="votes", db_index=False)
    mark = models.SmallIntegerField()  # rules.opinions.Vote
    turn = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voter", "statement"], name="vote_once"),
            models.CheckConstraint(condition=Q(mark__in=(-1, 0, 1)), name="vote_is_one_of_three"),
        ]
        indexes = [
            models.Index(fields=["conversation", "-turn"], name="vote_turn"),
            models.Index(fields=["statement"], name="vote_on"),
        ]


class OpinionResult(models.Model):
    """What was found in the votes of some people, with how many votes it stands on and when it was worked out."""

    class Part(models.TextChoices):
        ALL = "all", _("Semua")
        RESIDENTS = "residents", _("Warga")
        STAFF = "staff", _("Pegawai")

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="results", db_index=False)
    part = models.CharField(max_length=10, choices=Part)
    votes = models.PositiveIntegerField()
    voters = models.PositiveIntegerField()
    upto = models.BigIntegerField()  # the last turn that it has seen
    at = models.DateTimeField()
    found = models.JSONField()  # rules.results.Found

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "part"], name="opinion_result_once")]
