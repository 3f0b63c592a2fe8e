"""Papers for the file and for the counter: receipt, disposition sheet, case file. Pure Python, any script."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from penata.foundation.files.exports import Paper, moment
from penata.foundation.ui.rules import full_day
from penata.foundation.ui.templatetags.words import told
from penata.public.routing.queries import sentences

from .. import queries
from ..models import Case


def receipt(case: Case, *, seat: dict[str, Any], area: str) -> bytes:
    """For the resident (UU 25/2009 art. 43): number, short content, time, who receives it, and by when."""
    paper = Paper(_("Tanda terima laporan"))
    paper.facts(
        [
            (_("Nomor"), case.reference),
            (_("Diterima"), moment(case.received_at)),
            (_("Golongan laporan"), case.get_kind_display()),
            (_("Lewat"), case.get_channel_display()),
            (_("Wilayah"), area),
            (_("Diterima oleh"), seat.get("title", "")),
            (_("Unit"), seat.get("unit_name", "")),
            (_("Ditanggapi paling lambat"), full_day(case.answer_by)),
            (_("Diselesaikan paling lambat"), full_day(case.finish_by)),
        ]
    )
    paper.section(_("Isi ringkas"))
    paper.prose(case.title)
    paper.prose(_("Pelaporan tidak dipungut biaya. Simpan nomor ini untuk mengikuti laporan."))
    return paper.made()


def disposition(whole: queries.Whole) -> bytes:
    """What goes on the desk of who gets the case: where, why, by which article, by when."""
    case = whole.case
    paper = Paper(_("Lembar disposisi"))
    _head(paper, whole)
    paper.section(_("Diteruskan kepada"))
    paper.facts([(_("Jabatan"), whole.position_title), (_("Unit"), whole.unit_name)])
    paper.section(_("Alasan"))
    for sentence in reasons(whole):
        paper.prose(sentence)
    paper.section(_("Laporan"))
    for said in whole.statements:
        paper.prose(said.words)
    paper.section(_("Tenggat"))
    paper.facts(
        [
            (_("Ditanggapi"), full_day(case.answer_by)),
            (_("Diselesaikan"), full_day(case.finish_by)),
            (_("Menurut undang-undang"), full_day(case.legal_by)),
        ]
    )
    return paper.made()


def case_file(whole: queries.Whole) -> bytes:
    """The whole case as its reader may see it: words, who had it and why, and all that happened."""
    paper = Paper(_("Berkas laporan"))
    _head(paper, whole)
    if isinstance(whole.reporter, queries.Reporter) and whole.reporter.is_known:
        one = whole.reporter
        paper.section(_("Pelapor"))
        paper.facts(
            [(_("Nama"), one.name), (_("Telepon"), one.phone), (_("Surel"), one.email), (_("Alamat"), one.address)]
        )
    paper.section(_("Laporan"))
    for said in whole.statements:
        paper.prose(f"{moment(said.at)}\n{said.words}")
    paper.section(_("Alasan penyaluran"))
    for sentence in reasons(whole):
        paper.prose(sentence)
    paper.section(_("Perjalanan laporan"))
    for step in whole.steps:
        paper.prose(_told(step))
    return paper.made()


def _head(paper: Paper, whole: queries.Whole) -> None:
    case = whole.case
    paper.facts(
        [
            (_("Nomor"), case.reference),
            (_("Nomor lain"), case.other_reference),
            (_("Judul"), case.title),
            (_("Golongan laporan"), case.get_kind_display()),
            (_("Keadaan"), case.get_state_display()),
            (_("Layanan"), whole.service_name),
            (_("Wilayah"), whole.area_name),
            (_("Diterima"), moment(case.received_at)),
        ]
    )


def reasons(whole: queries.Whole) -> list[str]:
    """Why it lies where it lies, in sentences."""
    found = sentences(whole.reason) if whole.reason.get("proposals") else []
    if because := whole.reason.get("because"):
        found.append(told(because))
    if article := whole.reason.get("article") if not found else "":
        found.append(str(article))
    return found or ["-"]


def _told(step: queries.StaffStep) -> str:
    who = step.by_label if not step.title_then else f"{step.title_then} ({step.by_label})"
    lines = [f"{moment(step.at)} · {step.get_kind_display()} · {who}"]
    if to := step.facts.get("to"):
        lines.append(f"→ {to}")
    if step.text:
        lines.append(told(step.text))
    return "\n".join(lines)
