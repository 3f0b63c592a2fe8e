"""A team, whom it asked for or who offered himself, and who works in it from when to when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from penata.organization.people.models import Person
from penata.organization.structure.models import Decree, Position, Unit

from .rules.life import OPEN_STATES, RequestState, TeamState, state_of
from .rules.load import MOST_HOURS


def period_holds(name: str) -> models.CheckConstraint:
    """A period begins and holds a day (PostgreSQL refuses one that ends before it begins)."""
    return models.CheckConstraint(
        condition=Q(period__isempty=False, period__lower_inf=False, period__upper_inf=False), name=name
    )


def pair(name: str, at: str, by: str) -> models.CheckConstraint:
    """When and who are known together, or both not."""
    both = Q(**{f"{at}__isnull": False}) & ~Q(**{by: ""})
    return models.CheckConstraint(condition=both | Q(**{f"{at}__isnull": True, by: ""}), name=name)


class Spanned(models.Model):
    """Days from `since` to `last_day`; `until` is the first day after them."""

    period = DateRangeField()

    class Meta:
        abstract = True

    @property
    def since(self) -> date:
        return self.period.lower

    @property
    def until(self) -> date:
        return self.period.upper

    @property
    def last_day(self) -> date:
        return self.period.upper - timedelta(days=1)


class Role(models.TextChoices):
    LEADER = "leader", _("Ketua tim")
    SECRETARY = "secretary", _("Sekretaris")
    MEMBER = "member", _("Anggota")
    EXPERT = "expert", _("Tenaga ahli")


class Way(models.TextChoices):
    APPOINTED = "appointed", _("Penunjukan")
    VOLUNTEERED = "volunteered", _("Pengajuan sukarela")


STATE_WORDS: dict[TeamState, Any] = {
    TeamState.PLANNED: _("Akan mulai"),
    TeamState.ACTIVE: _("Sedang bekerja"),
    TeamState.OVERDUE: _("Lewat masa"),
    TeamState.DISSOLVED: _("Dibubarkan"),
}


class Team(Spanned):
    """People of several units or agencies with one purpose; for the unit that it reports to."""

    class Outcome(models.TextChoices):
        MET = "met", _("Tercapai")
        PARTLY = "partly", _("Tercapai sebagian")
        MISSED = "missed", _("Tidak tercapai")

    name = models.CharField(max_length=160)
    purpose = models.TextField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    decree = models.ForeignKey(Decree, on_delete=models.PROTECT, null=True, related_name="+")  # none: by letters
    takes_volunteers = models.BooleanField(default=False)
    formed_at = models.DateTimeField()
    formed_by = models.CharField(max_length=200)
    letters = models.PositiveSmallIntegerField(default=0)  # how many letters of assignment were numbered
    dissolved_on = models.DateField(null=True)  # the first day without it
    dissolved_at = models.DateTimeField(null=True)
    dissolved_by = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    report = models.TextField(blank=True)  # what was reached: by the leader, else by who dissolves
    reported_at = models.DateTimeField(null=True)
    reported_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            period_holds("team_period_holds"),
            pair("team_dissolved_at_by", "dissolved_at", "dissolved_by"),
            models.CheckConstraint(
                condition=Q(dissolved_on__isnull=True, dissolved_at__isnull=True)
                | Q(dissolved_on__isnull=False, dissolved_at__isnull=False) & ~Q(outcome="") & ~Q(report=""),
                name="team_dissolved_with_a_report",
            ),
            pair("team_reported_at_by", "reported_at", "reported_by"),
            models.CheckConstraint(
                condition=Q(outcome="", report="", reported_at__isnull=True)
                | ~Q(outcome="") & ~Q(report="") & (Q(reported_at__isnull=False) | Q(dissolved_on__isnull=False)),
                name="team_report_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["-formed_at", "-id"], name="team_formed")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("teams:team", args=[self.pk])

    def shown_on(self, on: date) -> date:
        """The day whose members stand for the team: before its time its first day, after it its last."""
        return min(max(on, self.since), self.last_day)

    def state(self, on: date) -> TeamState:
        return state_of(self.since, self.until, self.dissolved_on, on)


class Skill(models.Model):
    """What a team needs to know, in words that are looked for in education and positions held."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="skills")
    words = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "words"], name="skill_once")]

    def __str__(self) -> str:
        return self.words


