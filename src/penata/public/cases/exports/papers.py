"""Papers for the file and for the counter: receipt, disposition sheet, case file. Pure Python, any script."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from fpdf import FPDF, XPos, YPos

from penata.foundation.ui.rules import clock, full_day, plain_day
from penata.public.routing.queries import sentences

from .. import queries
from ..models import Case, Step

# A glyph that the font does not have becomes an empty box; fpdf2 would write a line to the log for each.
logging.getLogger("fpdf").setLevel(logging.ERROR)
logging.getLogger("fontTools").setLevel(logging.ERROR)

FONT = "dejavu-fonts-ttf/ttf"
SOFT = 90


class Paper(FPDF):
    """A4 with the city's head; DejaVu Sans where the libraries are installed, else what every PDF reader has."""

    def __init__(self, title: str) -> None:
        super().__init__(format="A4", unit="mm")
        self.set_margin(20)
        self.set_auto_page_break(True, margin=20)
        self.set_title(title)
        self.set_creator("Penata")
        folder = Path(settings.NODE_MODULES) / FONT
        self.is_plain = not (folder / "DejaVuSans.ttf").is_file()
        self.family = "Helvetica" if self.is_plain else "DejaVu"
        if not self.is_plain:
            self.add_font("DejaVu", "", folder / "DejaVuSans.ttf")
            self.add_font("DejaVu", "B", folder / "DejaVuSans-Bold.ttf")
        self.heading = title
        self.add_page()

    def header(self) -> None:
        self._font(9)
        self.set_text_color(SOFT)
        self._line(_("Pemerintah %(city)s") % {"city": settings.PENATA_CITY})
        self.set_text_color(0)
        self._font(15, bold=True)
        self._line(self.heading, 8)
        self.ln(2)

    def footer(self) -> None:
        self.set_y(-14)
        self._font(8)
        self.set_text_color(SOFT)
        self.cell(0, 5, self._known(_("Halaman %(n)s") % {"n": self.page_no()}), align="R")
        self.set_text_color(0)

    def section(self, title: str) -> None:
        self.ln(3)
        self._font(11, bold=True)
        self._line(title, 6)
        self.set_draw_color(200)
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
        self.ln(2)

    def facts(self, rows: Iterable[tuple[str, Any]]) -> None:
        for name, value in rows:
            if value in {None, ""}:
                continue
            self._font(9)
            self.set_text_color(SOFT)
            self.cell(48, 5.5, self._known(name))
            self.set_text_color(0)
            self._font(10)
            self.multi_cell(0, 5.5, self._known(str(value)), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def prose(self, text: str) -> None:
        self._font(10)
        self.multi_cell(0, 5.2, self._known(text) or "-", align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(1)

    def made(self) -> bytes:
        return bytes(self.output())

    def _font(self, size: float, *, bold: bool = False) -> None:
        self.set_font(self.family, "B" if bold else "", size)

    def _line(self, text: str, height: float = 5) -> None:
        self.multi_cell(0, height, self._known(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _known(self, text: str) -> str:
        """What the font can write: with the core fonts only Western letters; without line breaks that split nothing."""
        plain = text.replace("\t", " ").replace("\r", "")
        return plain.encode("latin-1", "replace").decode("latin-1") if self.is_plain else plain


def _moment(at: datetime | None) -> str:
    from django.utils import timezone

    if at is None:
        return ""
    here = timezone.localtime(at)
    return f"{plain_day(here)}, {clock(here)}"


def receipt(case: Case, *, seat: dict[str, Any], area: str) -> bytes:
    """For the resident (UU 25/2009 art. 43): number, short content, time, who receives it, and by when."""
    paper = Paper(_("Tanda terima laporan"))
    paper.facts(
        [
            (_("Nomor"), case.reference),
            (_("Diterima"), _moment(case.received_at)),
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
        paper.prose(f"{_moment(said.at)}\n{said.words}")
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
            (_("Diterima"), _moment(case.received_at)),
        ]
    )


def reasons(whole: queries.Whole) -> list[str]:
    """Why it lies where it lies, in sentences."""
    found = sentences(whole.reason) if whole.reason.get("proposals") else []
    if because := whole.reason.get("because"):
        found.append(str(because))
    if article := whole.reason.get("article") if not found else "":
        found.append(str(article))
    return found or ["-"]


def _told(step: Step) -> str:
    who = step.by_label if not step.title_then else f"{step.title_then} ({step.by_label})"
    lines = [f"{_moment(step.at)} · {step.get_kind_display()} · {who}"]
    if to := step.facts.get("to"):
        lines.append(f"→ {to}")
    if step.text:
        lines.append(step.text)
    return "\n".join(lines)
