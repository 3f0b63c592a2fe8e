"""What members, superiors, leaders and heads are told; each reads his own language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from penata.foundation.journal.rules import Actor
from penata.foundation.notices.actions import tell
from penata.foundation.notices.rules import Message, name_kinds
from penata.foundation.ui.rules import plain_day

from ..models import Request, Team
from ..rules import bare_name

Sentence = Callable[[dict[str, str]], tuple[str, str]]

SENTENCES: dict[str, Sentence] = {
    "asked": lambda w: (
        _("Persetujuan Anda diminta: %(name)s untuk tim %(team)s") % w,
        _("%(by)s meminta %(name)s bekerja %(hours)s jam seminggu dalam tim itu. Setujui, atau tolak dengan alasan.")
        % w,
    ),
    "invited": lambda w: (
        _("Anda diminta bekerja dalam tim %(team)s") % w,
        _("%(by)s meminta Anda; persetujuan atasan Anda sedang ditunggu. Alasannya: %(text)s") % w,
    ),
    "offered": lambda w: (
        _("%(name)s menawarkan diri untuk tim %(team)s") % w,
        _("“%(text)s”. Terima, atau jawab mengapa tidak.") % (w | {"text": w["text"].removesuffix(".")}),
    ),
    "welcomed": lambda w: (
        _("Tim %(team)s menerima tawaran Anda") % w,
        _("Persetujuan atasan Anda sedang ditunggu; sesudah itu surat tugas terbit.") % w,
    ),
    "assigned": lambda w: (
        _("%(name)s bertugas dalam tim %(team)s") % w,
        _("Surat tugas %(letter)s terbit. %(text)s") % w,
    ),
    "refused": lambda w: (
        _("Atasan tidak menyetujui %(name)s untuk tim %(team)s") % w,
        _("Alasan: %(text)s") % w,
    ),
    "declined": lambda w: (_("Tim %(team)s tidak menerima tawaran Anda") % w, _("Alasan: %(text)s") % w),
    "withdrawn": lambda w: (
        _("Permintaan atas %(name)s untuk tim %(team)s ditarik kembali") % w,
        _("Oleh %(by)s. %(text)s") % w,
    ),
    "ended": lambda w: (
        _("Tugas %(name)s dalam tim %(team)s diakhiri") % w,
        _("Alasan: %(text)s") % w,
    ),
    "leaderless": lambda w: (
        _("Tim %(team)s tidak berketua lagi") % w,
        _("%(name)s memimpinnya. %(text)s Kepala unit menyerahkan pimpinan kepada anggota lain.") % w,
    ),
    "moved": lambda w: (
        _("%(name)s pindah ke %(unit)s dan tetap bertugas dalam tim %(team)s") % w,
        _("%(hours)s jam seminggu, sampai %(last)s. Bila tidak dapat lagi, kepala unit tim mengakhirinya.") % _dated(w),
    ),
    "led": lambda w: (
        _("%(name)s memimpin tim %(team)s") % w,
        _("Surat tugas %(letter)s terbit. Alasan: %(text)s") % w,
    ),
    "reported": lambda w: (
        _("Laporan akhir tim %(team)s menunggu Anda") % w,
        _("%(by)s melaporkan: %(text)s") % w,
    ),
    "report_returned": lambda w: (_("Laporan akhir tim %(team)s dikembalikan") % w, _("Alasan: %(text)s") % w),
    "dissolved": lambda w: (_("Tim %(team)s dibubarkan") % w, _("Hasilnya: %(text)s") % w),
}


def _dated(words: dict[str, str]) -> dict[str, str]:
    return words | {"last": plain_day(date.fromisoformat(words["last"]), get_language() or "id")}


def _sentence(kind: str, words: dict[str, str], place: int) -> str:
    return SENTENCES[kind](words)[place]


_later = lazy(_sentence, str)


def say(
    kind: str, team: Team, to: Iterable[int | None], *, by: Actor, at: datetime, link: str = "", **words: Any
) -> None:
    """Tell accounts of an act; who acts is not told of his own act."""
    said = {"team": bare_name(team.name), "by": by.label} | {name: str(value) for name, value in words.items()}
    messages = [
        Message(
            kind=f"teams.{kind}",
            subject=_later(kind, said, 0),
            body=_later(kind, said, 1),
            link=link or team.get_absolute_url(),
            account_id=account,
        )
        for account in dict.fromkeys(to)
        if account is not None
    ]
    if messages:
        tell(messages, about=("teams.team", team.pk), by=by, at=at)


def own_page() -> str:
    """Where someone sees what he offered and was asked for."""
    return reverse("teams:mine")


def consent_page(request: Request) -> str:
    """Where the superior answers."""
    return reverse("teams:consent", args=[request.pk])


def offer_page(request: Request) -> str:
    """Where the team answers a volunteer."""
    return reverse("teams:offer", args=[request.pk])


def dissolve_page(team: Team) -> str:
    """Where the head of the unit accepts what was reached."""
    return reverse("teams:dissolve", args=[team.pk])


name_kinds(
    {
        "teams.asked": gettext_lazy("Persetujuan saya untuk tim diminta"),
        "teams.invited": gettext_lazy("Saya diminta bekerja dalam tim"),
        "teams.offered": gettext_lazy("Relawan untuk tim saya"),
        "teams.welcomed": gettext_lazy("Tawaran saya diterima tim"),
        "teams.assigned": gettext_lazy("Surat tugas tim terbit"),
        "teams.refused": gettext_lazy("Atasan tidak menyetujui penugasan tim"),
        "teams.declined": gettext_lazy("Tawaran saya tidak diterima tim"),
        "teams.withdrawn": gettext_lazy("Permintaan tim ditarik kembali"),
        "teams.ended": gettext_lazy("Tugas dalam tim diakhiri"),
        "teams.leaderless": gettext_lazy("Tim kehilangan ketuanya"),
        "teams.moved": gettext_lazy("Anggota tim pindah jabatan"),
        "teams.led": gettext_lazy("Ketua tim berganti"),
        "teams.reported": gettext_lazy("Laporan akhir tim menunggu saya"),
        "teams.report_returned": gettext_lazy("Laporan akhir tim saya dikembalikan"),
        "teams.dissolved": gettext_lazy("Tim dibubarkan"),
    }
)
