"""Papers as PDF, for the file and for the hand: A4 with the city's head. Pure Python, any script."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from fpdf import FPDF, XPos, YPos

from ..ui.rules import clock, plain_day

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


def moment(at: datetime | None) -> str:
    """27 November 2026, 09.05; empty for none."""
    if at is None:
        return ""
    here = timezone.localtime(at)
    return f"{plain_day(here)}, {clock(here)}"


def pdf(content: bytes, name: str) -> HttpResponse:
    """The paper as an answer that a browser shows."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
