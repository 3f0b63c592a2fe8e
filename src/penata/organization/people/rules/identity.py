"""Numbers that identify: NIP (Perka BKN 22/2007), NI PPPK, NIK (PP 40/2019 art. 31, PP 37/2007 art. 37)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

MINIMUM_AGE = 18


@dataclass(frozen=True, slots=True)
class Nip:
    """What a number of 18 digits says. `since` is the first of the month of a civil servant's entry, or the year of
    a contract employee's; `contract` counts the contracts of a PPPK (0 for PNS)."""

    born: date
    since: date
    is_contract: bool
    contract: int
    is_female: bool
    serial: int


@dataclass(frozen=True, slots=True)
class Nik:
    """What a population number says. The century is not in it: `year` has two digits."""

    region: str
    is_city: bool
    day: int
    month: int
    year: int
    is_female: bool
    serial: int


class Invalid(ValueError):
    """A number that cannot be; `reason` is a short code for the words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_nip(text: str, *, minimum_age: int = MINIMUM_AGE) -> Nip:
    """NIP: YYYYMMDD + YYYYMM + sex + NNN; NI PPPK: YYYYMMDD + YYYY + 2x + sex + NNN, x the contract.

    Digits 13–14 tell them apart: 01–12 a month, 21 and above a contract. Raises Invalid("length", "birth",
    "entry", "age", "sex", "serial").
    """
    if len(text) != 18 or not (text.isascii() and text.isdigit()):
        raise Invalid("length")
    born = _day(text[:8], "birth")
    year, thirteen = int(text[8:12]), int(text[12:14])
    if 1 <= thirteen <= 12:
        since, contract = _first(year, thirteen), 0
    elif thirteen >= 21:
        since, contract = _first(year, 1), thirteen - 20
    else:
        raise Invalid("entry")
    age = since.year - born.year - ((since.month, 1) < (born.month, 1))
    if contract:
        age = year - born.year
    if age < minimum_age:
        raise Invalid("age")
    if text[14] not in "12":
        raise Invalid("sex")
    if text[15:] == "000":
        raise Invalid("serial")
    return Nip(born, since, contract > 0, contract, text[14] == "2", int(text[15:]))


def nip_problem(text: str) -> str:
    """The reason code why this is no NIP; empty when it is one."""
    try:
        read_nip(text)
    except Invalid as problem:
        return problem.reason
    return ""


def read_nik(text: str) -> Nik:
    """NIK: region (6) + DDMMYY (women: day + 40) + serial (4).

    Raises Invalid("length", "birth", "serial"). Digits 3–4 of 71 and above mean a city.
    """
    if len(text) != 16 or not (text.isascii() and text.isdigit()):
        raise Invalid("length")
    day, month, year = int(text[6:8]), int(text[8:10]), int(text[10:12])
    is_female = day > 40
    day -= 40 if is_female else 0
    if not 1 <= month <= 12 or not 1 <= day <= _longest(month):
        raise Invalid("birth")
    if text[12:] == "0000":
        raise Invalid("serial")
    return Nik(text[:6], int(text[2:4]) >= 71, day, month, year, is_female, int(text[12:]))


def _longest(month: int) -> int:
    """Days of a month when the century, and so the leap year, is not known."""
    return 29 if month == 2 else 30 if month in {4, 6, 9, 11} else 31


@lru_cache(maxsize=30_000)  # colleagues are born on some twenty thousand days
def _day(text: str, reason: str) -> date:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        raise Invalid(reason) from None


@lru_cache(maxsize=1_000)
def _first(year: int, month: int) -> date:
    try:
        return date(year, month, 1)
    except ValueError:
        raise Invalid("entry") from None
