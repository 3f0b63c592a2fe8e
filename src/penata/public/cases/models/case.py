"""The case, and apart from it what may have to be erased: the words, and who wrote them."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from penata.foundation.files.models import Attachment
from penata.organization.structure.models import Area, Function, Position, Unit
from penata.public.catalog.models import Service

OPEN_STATES = ("received", "incomplete", "verified", "assigned", "in_progress", "answered", "reopened")
HELD_STATES = ("assigned", "in_progress", "answered", "reopened")  # an officer has or had it
ENDED_STATES = ("closed", "not_ours", "archived", "withdrawn")


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> CaseQuerySet:
        return self.filter(closed_at__isnull=True)


class Case(models.Model):
    """What a resident brings, from receipt to closing. Holds nothing that must be erased."""

    class Kind(models.TextChoices):
        COMPLAINT = "complaint", pgettext_lazy("kind of a case", "Pengaduan")
        SUPERVISION = "supervision", _("Pengaduan berkadar pengawasan")
        ASPIRATION = "aspiration", _("Aspirasi")
        INFORMATION = "information", _("Permintaan informasi")

    class State(models.TextChoices):
        RECEIVED = "received", _("Diterima")
        INCOMPLETE = "incomplete", _("Menunggu kelengkapan")
        VERIFIED = "verified", _("Terverifikasi")
        ASSIGNED = "assigned", _("Diteruskan")
        IN_PROGRESS = "in_progress", _("Dikerjakan")
        ANSWERED = "answered", _("Ditanggapi")
        CLOSED = "closed", _("Selesai")
        REOPENED = "reopened", _("Dibuka kembali")
        NOT_OURS = "not_ours", _("Bukan wewenang kota")
        ARCHIVED = "archived", _("Diarsipkan")
        WITHDRAWN = "withdrawn", _("Dicabut pelapor")

    class Channel(models.TextChoices):
        PORTAL = "portal", _("Portal")
        COUNTER = "counter", _("Loket")
        OPEN311 = "open311", "Open311"
        IMPORT = "import", _("Impor")
        LAPOR = "lapor", "SP4N-LAPOR!"
        PHONE = "phone", _("Telepon")
        MESSAGE = "message", _("Pesan singkat")

    class ArchiveReason(models.TextChoices):
        TOO_GENERAL = "too_general", _("Terlalu umum untuk ditindaklanjuti")
        NOT_GOVERNMENT = "not_government", _("Bukan urusan pemerintahan")
        DUPLICATE = "duplicate", _("Sudah pernah dilaporkan")
        ABUSE = "abuse", _("Tidak pantas atau iseng")
        UNANSWERED = "unanswered", _("Pelapor tidak melengkapi")

    reference = models.CharField(max_length=24, unique=True)  # KL-2026-000123
    secret_digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the tracking link's secret
    submission = models.UUIDField(unique=True)  # the same submission twice makes one case
    other_reference = models.CharField(max_length=60, blank=True)  # e.g. the number at SP4N-LAPOR!
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.COMPLAINT)
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)
    is_anonymous = models.BooleanField(default=False)  # identity hidden from the units
    is_confidential = models.BooleanField(default=False)  # the report is not public
    is_urgent = models.BooleanField(default=False)  # danger to life
    is_published = models.BooleanField(default=False)  # moderated and masked
    is_suspicious = models.BooleanField(default=False)  # looks like spam: a person looks before anyone is told
    moderated_at = models.DateTimeField(null=True)  # when a moderator last said yes or no to publication
    title = models.CharField(max_length=160)  # masked first words, for lists; rewritten on erasure
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    function = models.ForeignKey(Function, on_delete=models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    # Where it lies now; kept by actions equal to the open assignment, so that lists need no join.
    position = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children", db_index=False)
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="duplicates", db_index=False)
    archive_reason = models.CharField(max_length=16, choices=ArchiveReason, blank=True)
    other_body = models.CharField(max_length=200, blank=True)  # whose job it is when not ours
    received_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True)
    assigned_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)  # the first public word since receipt or reopening
    answered_at = models.DateTimeField(null=True)  # the final answer since receipt or reopening
    closed_at = models.DateTimeField(null=True)
    reopened_count = models.PositiveSmallIntegerField(default=0)
    handover_count = models.PositiveSmallIntegerField(default=0)
    # The two clocks: working days of the practice, calendar days of the law.
    verify_by = models.DateField()
    answer_by = models.DateField()
    finish_by = models.DateField()
    legal_reply_by = models.DateField()
    legal_by = models.DateField()
    # The day to look at in lists: the next deadline that applies; null when nothing runs (paused, ended).
    due_on = models.DateField(null=True)
    escalation = models.PositiveSmallIntegerField(null=True)  # how far up the line was told of this deadline
    happy = models.BooleanField(null=True)  # what the reporter said of the answer

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, state__in=OPEN_STATES)
                | Q(closed_at__isnull=False, state__in=ENDED_STATES),
                name="closed_case_has_a_closing_state",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("received_at")),
                name="closed_after_received",
            ),
            models.CheckConstraint(
                condition=~Q(state="archived") | ~Q(archive_reason=""), name="archived_case_has_a_reason"
            ),
            models.CheckConstraint(condition=~Q(state="not_ours") | ~Q(other_body=""), name="not_ours_names_a_body"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(assigned_at__isnull=False),
                name="answered_only_after_assigned",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=HELD_STATES) | Q(assigned_at__isnull=False), name="held_case_was_assigned"
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_at__isnull=False), name="answered_case_has_an_answer"
            ),
            models.CheckConstraint(
                condition=Q(is_published=False) | Q(is_confidential=False), name="confidential_case_is_not_published"
            ),
            models.CheckConstraint(condition=~(Q(parent=F("id")) | Q(same_as=F("id"))), name="case_not_its_own_parent"),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], name="case_due", condition=Q(closed_at__isnull=True)),
            models.Index(fields=["unit", "due_on"], name="case_unit_due", condition=Q(closed_at__isnull=True)),
            models.Index(fields=["position", "due_on"], name="case_position_due", condition=Q(closed_at__isnull=True)),
            models.Index(fields=["-received_at", "-id"], name="case_received"),
            models.Index(fields=["unit", "-received_at"], name="case_unit_received"),
            models.Index(fields=["service", "-received_at"], name="case_service_received"),
            models.Index(fields=["area", "-received_at"], name="case_area_received"),
            GistIndex(
                Func("longitude", "latitude", function="point"),
                "received_at",
                name="case_around",
                condition=Q(latitude__isnull=False, longitude__isnull=False),
            ),
            models.Index(fields=["other_reference"], name="case_other_reference", condition=~Q(other_reference="")),
            models.Index(fields=["-received_at"], name="case_published", condition=Q(is_published=True)),
            models.Index(fields=["parent"], name="case_parent", condition=Q(parent__isnull=False)),
            models.Index(fields=["same_as"], name="case_same_as", condition=Q(same_as__isnull=False)),
            models.Index(
                fields=["received_at"],
                name="case_to_moderate",
                condition=Q(moderated_at__isnull=True, is_confidential=False, parent__isnull=True),
            ),
            models.Index(
                fields=["function", "-answered_at"],
                name="case_answered_by_function",
                condition=Q(answered_at__isnull=False, parent__isnull=True),
            ),
            models.Index(fields=["answered_at"], name="case_waits_for_consent", condition=Q(state="answered")),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("cases:case", args=[self.reference])


class Statement(models.Model):
    """What the resident wrote. Erasable: the words go, the row and its times stay."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="statements")
    at = models.DateTimeField()
    words = models.TextField()
    place = models.CharField(max_length=300, blank=True)
    public_words = models.TextField(blank=True)  # masked; shown when published
    search = SearchVectorField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [GinIndex(fields=["search"], name="statement_search")]


class Contact(models.Model):
    """Who the resident is. Erasable; unreadable for the units when the case is anonymous."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="contact")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)  # as rules.plain_phone writes it
    address = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=5, default="id")
    device = models.CharField(max_length=120, blank=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # Who lost his link is found by these.
            models.Index(Lower("email"), name="contact_email", condition=~Q(email="")),
            models.Index(fields=["phone"], name="contact_phone", condition=~Q(phone="")),
        ]


class Follower(models.Model):
    """Someone else whose report is the same; told together with the reporter."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="followers")
    email = models.EmailField()
    language = models.CharField(max_length=5, default="id")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "email"], name="follower_once")]


class Attached(models.Model):
    """A photo or document of a case, by the reporter or by an officer."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="attached")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    is_public = models.BooleanField(default=False)
    by_reporter = models.BooleanField(default=True)
    at = models.DateTimeField()
