"""The letter with which someone claims his account, as PDF."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext
from fpdf import FPDF

from .models import ClaimLetter


def letters_pdf(letters: Iterable[tuple[ClaimLetter, str]], *, address: str) -> bytes:
    """One page for each letter and its code. The code stands here alone: only its hash is kept."""
    pdf = FPDF(format="A4")
    pdf.set_title(gettext("Surat aktivasi akun"))
    pdf.set_margin(25)
    for letter, code in letters:
        _page(pdf, letter, code, address)
    return bytes(pdf.output())


def _page(pdf: FPDF, letter: ClaimLetter, code: str, address: str) -> None:
    account = letter.account
    last_day = letter.expires_on - timedelta(days=1)
    words = gettext(
        "Akun Anda di Penata, sistem Pemerintah Kota %(city)s, sudah dibuat. Aktifkan sebelum dipakai: buka "
        "%(address)s, masukkan NIP dan kode di bawah ini, lalu buat kata sandi Anda sendiri."
    ) % {"city": settings.PENATA_CITY, "address": address}
    warning = gettext(
        "Kode berlaku sampai dengan %(day)s, hanya untuk satu kali, dan tidak boleh diketahui orang lain. "
        "Petugas tidak pernah meminta kode atau kata sandi Anda. Musnahkan surat ini sesudah dipakai."
    ) % {"day": f"{last_day:%d-%m-%Y}"}
    pdf.add_page()
    _line(pdf, gettext("Surat aktivasi akun"), size=18, style="B")
    _line(pdf, f"{account.name}\nNIP {account.username}", size=12)
    _line(pdf, words, size=11)
    _line(pdf, code, size=24, style="B")
    _line(pdf, warning, size=11)


def _line(pdf: FPDF, text: str, *, size: int, style: str = "") -> None:
    pdf.set_font("Helvetica", style=style, size=size)
    pdf.multi_cell(0, size * 0.55, plain(text), new_x="LMARGIN", new_y="NEXT")
    pdf.ln(5)


def plain(text: str) -> str:
    """The text in the letters that the PDF's own fonts have; accents that they lack are left off."""
    known = unicodedata.normalize("NFKD", text).encode("latin-1", "ignore")
    return "".join(c for c in known.decode("latin-1") if c == "\n" or c.isprintable())
