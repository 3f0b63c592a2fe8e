"""Why something goes wrong: who finds it out until when, on the grounds of which cases, and the causes found."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from penata.organization.people.models import Person
from penata.organization.structure.models import Area, Unit
from penata.public.cases.models import Case
from penata.public.catalog.models import Service
from penata.public.forum.models import Conversation, Hearing, Topic
from penata.public.surveys.models import FollowUp, Survey

from .signal import Signal


def pair(name: str, at: str, by: str) -> models.CheckConstraint:
    """When and who are known together, or both not."""
    both = Q(**{f"{at}__isnull": False}) & ~Q(**{by: ""})
    return models.CheckConstraint(condition=both | Q(**{f"{at}__isnull": True, by: ""}), name=name)


class Evaluation(models.Model):
    """One question about what goes wrong, from what stood out to what its measures changed."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("state of an evaluation", "Mencari sebab")
        CAUSES = "causes", pgettext_lazy("state of an evaluation", "Sebab ditemukan")
        RUNNING = "running", pgettext_lazy("state of an evaluation", "Tindakan berjalan")
        MEASURED = "measured", pgettext_lazy("state of an evaluation", "Pengaruh terukur")
        CLOSED = "closed", pgettext_lazy("state of an evaluation", "Selesai")
        REOPENED = "reopened", pgettext_lazy("state of an evaluation", "Dibuka kembali")

    question = models.CharField(max_length=200)
    because = models.CharField(max_length=500)  # why it is asked
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, null=True, related_name="evaluations")
    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, null=True, related_name="+")
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, null=True, related_name="+")  # whose answers count
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # whose work is looked at
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    frozen_at = models.DateTimeField(null=True)  # since when the cases behind it and their counts stay as they are
    counts = models.JSONField(default=dict)  # queries.grounds: what was counted then
    rounds = models.PositiveSmallIntegerField(default=1)  # how often causes were sought
    sought_since = models.DateTimeField()  # in this round
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=200, blank=True)
    closed_because = models.CharField(max_length=1_000, blank=True)
    public_title = models.CharField(max_length=120, blank=True)
    public_words = models.TextField(blank=True)  # what was done, for residents
    told_at = models.DateTimeField(null=True)
    told_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            pair("evaluation_closed_at_by", "closed_at", "closed_by"),
            pair("evaluation_told_at_by", "told_at", "told_by"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) & ~Q(closed_because="")
                | ~Q(state="closed") & Q(closed_at__isnull=True, closed_because=""),
                name="evaluation_closed_with_a_result",
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True) | ~Q(public_title="") & ~Q(public_words=""),
                name="evaluation_told_in_words",
            ),
            models.CheckConstraint(
                condition=Q(signal__isnull=True) | Q(follow_up__isnull=True), name="evaluation_of_one_origin"
            ),
            models.UniqueConstraint(
                fields=["signal"], condition=~Q(state="closed"), name="one_open_evaluation_a_signal"
            ),
            models.UniqueConstraint(
                fields=["follow_up"], condition=~Q(state="closed"), name="one_open_evaluation_a_follow_up"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due"], name="evaluation_due"),
            models.Index(fields=["-told_at", "-id"], name="evaluation_told", condition=Q(told_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("improvement:evaluation", args=[self.pk])

    @property
    def seeks_causes(self) -> bool:
        return self.state in (self.State.OPEN, self.State.REOPENED)

    @property
    def is_open(self) -> bool:
        return self.state != self.State.CLOSED


class Behind(models.Model):
    """A case on which an evaluation stands. Written when it is opened, and never changed."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="behind", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "case"], name="behind_once")]


class Discussion(models.Model):
    """A topic, a hearing or an opinion poll of the forum on which an evaluation stands: who spoke there is told."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="discussions", db_index=False)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, related_name="+")
    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, null=True, related_name="+")
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)

    KINDS = ("topic", "hearing", "conversation")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__isnull=False, hearing__isnull=True, conversation__isnull=True)
                | Q(topic__isnull=True, hearing__isnull=False, conversation__isnull=True)
                | Q(topic__isnull=True, hearing__isnull=True, conversation__isnull=False),
                name="discussion_is_one_thing",
            ),
            *(
                models.UniqueConstraint(fields=["evaluation", name], name=f"discussion_{name}_once")
                for name in ("topic", "hearing", "conversation")
            ),
        ]

    @property
    def thing(self) -> tuple[str, int]:
        """Which kind of the three, and its key."""
        return next((kind, key) for kind in self.KINDS if (key := getattr(self, f"{kind}_id")) is not None)


class Told(models.Model):
    """That someone was told what became of it: a digest of his address, so that nobody is told twice."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="+", db_index=False)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "digest"], name="told_once")]


class Cause(models.Model):
    """One why: it answers the one above it, the first one the question."""

    class Category(models.TextChoices):
        PEOPLE = "people", pgettext_lazy("cause", "Manusia")
        PROCEDURE = "procedure", pgettext_lazy("cause", "Prosedur")
        MEANS = "means", pgettext_lazy("cause", "Sarana")
        DATA = "data", pgettext_lazy("cause", "Data")
        POLICY = "policy", pgettext_lazy("cause", "Kebijakan")
        SURROUNDINGS = "surroundings", pgettext_lazy("cause", "Lingkungan")

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="causes")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    depth = models.PositiveSmallIntegerField(default=1)
    category = models.CharField(max_length=12, choices=Category)  # of the whole chain: that of its first why
    words = models.CharField(max_length=300)
    proof = models.CharField(max_length=300, blank=True)  # by what one knows
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=200)
    struck_at = models.DateTimeField(null=True)
    struck_by = models.CharField(max_length=200, blank=True)
    struck_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            pair("cause_struck_at_by", "struck_at", "struck_by"),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_because="")
                | Q(struck_at__isnull=False) & ~Q(struck_because=""),
                name="cause_struck_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True, depth=1) | Q(parent__isnull=False, depth__range=(2, 5)),
                name="cause_of_five_whys",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="cause_not_its_own"),
        ]

    def __str__(self) -> str:
        return self.words
