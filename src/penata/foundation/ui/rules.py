"""Days, spans and numbers as people write them, in Indonesian and English. Pure."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

_DAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "January February March April May June July August September October November December",
)
_SHORT = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
DAYS, MONTHS, SHORT_MONTHS = (
    {"id": tuple(indonesian.split()), "en": tuple(english.split())} for indonesian, english in (_DAYS, _MONTHS, _SHORT)
)


def _table(language: str) -> str:
    return "en" if language.startswith("en") else "id"


def full_day(day: date, language: str = "id") -> str:
    """Jumat, 27 November 2026."""
    return f"{DAYS[_table(language)][day.weekday()]}, {plain_day(day, language)}"


def plain_day(day: date, language: str = "id") -> str:
    """27 November 2026."""
    return f"{day.day} {MONTHS[_table(language)][day.month - 1]} {day.year}"


def short_day(day: date, language: str = "id") -> str:
    """27 Nov 2026."""
    return f"{day.day} {SHORT_MONTHS[_table(language)][day.month - 1]} {day.year}"


def clock(at: datetime, language: str = "id") -> str:
    """09.05 in Indonesian, 09:05 in English; `at` is already in the city's time zone."""
    return f"{at.hour:02}{':' if _table(language) == 'en' else '.'}{at.minute:02}"


def number(value: int | float | Decimal, places: int | None = None, language: str = "id") -> str:
    """1.234,5 in Indonesian, 1,234.5 in English. Without `places`: whole numbers whole, else up to two decimals."""
    if places is None:
        text = f"{value:,.2f}".rstrip("0").rstrip(".") if value != int(value) else f"{int(value):,}"
    else:
        text = f"{value:,.{places}f}"
    return text if _table(language) == "en" else text.translate(str.maketrans(",.", ".,"))


def rupiah(value: int | float | Decimal) -> str:
    """Rp 1.500.000: money is written the Indonesian way in both languages; the space does not break."""
    sign = "−" if value < 0 else ""
    return f"{sign}Rp\N{NO-BREAK SPACE}{number(abs(round(value)), 0)}"
