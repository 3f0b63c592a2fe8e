"""Who has the case, from when to when, and why; every step that was taken."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from penata.organization.structure.models import Function, Position, Unit

from .case import Case


class Assignment(models.Model):
    """Case × position × time, with its reason as it was at that moment. One is open until the case ends."""

    class Way(models.TextChoices):
        INTAKE = "intake", _("Menunggu penyaluran")
        ROUTED = "routed", _("Disalurkan otomatis")
        CHOSEN = "chosen", _("Disalurkan petugas")
        HANDED_OVER = "handed_over", _("Dilimpahkan")
        REOPENED = "reopened", _("Dibuka kembali")
        SPLIT = "split", _("Bagian dari laporan lain")
        REHOMED = "rehomed", _("Dipindahkan karena perubahan struktur")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments", db_index=False)
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    way = models.CharField(max_length=12, choices=Way)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    by_label = models.CharField(max_length=200)
    reason = models.JSONField(default=dict)  # routing.rules.Reason as JSON: the whole chain, kept as it was

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(until__isnull=True), name="one_open_assignment"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="assignment_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "since"], name="assignment_case"),
            # Whose cases were they ever: read without touching the table.
            models.Index(fields=["unit", "case"], name="assignment_unit"),
            models.Index(fields=["position", "case"], name="assignment_position"),
        ]


class Handover(models.Model):
    """ "Not mine": from whom, to whom, why, by which article; accepted or returned."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Menunggu diterima")
        ACCEPTED = "accepted", _("Diterima")
        RETURNED = "returned", _("Dikembalikan")

    class Reason(models.TextChoices):
        NOT_MANDATE = "not_mandate", _("Bukan kewenangan jabatan ini")
        WRONG_PLACE = "wrong_place", _("Di luar wilayah")
        OTHER_FIRST = "other_first", _("Harus dikerjakan unit lain lebih dahulu")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handovers")
    from_position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    # The function that the addressee answers for, when it is known: the router learns from it.
    function = models.ForeignKey(Function, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=12, choices=Reason)
    because = models.TextField()
    article = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(state="proposed"), name="one_open_handover"),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at__isnull=True)
                | (~Q(state="proposed") & Q(decided_at__isnull=False)),
                name="decided_handover_has_a_time",
            ),
            models.CheckConstraint(condition=~Q(from_position=F("to_position")), name="handover_to_another"),
        ]
        indexes = [models.Index(fields=["to_position"], condition=Q(state="proposed"), name="handover_waiting")]


class Pause(models.Model):
    """The clocks stand still while the reporter is asked, or for a stated reason."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pauses")
    since = models.DateField()
    until = models.DateField(null=True)
    because = models.CharField(max_length=300)
    state_before = models.CharField(max_length=12)  # where the case goes on when the clocks run again

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(until__isnull=True), name="one_open_pause"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="pause_ends_after_start"
            ),
        ]


class Step(models.Model):
    """What happened, for the reader: the case's own line of events. Append-only; the journal stands behind it."""

    class Kind(models.TextChoices):
        RECEIVED = "received", _("Laporan diterima")
        VERIFIED = "verified", _("Laporan diverifikasi")
        ASSIGNED = "assigned", _("Laporan diteruskan")
        STARTED = "started", _("Mulai dikerjakan")
        ASKED = "asked", _("Pelapor diminta melengkapi")
        AMENDED = "amended", _("Pelapor melengkapi")
        NOTED = "noted", _("Catatan internal")
        HANDOVER_PROPOSED = "handover_proposed", _("Pelimpahan diajukan")
        HANDOVER_ACCEPTED = "handover_accepted", _("Pelimpahan diterima")
        HANDOVER_RETURNED = "handover_returned", _("Pelimpahan dikembalikan")
        EXTENDED = "extended", _("Tenggat diubah")
        ESCALATED = "escalated", _("Atasan diberi tahu")
        REPLIED = "replied", _("Tanggapan awal")
        ANSWERED = "answered", _("Laporan ditanggapi")
        CLOSED = "closed", _("Laporan selesai")
        REOPENED = "reopened", _("Laporan dibuka kembali")
        SPLIT = "split", _("Laporan dipecah")
        JOINED = "joined", _("Digabung dengan laporan yang sama")
        NOT_OURS = "not_ours", _("Bukan wewenang kota")
        ARCHIVED = "archived", _("Diarsipkan")
        WITHDRAWN = "withdrawn", _("Dicabut pelapor")
        PUBLISHED = "published", _("Diterbitkan")
        UNPUBLISHED = "unpublished", _("Tidak diterbitkan")
        ERASED = "erased", _("Kata dan identitas pelapor dihapus")
        UNDONE = "undone", _("Dibatalkan")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps", db_index=False)
    at = models.DateTimeField()
    kind = models.CharField(max_length=18, choices=Kind)
    position = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    by_id = models.BigIntegerField(null=True)  # the account that acted; no key, as in the journal
    by_label = models.CharField(max_length=200)  # as staff see it
    title_then = models.CharField(max_length=250, blank=True)  # the position's title then: as residents see it
    text = models.TextField(blank=True)  # an officer's words, never the reporter's
    is_public = models.BooleanField(default=True)  # shown to the reporter
    facts = models.JSONField(default=dict)  # deadlines before and after, addressee, article: as they were

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="step_case")]
