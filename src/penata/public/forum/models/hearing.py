"""A hearing: a draft in sections and paragraphs, phases, meetings on site, and the outcome that closes it."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from penata.organization.structure.models import Unit
from penata.public.catalog.models import Service


def pair(name: str, at: str, by: str) -> models.CheckConstraint:
    """When and who are known together, or both not."""
    both = Q(**{f"{at}__isnull": False}) & ~Q(**{by: ""})
    return models.CheckConstraint(condition=both | Q(**{f"{at}__isnull": True, by: ""}), name=name)


class Hearing(models.Model):
    """What is laid before the public. Once published, its text stays as it was read."""

    class Kind(models.TextChoices):
        STANDARD = "standard", _("Rancangan standar pelayanan")
        REORGANIZATION = "reorganization", _("Rancangan penataan organisasi")
        REGULATION = "regulation", _("Rancangan peraturan")
        PLAN = "plan", _("Rancangan rencana atau anggaran")

    kind = models.CharField(max_length=16, choices=Kind)
    title = models.CharField(max_length=160)
    summary = models.TextField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=200, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.CharField(max_length=200, blank=True)
    cancelled_because = models.CharField(max_length=500, blank=True)
    outcome = models.TextField(blank=True)  # what was decided, in a few sentences
    concluded_at = models.DateTimeField(null=True)
    concluded_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            pair("hearing_published_at_by", "published_at", "published_by"),
            pair("hearing_cancelled_at_by", "cancelled_at", "cancelled_by"),
            pair("hearing_concluded_at_by", "concluded_at", "concluded_by"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancelled_because=""), name="hearing_cancelled_says_why"
            ),
            models.CheckConstraint(
                condition=Q(concluded_at__isnull=True)
                | (Q(published_at__isnull=False, cancelled_at__isnull=True) & ~Q(outcome="")),
                name="hearing_concluded_with_outcome",
            ),
        ]
        indexes = [models.Index(fields=["-made_at", "-id"], name="hearing_made")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("forum:hearing", args=[self.pk])

    @property
    def is_running(self) -> bool:
        return self.published_at is not None and self.cancelled_at is None and self.concluded_at is None


class Phase(models.Model):
    """A phase is data: who may do what (rules.phases), from when until when. Phases of a hearing do not overlap."""

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="phases")
    title = models.CharField(max_length=120)
    period = DateRangeField()
    residents = ArrayField(models.CharField(max_length=10), default=list)  # acts of rules.phases.Act
    staff = ArrayField(models.CharField(max_length=10), default=list)
    unit = ArrayField(models.CharField(max_length=10), default=list)  # those who run it

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(period__isempty=False, period__lower_inf=False, period__upper_inf=False),
                name="phase_period_holds",
            ),
            ExclusionConstraint(
                name="phases_do_not_overlap",
                expressions=[("hearing", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                condition=Q(residents__contained_by=["comment", "state", "vote", "attend"])
                & Q(staff__contained_by=["comment", "state", "vote", "attend"])
                & Q(unit__contained_by=["conclude"]),
                name="phase_acts_are_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def since(self) -> date:
        return self.period.lower

    @property
    def last_day(self) -> date:
        return self.period.upper - timedelta(days=1)


class Section(models.Model):
    """A part of the draft, or one of the scenarios among which people may prefer one."""

    class Kind(models.TextChoices):
        PART = "part", _("Bagian rancangan")
        SCENARIO = "scenario", _("Alternatif")

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="sections")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PART)
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hearing", "place"], name="section_place_once")]

    def __str__(self) -> str:
        return self.title


class Paragraph(models.Model):
    """What is commented on."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="paragraphs")
    place = models.PositiveSmallIntegerField()
    words = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["section", "place"], name="paragraph_place_once")]


class Preference(models.Model):
    """Which scenario someone prefers: one in a hearing, the last one counts."""

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="+")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="preferences")
    digest = models.CharField(max_length=64)
    is_staff = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hearing", "digest"], name="one_preference_in_a_hearing")]


class Theme(models.Model):
    """What was decided about one subject of the hearing, and why."""

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="themes")
    title = models.CharField(max_length=160)
    decided = models.TextField()
    because = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(decided="") & ~Q(because=""), name="theme_decided_with_a_reason")
        ]

    def __str__(self) -> str:
        return self.title


class Meeting(models.Model):
    """A session on site (PermenPANRB 16/2017): invitation, attendance, and the minutes that are signed."""

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=160)
    place = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seats = models.PositiveIntegerField(null=True)  # None: whoever comes
    chair = models.CharField(max_length=160, blank=True)  # who leads it, with his position
    secretary = models.CharField(max_length=160, blank=True)  # who writes the minutes
    discussed = models.TextField(blank=True)  # what was said
    agreed = models.TextField(blank=True)  # what was agreed upon, a line each
    follow_up = models.TextField(blank=True)  # who does what by when, a line each
    minutes_number = models.CharField(max_length=80, blank=True)
    minutes_at = models.DateTimeField(null=True)
    minutes_by = models.CharField(max_length=200, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_starts"),
            pair("meeting_minutes_at_by", "minutes_at", "minutes_by"),
            models.CheckConstraint(
                condition=Q(minutes_at__isnull=True)
                | (Q(cancelled_at__isnull=True) & ~Q(minutes_number="") & ~Q(discussed="") & ~Q(agreed="")),
                name="meeting_minutes_whole",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancelled_because=""), name="meeting_cancelled_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Attendee(models.Model):
    """Who registered for a meeting, or came. His name is read only by those who run it."""

    class Side(models.TextChoices):
        USER = "user", _("Pengguna layanan")
        STAKEHOLDER = "stakeholder", _("Pihak terkait")
        EXPERT = "expert", _("Ahli atau praktisi")
        SOCIETY = "society", _("Organisasi masyarakat")
        MEDIA = "media", _("Media massa")
        ORGANIZER = "organizer", _("Penyelenggara layanan")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendees")
    key = models.UUIDField(unique=True)  # made by the form: sent twice is one
    side = models.CharField(max_length=12, choices=Side)
    name = models.CharField(max_length=120)
    body = models.CharField(max_length=120, blank=True)  # whom he stands for
    email = models.EmailField(blank=True)  # to be told when it is cancelled or moved
    on_paper = models.BooleanField(default=False)  # entered from the list that was signed
    registered_at = models.DateTimeField()
    came_at = models.DateTimeField(null=True)
    came_by = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            pair("attendee_came_at_by", "came_at", "came_by"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(came_at__isnull=True), name="attendee_came_or_withdrew"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
