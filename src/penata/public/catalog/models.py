from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from penata.foundation.dated.models import dated_constraints
from penata.organization.structure.models import Function, Subject, Version


class Service(Subject):
    """What residents may ask of a function. `code` is its public, permanent name (Open311 service_code)."""

    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="services")


class Standard(Version):
    """A version of a service's standard: the 14 components (UU 25/2009 art. 21), and what residents call it."""

    class Topic(models.TextChoices):
        COMPLAINT = "complaint", _("Pengaduan")
        PERMIT = "permit", _("Perizinan")
        DOCUMENT = "document", _("Dokumen")
        HELP = "help", _("Bantuan")
        HEALTH = "health", _("Kesehatan")
        EDUCATION = "education", _("Pendidikan")
        INFORMATION = "information", _("Informasi")

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="standards")
    name = models.CharField(max_length=200)
    summary = models.CharField(max_length=400)
    topic = models.CharField(max_length=12, choices=Topic)
    keywords = models.TextField(blank=True)  # words that residents use
    is_reportable = models.BooleanField(default=True)  # offered when someone reports (Open311 too)
    promise_days = models.PositiveSmallIntegerField()  # working days
    cost_text = models.CharField(max_length=200, blank=True)
    # Delivery (published) and manufacturing components by the law's order; keys are in rules.COMPONENTS.
    components = models.JSONField(default=dict)
    attributes = models.JSONField(default=list)  # Open311 service definition: extra questions
    search = SearchVectorField(null=True)

    class Meta:
        constraints = [*dated_constraints("standard", "service")]
        indexes = [GinIndex(fields=["search"], name="standard_search")]


COMPONENT_LABELS = {  # by the keys of rules.COMPONENTS
    "legal_basis": _("Dasar hukum"),
    "requirements": _("Persyaratan"),
    "procedure": _("Sistem, mekanisme, dan prosedur"),
    "duration": _("Jangka waktu penyelesaian"),
    "cost": _("Biaya atau tarif"),
    "product": _("Produk pelayanan"),
    "facilities": _("Sarana, prasarana, dan fasilitas"),
    "competence": _("Kompetensi pelaksana"),
    "supervision": _("Pengawasan internal"),
    "complaints": _("Penanganan pengaduan, saran, dan masukan"),
    "staff": _("Jumlah pelaksana"),
    "guarantee": _("Jaminan pelayanan"),
    "safety": _("Jaminan keamanan dan keselamatan pelayanan"),
    "evaluation": _("Evaluasi kinerja pelaksana"),
}


class LexiconWord(models.Model):
    """A word of the catalog and of the functions, against which spelling is corrected before a search."""

    word = models.CharField(max_length=60, unique=True)
    weight = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.word
