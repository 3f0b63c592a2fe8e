"""A reason in plain sentences: the whole for officers, the short one for reporters. For pages, e-mails and PDFs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from penata.foundation.ui.rules import full_day

from ..rules.reasons import Proposal, Reason, Why

Filling = Mapping[str, Any]


def read(reason: Reason | Mapping[str, Any]) -> Reason:
    """A reason, whether it is one or was kept as JSON."""
    return reason if isinstance(reason, Reason) else Reason.from_json(reason)


def sentences(reason: Reason | Mapping[str, Any]) -> list[str]:
    """The whole chain for officers, one link a sentence."""
    kept = read(reason)
    told = [_words(kept), _mandate(kept), _responder(kept), _decision(kept), _runner_up(kept)]
    return [_closed(sentence) for sentence in told if sentence]


def short_sentence(reason: Reason | Mapping[str, Any], due: date | None = None) -> str:
    """For the reporter: which position, until when, by which article. Officials are named by position only."""
    kept = read(reason)
    if not kept.position_title or not kept.is_sure:
        return _("Petugas penyaluran sedang membaca laporan Anda dan akan meneruskannya ke jabatan yang berwenang.")
    filling = {
        "position": place(kept.position_title, kept.unit_name),
        "basis": basis(kept.decree, kept.article),
        "due": full_day(due, get_language() or "id") if due else "",
    }
    if due and filling["basis"]:
        return _("Laporan Anda ditangani oleh %(position)s, paling lambat %(due)s, karena %(basis)s.") % filling
    if due:
        return _("Laporan Anda ditangani oleh %(position)s, paling lambat %(due)s.") % filling
    if filling["basis"]:
        return _("Laporan Anda ditangani oleh %(position)s, karena %(basis)s.") % filling
    return _("Laporan Anda ditangani oleh %(position)s.") % filling


def _closed(sentence: str) -> str:
    """One full stop at the end, also after a name that ends with its degree."""
    return sentence.rstrip(".") + "."


def proposal_sentence(proposal: Proposal | Mapping[str, Any]) -> str:
    """Why a proposal is one, for the routing officer's three buttons."""
    kept = proposal if isinstance(proposal, Proposal) else Reason.from_json({"proposals": [proposal]}).proposals[0]
    filling = {
        "words": quoted(kept.words[:4]),
        "function": kept.function_title,
        "basis": basis(kept.decree, kept.article),
    }
    if not kept.is_open:
        return _("Belum ada jabatan yang berwenang di tempat ini.")
    if kept.words and filling["basis"]:
        return _("Kata %(words)s menunjuk ke %(function)s; wewenangnya menurut %(basis)s.") % filling
    if kept.words:
        return _("Kata %(words)s biasa dijawab unit ini; pasal wewenangnya belum dicatat.") % filling
    if filling["basis"]:
        return _("Wewenang atas %(function)s menurut %(basis)s.") % filling
    return _("Unit ini biasa menjawab laporan seperti ini; pasal wewenangnya belum dicatat.")


def place(title: str, unit: str) -> str:
    """ "Kepala Bidang Jalan, Dinas Pekerjaan Umum"; the unit is left out when the title already ends with it."""
    return title if not unit or unit.lower() in title.lower() else f"{title}, {unit}"


def basis(decree: str, article: str) -> str:
    return " ".join(filter(None, (decree, article)))


def quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def percent(share: float) -> int:
    return min(round(share * 100), 99) if share < 1 else 100


def _words(kept: Reason) -> str:
    filling = {
        "words": quoted(kept.read),
        "function": kept.function_title or kept.unit_name,
        "service": kept.service_name,
    }
    if kept.is_service_chosen:
        return _("Pelapor memilih layanan “%(service)s”, yang termasuk fungsi %(function)s.") % filling
    if not kept.proposals:
        return _("Tidak ada kata dalam laporan ini yang dikenal.")
    if kept.read:
        sentence = ngettext(
            "Kata %(words)s menunjuk ke %(function)s.", "Kata %(words)s menunjuk ke %(function)s.", len(kept.read)
        )
        return sentence % filling
    return _("Susunan kata dan tempatnya menunjuk ke %(function)s.") % filling