class Asked(Spanned):
    """Who is to do what in a team; `unit` and `position` are his own when it was said."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="%(class)ss")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="team_%(class)ss")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    way = models.CharField(max_length=12, choices=Way)
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    part = models.CharField(max_length=200, blank=True)  # what he does in it
    hours = models.PositiveSmallIntegerField()  # a week

    class Meta:
        abstract = True


def hours_hold(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(hours__range=(1, MOST_HOURS)), name=name)


class Request(Asked):
    """Asking for someone, or someone's offer: until his superior consented, or someone said no."""

    class State(models.TextChoices):
        OFFERED = RequestState.OFFERED.value, _("Menunggu jawaban tim")
        ASKED = RequestState.ASKED.value, _("Menunggu persetujuan atasan")
        ASSIGNED = RequestState.ASSIGNED.value, _("Ditugaskan")
        REFUSED = RequestState.REFUSED.value, _("Tidak disetujui atasan")
        DECLINED = RequestState.DECLINED.value, _("Tidak diterima tim")
        WITHDRAWN = RequestState.WITHDRAWN.value, _("Ditarik kembali")

    words = models.TextField()  # why
    state = models.CharField(max_length=10, choices=State)
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField(null=True)
    asked_by = models.CharField(max_length=200)
    superior = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    welcomed_at = models.DateTimeField(null=True)
    welcomed_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            period_holds("request_period_holds"),
            hours_hold("request_hours"),
            pair("request_decided_at_by", "decided_at", "decided_by"),
            pair("request_welcomed_at_by", "welcomed_at", "welcomed_by"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_STATES, decided_at__isnull=True)
                | ~Q(state__in=OPEN_STATES) & Q(decided_at__isnull=False),
                name="request_open_or_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("asked", "refused")) | Q(superior__isnull=False),
                name="request_consent_has_a_superior",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("offered", "declined")) | Q(way="volunteered"), name="only_volunteers_offer"
            ),
            models.CheckConstraint(
                condition=~Q(way="volunteered", state__in=("asked", "assigned", "refused"))
                | Q(welcomed_at__isnull=False),
                name="volunteer_was_welcomed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("refused", "declined")) | ~Q(answer=""), name="no_has_a_reason"
            ),
            models.UniqueConstraint(
                fields=["team", "person"], condition=Q(state__in=OPEN_STATES), name="request_open_once"
            ),
        ]
        indexes = [models.Index(fields=["superior"], condition=Q(state="asked"), name="request_awaits_consent")]

    def __str__(self) -> str:
        return f"{self.person} → {self.team}"


class Membership(Asked):
    """Someone at work in a team, with the letter that assigned him."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="memberships")
    letter_number = models.CharField(max_length=60, unique=True)
    letter_on = models.DateField()
    signed_title = models.CharField(max_length=200)  # of the position that signs
    signed_name = models.CharField(max_length=150, blank=True)  # and who answered for it that day
    ended_at = models.DateTimeField(null=True)  # when it was ended before its time
    ended_by = models.CharField(max_length=200, blank=True)
    ended_because = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            period_holds("membership_period_holds"),
            hours_hold("membership_hours"),
            pair("membership_ended_at_by", "ended_at", "ended_by"),
            ExclusionConstraint(
                name="member_once_at_a_time",
                expressions=[
                    ("team", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="one_leader_at_a_time",
                expressions=[("team", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=Q(role="leader"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()} {self.team}"

    def get_absolute_url(self) -> str:
        return reverse("teams:letter", args=[self.pk])
