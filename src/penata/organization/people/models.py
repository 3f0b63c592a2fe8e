from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from penata.foundation.accounts.models import Role
from penata.foundation.dated.models import DatedVersion, dated_constraints
from penata.organization.structure.models import Decree, Position


class Person(models.Model):
    """A civil servant; not the account with which he signs in."""

    class Status(models.TextChoices):
        CANDIDATE = "cpns", "CPNS"
        CIVIL = "pns", "PNS"
        CONTRACT = "pppk", "PPPK"
        CONTRACT_PART = "pppk-pw", _("PPPK Paruh Waktu")
        ELECTED = "politik", _("Kepala daerah dan wakilnya")

    nip = models.CharField(max_length=18, unique=True)
    name = models.CharField(max_length=150)
    status = models.CharField(max_length=10, choices=Status)
    rank = models.CharField(max_length=10, blank=True)  # golongan: III/d, IX
    education = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    left_on = models.DateField(null=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="person", db_constraint=False
    )  # the database checks the reference once a statement (migration 0004), as those of a holding

    def __str__(self) -> str:
        return self.name


DEFINITIVE = Q(kind="definitive")
STANDING = DEFINITIVE & Q(valid__upper_inf=True) & Q(recorded__upper_inf=True)  # no end is known, and it is believed
PASSED = DEFINITIVE & (Q(valid__upper_inf=False) | Q(recorded__upper_inf=False))


class Holding(DatedVersion):
    """Person × position × seat × period: definitive, or acting."""

    class Kind(models.TextChoices):
        DEFINITIVE = "definitive", _("Definitif")
        ACTING = "plt", _("Pelaksana tugas (Plt.)")
        DAILY = "plh", _("Pelaksana harian (Plh.)")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings", db_constraint=False)
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="holdings", db_constraint=False)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.DEFINITIVE)
    seat = models.PositiveSmallIntegerField(default=1)
    decree = models.ForeignKey(Decree, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    article = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            # Law 3: no seat is held by two definitive holders at once, nor by two acting ones. Of those that hold it
            # today and on, as believed now, a B-tree knows that there is one; of the others an exclusion constraint.
            # That one of these and one of those do not meet, a trigger looks after (migration 0006).
            models.UniqueConstraint(fields=["position", "seat"], condition=STANDING, name="holding_seat_once"),
            models.UniqueConstraint(fields=["person"], condition=STANDING, name="holding_person_once"),
            dated_constraints("holding_seat", "position", "seat", condition=PASSED)[0],
            dated_constraints("holding_acting", "position", condition=~Q(kind="definitive"))[0],
            dated_constraints("holding_person", "person", condition=PASSED)[0],
            dated_constraints("holding", "id")[1],
            models.CheckConstraint(
                condition=Q(kind="definitive") | Q(valid__upper_inf=False), name="acting_holding_ends"
            ),
            models.CheckConstraint(condition=Q(seat__gte=1), name="seat_is_numbered"),
        ]


class Absence(DatedVersion):
    """Leave, mission, illness: while it lasts the substitute answers, and approves."""

    class Kind(models.TextChoices):
        LEAVE = "cuti", _("Cuti")
        MISSION = "dinas", _("Perjalanan dinas")
        TRAINING = "diklat", _("Pelatihan")
        ILLNESS = "sakit", _("Sakit")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=10, choices=Kind)
    substitute = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="substitutions")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            *dated_constraints("absence", "person"),
            models.CheckConstraint(condition=Q(valid__upper_inf=False), name="absence_ends"),
            models.CheckConstraint(condition=~Q(substitute=F("person")), name="absence_substitute_is_another"),
        ]


class PositionRole(models.Model):
    """A role that follows a position: who holds it, acts in it or stands in for it has the role's permissions."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="roles")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="positions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["position", "role"], name="position_role_once")]
