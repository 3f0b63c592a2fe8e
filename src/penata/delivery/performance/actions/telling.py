"""Notices of this room: that something happened, and where to read it; never what was decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils.functional import lazy
from django.utils.translation import gettext as _

from penata.foundation.journal.rules import Actor
from penata.foundation.notices.actions import tell
from penata.foundation.notices.rules import Message

from ..models import Evaluation, Expectation

Sentence = Callable[[str], tuple[str, str]]

SENTENCES: dict[str, Sentence] = {
    "proposed": lambda what: (
        _("SKP menunggu persetujuan: %(what)s") % {"what": what},
        _("Baca, lalu tetapkan atau kembalikan dengan catatan."),
    ),
    "agreed": lambda what: (
        _("SKP Anda ditetapkan: %(what)s") % {"what": what},
        _("Anda dapat mulai mencatat hasilnya."),
    ),
    "returned": lambda what: (
        _("SKP Anda dikembalikan: %(what)s") % {"what": what},
        _("Atasan meninggalkan catatan. Perbaiki lalu ajukan lagi."),
    ),
    "said": lambda what: (_("Umpan balik untuk %(what)s") % {"what": what}, _("Buka halamannya untuk membaca.")),
    "submitted": lambda what: (
        _("Laporan kinerja menunggu keputusan: %(what)s") % {"what": what},
        _("Pegawai sudah memilih bukti dan melaporkan hasilnya."),
    ),
    "given_back": lambda what: (
        _("Laporan kinerja Anda dikembalikan: %(what)s") % {"what": what},
        _("Atasan meninggalkan catatan. Lengkapi lalu serahkan lagi."),
    ),
    "decided": lambda what: (
        _("Evaluasi Anda sudah diputuskan: %(what)s") % {"what": what},
        _("Buka halamannya untuk membaca, lalu terima atau ajukan keberatan."),
    ),
    "objected": lambda what: (
        _("Keberatan menunggu jawaban: %(what)s") % {"what": what},
        _("Baca keberatan pegawai dan keputusan atasannya, lalu jawab."),
    ),
    "answered": lambda what: (
        _("Keberatan sudah dijawab: %(what)s") % {"what": what},
        _("Buka halamannya untuk membaca jawabannya."),
    ),
    "asked_reopening": lambda what: (
        _("Tanda tangan Anda diminta: %(what)s") % {"what": what},
        _("Evaluasi yang sudah ditutup hendak dibuka kembali. Baca alasannya, lalu setujui atau tolak."),
    ),
    "reopened": lambda what: (
        _("Evaluasi dibuka kembali: %(what)s") % {"what": what},
        _("Keduanya sudah menandatangani; atasan memutuskan lagi."),
    ),
    "declined": lambda what: (
        _("Evaluasi tetap ditutup: %(what)s") % {"what": what},
        _("Permintaan untuk membukanya kembali ditolak."),
    ),
    "survey": lambda what: (
        _("Survei perilaku kerja: %(what)s") % {"what": what},
        _("Tujuh pertanyaan. Jawaban hanya dijumlahkan, sehingga tidak dapat dikenali."),
    ),
}
KINDS = {
    "agreed": "expected",
    "returned": "expected",
    "given_back": "decided",
    "asked_reopening": "reopening",
    "reopened": "reopening",
    "declined": "reopening",
}


def _said(key: str, what: str, place: int) -> str:
    return SENTENCES[key](what)[place]


_later = lazy(_said, str)  # each recipient reads his own language


def send(
    record: Evaluation | Expectation,
    key: str,
    accounts: Iterable[int | None],
    *,
    by: Actor,
    at: datetime,
    link: str = "",
) -> None:
    """Tell these accounts; who acts is not told of his own act."""
    what = label_of(record)
    messages = [
        Message(
            kind=f"performance.{KINDS.get(key, key)}",
            subject=_later(key, what, 0),
            body=_later(key, what, 1),
            link=link or record.get_absolute_url(),
            account_id=account,
        )
        for account in dict.fromkeys(accounts)
        if account is not None
    ]
    if messages:
        tell(messages, about=(record._meta.label_lower, record.pk), by=by, at=at)


def label_of(record: Evaluation | Expectation) -> str:
    """What the record is called in the journal and in notices: whose, and of when."""
    when = str(record.year) if isinstance(record, Expectation) else str(record.period)
    return f"{record.person.name}, {when}"