def _mandate(kept: Reason) -> str:
    if not kept.proposals:
        return ""
    filling = {
        "area": kept.area_name,
        "position": place(kept.position_title, kept.unit_name),
        "basis": basis(kept.decree, kept.article),
    }
    if not filling["basis"]:
        return _("Wewenangnya belum tercatat dalam produk hukum.")
    if kept.is_inherited:
        return _("Wewenangnya mengikuti fungsi di atasnya, menurut %(basis)s.") % filling
    if kept.area_name:
        return _("Di %(area)s wewenangnya ditetapkan %(basis)s.") % filling
    return _("Wewenangnya ditetapkan %(basis)s.") % filling


_HOW: dict[str, Callable[[], str]] = {
    "holder": lambda: _("Yang menjawab adalah %(position)s, yaitu %(name)s."),
    "acting": lambda: _("Jabatan %(position)s dijalankan oleh pelaksana tugas, yaitu %(name)s."),
    "daily": lambda: _("Jabatan %(position)s dijalankan oleh pelaksana harian, yaitu %(name)s."),
    "substitute": lambda: _("Pejabat %(position)s sedang tidak di tempat; penggantinya adalah %(name)s."),
    "superior": lambda: _(
        "Jabatan yang berwenang sedang tidak terisi; atasannya yang menjawab, yaitu %(name)s, %(position)s."
    ),
}


def _responder(kept: Reason) -> str:
    if not kept.responder_how or kept.responder_how not in _HOW:
        return ""
    filling = {"position": place(kept.position_title, kept.unit_name), "name": kept.responder_name}
    return _HOW[kept.responder_how]() % filling


_UNSURE: dict[str, Callable[[], str]] = {
    "no_words": lambda: _("Petugas penyaluran yang memutuskan, karena tidak ada kata yang dikenal."),
    "no_area": lambda: _("Petugas penyaluran yang memutuskan, karena tempat kejadian belum diketahui."),
    "no_mandate": lambda: _(
        "Petugas penyaluran yang memutuskan, karena tidak ada pasal yang memberi wewenang di tempat ini."
    ),
    "no_holder": lambda: _("Petugas penyaluran yang memutuskan, karena jabatan yang berwenang dan atasannya kosong."),
    "no_history": lambda: _(
        "Petugas penyaluran yang memutuskan, karena laporan yang sudah selesai belum cukup untuk menyalurkan sendiri."
    ),
    "automatic_off": lambda: _("Petugas penyaluran yang memutuskan, karena penyaluran otomatis dimatikan."),
    "contradicted": lambda: _(
        "Petugas penyaluran yang memutuskan, karena isi laporan tidak sesuai dengan layanan yang dipilih."
    ),
    "below_threshold": lambda: _(
        "Petugas penyaluran yang memutuskan, karena keyakinan %(confidence)s%% di bawah ambang %(threshold)s%%."
    ),
}


def _decision(kept: Reason) -> str:
    filling = {"confidence": percent(kept.confidence), "threshold": percent(kept.threshold)}
    if kept.unsure_because in _UNSURE:
        return _UNSURE[kept.unsure_because]() % filling
    if kept.is_service_chosen or not kept.is_sure:
        return ""
    return (
        _("Keyakinannya %(confidence)s%%, tidak di bawah ambang %(threshold)s%%, sehingga langsung diteruskan.")
        % filling
    )


_LOST: dict[str, Callable[[], str]] = {
    "chosen": lambda: _("Pilihan kedua, %(title)s, tidak diambil karena pelapor memilih layanannya sendiri."),
    "no_mandate": lambda: _(
        "Pilihan kedua, %(title)s, tidak diambil karena tidak ada jabatan yang berwenang di tempat ini."
    ),
    "same_position": lambda: _("Pilihan kedua, %(title)s, sampai ke jabatan yang sama."),
    "words": lambda: _("Pilihan kedua, %(title)s, kalah karena kata %(words)s lebih kuat menunjuk ke pilihan pertama."),
    "place": lambda: _("Pilihan kedua, %(title)s, kalah karena aturan wilayah."),
    "confidence": lambda: _("Pilihan kedua, %(title)s, kalah karena keyakinannya hanya %(confidence)s%%."),
}


def _runner_up(kept: Reason) -> str:
    why: Why = kept.runner_up_lost_because
    if why.code not in _LOST:
        return ""
    filling = dict(why.params)
    filling["words"] = quoted(filling.get("words", ()))
    filling["confidence"] = percent(float(filling.get("confidence", 0)))
    filling.setdefault("title", "")
    return _LOST[why.code]() % filling
