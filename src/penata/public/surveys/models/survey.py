"""A survey, the points where it is answered, and what is done about its lowest elements."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from penata.organization.structure.models import Unit
from penata.public.catalog.models import Service

from ..rules.groups import LEAST_GROUP
from ..rules.index import Weight
from ..rules.questions import Question, questions_in

ELEMENT_WORDS = {  # the words of rules.elements in other languages
    "U1": _("Persyaratan"),
    "U2": _("Sistem, mekanisme, dan prosedur"),
    "U3": _("Waktu penyelesaian"),
    "U4": _("Biaya/tarif"),
    "U5": _("Produk spesifikasi jenis pelayanan"),
    "U6": _("Kompetensi pelaksana"),
    "U7": _("Perilaku pelaksana"),
    "SARPRAS": _("Sarana dan prasarana"),
    "ADUAN": _("Penanganan pengaduan, saran, dan masukan"),
}
BAND_WORDS = {"A": _("Sangat baik"), "B": _("Baik"), "C": _("Kurang baik"), "D": _("Tidak baik")}


def pair(name: str, at: str, by: str) -> models.CheckConstraint:
    """When and who are known together, or both not."""
    both = Q(**{f"{at}__isnull": False}) & ~Q(**{by: ""})
    return models.CheckConstraint(condition=both | Q(**{f"{at}__isnull": True, by: ""}), name=name)


class Survey(models.Model):
    """Questions to residents or staff, open for a time. What was promised to who answers is fixed when it opens."""

    class Kind(models.TextChoices):
        SATISFACTION = "satisfaction", _("Survei kepuasan masyarakat")
        QUESTIONNAIRE = "questionnaire", _("Kuesioner")
        PULSE = "pulse", _("Survei singkat pegawai")

    class Audience(models.TextChoices):
        RESIDENTS = "residents", _("Warga")
        STAFF = "staff", _("Pegawai")

    kind = models.CharField(max_length=14, choices=Kind)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.RESIDENTS)
    title = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160, blank=True)
    intro = models.TextField(blank=True)
    intro_en = models.TextField(blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+")
    period = DateRangeField()
    population = models.PositiveIntegerField(null=True)  # how many are served, or work there
    form = models.JSONField(default=list)  # as rules.questions reads it
    segments = ArrayField(models.CharField(max_length=40), default=list)  # codes by which results are compared
    is_anonymous = models.BooleanField(default=True)
    minimum_group = models.PositiveSmallIntegerField(default=LEAST_GROUP)
    weight = models.CharField(
        max_length=6, choices=[(weight.value, weight.value) for weight in Weight], default="exact"
    )
    invites = models.BooleanField(default=False)  # whoever's case about the service was closed is asked
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=200, blank=True)
    aside_at = models.DateTimeField(null=True)  # since when marked answers are left out of the official figures
    aside_by = models.CharField(max_length=200, blank=True)
    aside_because = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(period__isempty=False, period__lower_inf=False, period__upper_inf=False),
                name="survey_period_holds",
            ),
            models.CheckConstraint(condition=Q(minimum_group__gte=LEAST_GROUP), name="survey_hides_small_groups"),
            models.CheckConstraint(
                condition=~Q(kind="satisfaction") | Q(is_anonymous=True, audience="residents"),
                name="satisfaction_is_anonymous",
            ),
            models.CheckConstraint(
                condition=~Q(kind="pulse") | Q(is_anonymous=True, audience="staff"), name="pulse_is_anonymous"
            ),
            models.CheckConstraint(condition=Q(is_anonymous=True) | Q(audience="staff"), name="only_staff_is_named"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False), name="survey_opened_before_closed"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(closed_at__isnull=False, audience="residents"),
                name="survey_closed_before_published",
            ),
            pair("survey_opened_at_by", "opened_at", "opened_by"),
            pair("survey_closed_at_by", "closed_at", "closed_by"),
            pair("survey_published_at_by", "published_at", "published_by"),
            pair("survey_aside_at_by", "aside_at", "aside_by"),
        ]
        indexes = [models.Index(fields=["-made_at", "-id"], name="survey_made")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("surveys:survey", args=[self.pk])

    @property
    def since(self) -> date:
        return self.period.lower

    @property
    def last_day(self) -> date:
        return self.period.upper - timedelta(days=1)

    @property
    def questions(self) -> tuple[Question, ...]:
        return questions_in(self.form)

    @property
    def is_satisfaction(self) -> bool:
        return self.kind == self.Kind.SATISFACTION

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None


class Point(models.Model):
    """Where and how answers come in: a link, a code at the counter, a tablet, paper, an invitation."""

    class Kind(models.TextChoices):
        LINK = "link", _("Tautan dan kode QR")
        KIOSK = "kiosk", _("Tablet di loket")
        PAPER = "paper", _("Lembar kertas")
        INVITATION = "invitation", _("Undangan")
        STAFF = "staff", _("Halaman pegawai")
        IMPORT = "import", _("Berkas")

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="points")
    kind = models.CharField(max_length=10, choices=Kind)
    label = models.CharField(max_length=80)
    code = models.CharField(max_length=16, unique=True)
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.label


class FollowUp(models.Model):
    """What is done about a low element, by whom, until when; and what came of it."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="follow_ups")
    element = models.CharField(max_length=40)  # a code of the form
    words = models.TextField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=200, blank=True)
    result = models.TextField(blank=True)

    class Meta:
        constraints = [
            pair("follow_up_done_at_by", "done_at", "done_by"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(done_at__gte=F("made_at")) & ~Q(result=""),
                name="follow_up_done_with_a_result",
            ),
        ]

    def __str__(self) -> str:
        return self.words[:80]
