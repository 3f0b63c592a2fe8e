"""What the reporter, the holder and his superiors are told. Never who the reporter is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.foundation.journal.rules import Actor
from penata.foundation.notices.actions import tell
from penata.foundation.notices.rules import Message, name_kinds
from penata.organization.people import queries as people

from ..models import Case, Contact, Follower
from ..rules import digest_of, link_secret

Sentence = Callable[[dict[str, str]], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Said:
    """What fills the sentences: a position's title, an officer's words, a body or a number, a day."""

    title: str = ""
    text: str = ""
    body: str = ""
    due: date | None = None


def tracking_link(case: Case) -> str:
    """The path of the reporter's secret link; empty when it cannot be computed (the server's key was changed)."""
    secret = link_secret(settings.SECRET_KEY, case.submission)
    return settings.TRACKING_PATH.format(secret=secret) if digest_of(secret) == case.secret_digest else ""


def staff_link(case: Case) -> str:
    """The path of the officers' page of the case."""
    return reverse("cases:case", args=[case.reference])


REPORTER: dict[str, Sentence] = {
    "received": lambda w: (
        _("Laporan %(reference)s sudah kami terima") % w,
        _("Terima kasih. Laporan Anda dicatat dengan nomor %(reference)s. Kami memeriksanya paling lambat %(due)s.")
        % w,
    ),
    "assigned": lambda w: (
        _("Laporan %(reference)s ditangani %(title)s") % w,
        _("Laporan Anda ditangani oleh %(title)s dan ditanggapi paling lambat %(due)s.") % w,
    ),
    "asked": lambda w: (
        _("Laporan %(reference)s perlu dilengkapi") % w,
        _("%(title)s bertanya: %(text)s\n\nJawablah melalui tautan di bawah. Selama itu tenggat laporan berhenti.") % w,
    ),
    "replied": lambda w: (
        _("Tanggapan awal untuk laporan %(reference)s") % w,
        _("%(title)s menyampaikan: %(text)s\n\nPenyelesaiannya paling lambat %(due)s.") % w,
    ),
    "answered": lambda w: (
        _("Jawaban untuk laporan %(reference)s") % w,
        _("%(title)s menjawab: %(text)s\n\nBila sudah cukup, tutuplah laporan; bila belum, bukalah kembali.") % w,
    ),
    "closed": lambda w: (
        _("Laporan %(reference)s selesai") % w,
        _("Laporan Anda sudah selesai. Anda dapat membukanya kembali dalam 30 hari.") % w,
    ),
    "reopened": lambda w: (
        _("Laporan %(reference)s dibuka kembali") % w,
        _("Laporan Anda dibuka kembali dan ditanggapi paling lambat %(due)s.") % w,
    ),
    "extended": lambda w: (
        _("Tenggat laporan %(reference)s berubah") % w,
        _("Laporan Anda diselesaikan paling lambat %(due)s, karena: %(text)s") % w,
    ),
    "not_ours": lambda w: (
        _("Laporan %(reference)s bukan wewenang kota") % w,
        _("Yang berwenang adalah %(body)s. %(text)s") % w,
    ),
    "archived": lambda w: (_("Laporan %(reference)s diarsipkan") % w, _("Alasannya: %(text)s") % w),
    "joined": lambda w: (
        _("Laporan %(reference)s digabung dengan laporan yang sama") % w,
        _("Hal ini sudah dilaporkan lebih dahulu dengan nomor %(body)s. Anda ikut menerima kabarnya.") % w,
    ),
    "recovered": lambda w: (
        _("Tautan laporan %(reference)s") % w,
        _("Anda meminta tautan laporan ini lagi. Bila bukan Anda, abaikan surel ini.") % w,
    ),
    "remind_asked": lambda w: (
        _("Laporan %(reference)s masih menunggu Anda") % w,
        _("Tanpa jawaban Anda, laporan ini diarsipkan pada %(due)s.") % w,
    ),
    "remind_answered": lambda w: (
        _("Apakah jawaban laporan %(reference)s sudah cukup?") % w,
        _("Tanpa kabar dari Anda, laporan ini kami tutup pada %(due)s.") % w,
    ),
}

STAFF: dict[str, Sentence] = {
    "assigned": lambda w: (
        _("Laporan %(reference)s untuk %(title)s") % w,
        _("“%(case_title)s”. Ditanggapi paling lambat %(due)s.") % w,
    ),
    "urgent": lambda w: (
        _("Mendesak: laporan %(reference)s untuk %(title)s") % w,
        _("“%(case_title)s”. Laporan ini menyebut bahaya bagi nyawa. Tangani lebih dahulu.") % w,
    ),
    "intake": lambda w: (_("Laporan %(reference)s menunggu disalurkan") % w, _("“%(case_title)s”.") % w),
    "handover_proposed": lambda w: (
        _("Laporan %(reference)s dilimpahkan kepada %(title)s") % w,
        _("“%(case_title)s”. Alasan: %(text)s. Terima atau kembalikan.") % w,
    ),
    "handover_accepted": lambda w: (
        _("Pelimpahan laporan %(reference)s diterima") % w,
        _("Laporan sekarang ditangani %(title)s.") % w,
    ),
    "handover_returned": lambda w: (
        _("Pelimpahan laporan %(reference)s dikembalikan") % w,
        _("Laporan tetap pada Anda. Alasan: %(text)s") % w,
    ),
    "amended": lambda w: (_("Pelapor melengkapi laporan %(reference)s") % w, _("“%(case_title)s”.") % w),
    "reopened": lambda w: (
        _("Laporan %(reference)s dibuka kembali oleh pelapor") % w,
        _("“%(case_title)s”. Ditanggapi paling lambat %(due)s.") % w,
    ),
    "withdrawn": lambda w: (_("Laporan %(reference)s dicabut pelapor") % w, _("“%(case_title)s”.") % w),
    "parts_answered": lambda w: (
        _("Semua bagian laporan %(reference)s sudah ditanggapi") % w,
        _("Jawaban gabungannya sudah dikirim kepada pelapor.") % w,
    ),
    "lost_link": lambda w: (
        _("Pelapor %(reference)s kehilangan tautannya") % w,
        _("Ia meminta tautan dengan nomor teleponnya. Hubungi dia lewat nomor pada laporan.") % w,
    ),
    "escalated": lambda w: (_("Laporan mendekati atau melewati tenggat: %(reference)s") % w, w["text"]),
}


