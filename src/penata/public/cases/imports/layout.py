"""The columns of a table of cases, and what the user states about what is missing in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from penata.foundation.tables.rules import Choice, Column, Layout

from ..models import Case

REFUSE, LEAVE_OUT, MAKE, INTAKE, BLANK = "refuse", "leave-out", "make", "intake", "blank"


def _words(choices: Sequence[tuple[str, Any]], **more: str) -> dict[str, str]:
    """Accepted words → the value that is kept: the value itself, its Indonesian label, and other words for it."""
    found = {value: value for value, _label in choices} | {str(label).lower(): value for value, label in choices}
    return found | more


KINDS = _words(
    Case.Kind.choices, keluhan="complaint", aduan="complaint", permintaan="information", pengawasan="supervision"
)
STATES = _words(Case.State.choices, selesai="closed", proses="in_progress", diproses="in_progress", baru="received")
CHANNELS = _words(Case.Channel.choices, lapor="lapor", sp4n="lapor", web="portal", wa="message")

LAYOUT = Layout(
    "cases",
    (
        Column("text", kind="prose", max_length=10_000, aliases=("isi", "laporan", "uraian", "deskripsi")),
        Column("title", kind="prose", max_length=300, aliases=("judul", "perihal")),
        Column("unit", max_length=200, aliases=("instansi", "opd", "dinas", "tujuan")),
        Column("area", max_length=120, aliases=("kelurahan", "wilayah")),
        Column("parent_area", max_length=120, aliases=("kecamatan",)),
        Column("topic", max_length=200, aliases=("topik", "kategori")),
        Column("received_at", kind="instant", aliases=("diterima", "tanggal", "waktu")),
        Column("reference", max_length=60, aliases=("nomor",)),
        Column("other_reference", max_length=60, aliases=("tracking_id", "nomor_lapor")),
        Column("kind", kind="choice", choices=KINDS, aliases=("klasifikasi", "jenis")),
        Column("channel", kind="choice", choices=CHANNELS, aliases=("kanal", "sumber")),
        Column("service", max_length=200, aliases=("layanan",)),
        Column("function", max_length=60, aliases=("fungsi",)),
        Column("position", max_length=60, aliases=("jabatan",)),
        Column("place", max_length=300, aliases=("lokasi", "alamat_kejadian")),
        Column("latitude", kind="number", aliases=("lat", "lintang")),
        Column("longitude", kind="number", aliases=("lon", "lng", "bujur")),
        Column("state", kind="choice", choices=STATES, aliases=("status",)),
        Column("verified_at", kind="instant"),
        Column("assigned_at", kind="instant", aliases=("diteruskan",)),
        Column("started_at", kind="instant"),
        Column("answered_at", kind="instant", aliases=("ditanggapi",)),
        Column("reopened_at", kind="instant"),
        Column("closed_at", kind="instant", aliases=("selesai",)),
        Column("closed_by", max_length=20),
        Column("happy", kind="bool", aliases=("puas",)),
        Column("finish_by", kind="date", aliases=("tenggat",)),
        Column("answer", kind="prose", max_length=10_000, aliases=("jawaban", "tanggapan")),
        Column("is_anonymous", kind="bool", aliases=("anonim",)),
        Column("is_confidential", kind="bool", aliases=("rahasia",)),
        Column("is_urgent", kind="bool", aliases=("mendesak",)),
        Column("contact_name", max_length=120, aliases=("nama_pelapor",)),
        Column("contact_phone", max_length=30, aliases=("telepon_pelapor",)),
        Column("contact_email", max_length=254, aliases=("surel_pelapor",)),
        Column("handed_from", max_length=200, aliases=("dilimpahkan_dari",)),
        Column("handed_at", kind="instant"),
        Column("handed_because", max_length=500),
        Column("handed_article", max_length=300),
        Column("archive_reason", kind="choice", choices=_words(Case.ArchiveReason.choices)),
        Column("other_body", max_length=200),
        Column("parent", max_length=60),
        Column("same_as", max_length=60),
    ),
)

CHOICES = (
    Choice(
        "unknown-unit",
        _("Unit yang tidak dikenal"),
        {REFUSE: _("Tolak berkasnya"), LEAVE_OUT: _("Lewati barisnya"), MAKE: _("Buat unitnya")},
    ),
    Choice(
        "blank-unit",
        _("Baris tanpa unit"),
        {REFUSE: _("Tolak berkasnya"), LEAVE_OUT: _("Lewati barisnya"), INTAKE: _("Serahkan kepada penyalur laporan")},
    ),
    Choice(
        "no-head",
        _("Laporan yang belum selesai, pada unit tanpa kepala di sana maupun di atasnya"),
        {REFUSE: _("Tolak berkasnya"), LEAVE_OUT: _("Lewati barisnya"), INTAKE: _("Serahkan kepada penyalur laporan")},
    ),
    Choice(
        "unknown-other",
        _("Wilayah, layanan, fungsi, atau jabatan yang tidak dikenal"),
        {REFUSE: _("Tolak berkasnya"), BLANK: _("Kosongkan selnya")},
    ),
    Choice(
        "blank-state",
        _("Baris tanpa keadaan"),
        {"open": _("Masih dikerjakan unitnya"), "closed": _("Sudah selesai")},
        default="open",
    ),
    Choice(
        "channel",
        _("Kanal bila berkas tidak menyebutnya"),
        dict(Case.Channel.choices),
        default="import",
    ),
    Choice(
        "received-on",
        _("Hari diterima bila berkas tidak menyebutnya"),
        default="",
        help=_("Misalnya 2017-11-15; kosong berarti hari ini."),
    ),
    Choice(
        "learn",
        _("Pelajaran bagi penyaluran otomatis"),
        {"answered": _("Dari laporan yang sudah ditanggapi"), "all": _("Dari semua baris"), "none": _("Jangan")},
        default="answered",
    ),
)
