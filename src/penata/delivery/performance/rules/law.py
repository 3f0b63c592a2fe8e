"""The figures that the program begins with: each with its basis, and whether it was found in a text of law.

Kinds: `coefficient` (credit points a year by level), `percentage` (by rating), `distribution` (see `distribution`),
`term` (days and people), `siasn` (codes of the export). What is not verified is shown to administrators as such.
"""

from __future__ import annotations

from decimal import Decimal

JF = "PermenPANRB 1/2023 dan Peraturan BKN 3/2023"
SPREAD = "Surat Edaran MenPANRB tentang pola distribusi (nomor belum ditemukan)"
SIASN = "Kode referensi layanan SIASN"

LEVELS = ("ahli pertama", "ahli muda", "ahli madya", "ahli utama", "pemula", "terampil", "mahir", "penyelia")
_YEARLY = ("12.5", "25", "37.5", "50", "3.75", "5", "12.5", "25")
_RATINGS = ("very_good", "good", "needs_improvement", "poor", "very_poor")
_PERCENT = ("150", "100", "75", "50", "25")

_SPREAD = {
    "very_good:max:very_good": "70",
    "good:max:good": "70",
    "good:some:needs_improvement|poor": "0",
    "needs_improvement:min:needs_improvement": "60",
    "needs_improvement:max:very_good": "10",
    "poor:min:poor": "60",
    "poor:min:needs_improvement": "10",
    "poor:max:very_good": "10",
    "very_poor:min:very_poor": "60",
    "very_poor:min:poor|needs_improvement": "10",
    "very_poor:max:very_good": "0",
}
_CODES = {"level:above": 1, "level:as": 2, "level:below": 3} | {
    f"rating:{rating}": number for number, rating in enumerate(_RATINGS, 1)
}

Row = tuple[str, str, Decimal, str, bool]  # kind, key, value, basis, is verified


def initial_figures() -> list[Row]:
    """All rows, none of which was read in the text of its regulation, so all begin as not verified."""
    rows: list[Row] = [
        ("coefficient", level, Decimal(yearly), JF, False) for level, yearly in zip(LEVELS, _YEARLY, strict=True)
    ]
    rows += [
        ("percentage", rating, Decimal(percent), JF, False) for rating, percent in zip(_RATINGS, _PERCENT, strict=True)
    ]
    rows += [("distribution", key, Decimal(percent), SPREAD, False) for key, percent in _SPREAD.items()]
    rows += [
        ("term", "objection_days", Decimal(14), "Kebijakan kota (hari kalender)", False),
        ("term", "survey_minimum", Decimal(5), "Kebijakan kota (paling sedikit 3)", False),
    ]
    rows += [("siasn", key, Decimal(code), SIASN, False) for key, code in _CODES.items()]
    for place, level in enumerate(LEVELS, 1):
        for number, rating in enumerate(_RATINGS, 1):
            rows.append(("siasn", f"coefficient:{level}:{rating}", Decimal(10 * place + number), SIASN, False))
    return rows