def _words(case: Case, said: Said) -> dict[str, str]:
    due = said.due or case.due_on
    return {
        "reference": case.reference,
        "case_title": case.title.removesuffix("."),  # it is quoted within a sentence
        "title": said.title,
        "text": said.text,
        "body": said.body,
        "due": date_format(due, "l, j F Y") if due else "",  # Jumat, 27 November 2026
    }


def _sentence(sentence: Sentence, case: Case, said: Said, place: int) -> str:
    return sentence(_words(case, said))[place]


_later = lazy(_sentence, str)  # each recipient reads his own language


def _message(sentence: Sentence, case: Case, said: Said, *, kind: str, link: str, **to: Any) -> Message:
    return Message(
        kind=f"cases.{kind}",
        subject=_later(sentence, case, said, 0),
        body=_later(sentence, case, said, 1),
        link=link,
        **to,
    )


def to_reporter(
    case: Case, kind: str, said: Said, *, contacts: list[tuple[str, str, bool]] | None = None
) -> list[Message]:
    """Messages to the reporter, to those whose same report was joined, and to followers; each address once."""
    if case.parent_id is not None:
        return []  # the parent speaks to the reporter
    found = contacts_of(case) if contacts is None else contacts
    link = tracking_link(case)
    return [
        _message(REPORTER[kind], case, said, kind=kind, link=link if own else "", email=email, language=language)
        for email, language, own in found
    ]


def contacts_of(case: Case) -> list[tuple[str, str, bool]]:
    """(address, language, is the reporter's own) of all who are told."""
    rows = (
        Contact.objects.filter(Q(case=case) | Q(case__same_as=case))
        .exclude(email="")
        .values_list("email", "language", "case_id")
    )
    told = {email.lower(): (email, language, key == case.pk) for email, language, key in rows if key != case.pk}
    for email, language in Follower.objects.filter(case=case).values_list("email", "language"):
        told[email.lower()] = (email, language, False)
    told |= {email.lower(): (email, language, True) for email, language, key in rows if key == case.pk}
    return list(told.values())


def to_position(case: Case, kind: str, position_id: int | None, said: Said, *, on: date) -> list[Message]:
    """Messages to those who answer at a position that day: its holder, his substitute, whoever acts."""
    return [] if position_id is None else to_accounts(case, kind, people.accounts_of(position_id, on), said)


def to_accounts(case: Case, kind: str, accounts: Iterable[int], said: Said) -> list[Message]:
    """The same, where it is known already who answers there."""
    link = staff_link(case)
    messages = [
        _message(STAFF[kind], case, said, kind=kind, link=link, account_id=account_id) for account_id in accounts
    ]
    if kind == "urgent":
        messages.append(_message(STAFF[kind], case, said, kind=kind, link=link, webhook=True))
    return messages


def recovery_message(case: Case, *, link: str, email: str, language: str) -> Message:
    """The link once more, to the address of the report."""
    return _message(REPORTER["recovered"], case, Said(), kind="recovered", link=link, email=email, language=language)


def send(case: Case, messages: list[Message], *, by: Actor, at: datetime, act: str = "") -> None:
    """`act` is the key by which the messages can be taken back within ten seconds."""
    if messages:
        tell(messages, about=("cases.case", case.pk), by=by, at=at, act=act)


name_kinds(
    {
        "cases.assigned": gettext_lazy("Laporan baru untuk jabatan saya"),
        "cases.urgent": gettext_lazy("Laporan mendesak"),
        "cases.intake": gettext_lazy("Laporan menunggu disalurkan"),
        "cases.handover_proposed": gettext_lazy("Pelimpahan kepada saya"),
        "cases.handover_accepted": gettext_lazy("Pelimpahan saya diterima"),
        "cases.handover_returned": gettext_lazy("Pelimpahan saya dikembalikan"),
        "cases.amended": gettext_lazy("Pelapor melengkapi laporan"),
        "cases.reopened": gettext_lazy("Laporan dibuka kembali"),
        "cases.withdrawn": gettext_lazy("Laporan dicabut pelapor"),
        "cases.parts_answered": gettext_lazy("Semua bagian laporan ditanggapi"),
        "cases.escalated": gettext_lazy("Tenggat laporan"),
        "cases.lost_link": gettext_lazy("Pelapor kehilangan tautan"),
    }
)
