"""Civil servants of Kota Lama: made-up names, numbers that pass the checks of a NIP, rank and schooling that fit."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from .names import full_name
from .positions import Position
from .reading import rows

TRADES = {"Perawat": ("A.Md.Kep.", "D-3 Keperawatan"), "Bidan": ("A.Md.Keb.", "D-3 Kebidanan")}
# level or category → youngest, oldest, ranks, schooling
PROFILES: dict[str, tuple[int, int, tuple[str, ...], tuple[str, ...]]] = {
    "II.a": (52, 58, ("IV/d",), ("master",)),
    "II.b": (47, 58, ("IV/b", "IV/c"), ("master", "master", "bachelor")),
    "III.a": (43, 57, ("IV/a", "IV/b"), ("master", "bachelor")),
    "III.b": (40, 56, ("III/d", "IV/a"), ("master", "bachelor")),
    "IV.a": (34, 56, ("III/c", "III/d"), ("bachelor", "bachelor", "master")),
    "IV.b": (31, 55, ("III/b", "III/c"), ("bachelor",)),
    "ahli madya": (42, 57, ("IV/a", "IV/b", "IV/c"), ("master", "bachelor")),
    "ahli muda": (34, 55, ("III/c", "III/d"), ("bachelor", "bachelor", "master")),
    "ahli pertama": (25, 40, ("III/a", "III/b"), ("bachelor",)),
    "mahir": (32, 55, ("III/a", "III/b"), ("diploma",)),
    "terampil": (23, 44, ("II/c", "II/d"), ("diploma",)),
    "7": (25, 55, ("III/a", "III/b", "III/c"), ("bachelor",)),
    "6": (24, 54, ("II/c", "II/d", "III/a"), ("diploma",)),
    "5": (22, 56, ("II/a", "II/b", "II/c"), ("school",)),
}
CONTRACT_RANK = {"master": "X", "bachelor": "IX", "diploma": "VII", "school": "V"}


@dataclass(frozen=True, slots=True)
class Person:
    nip: str
    name: str
    status: str  # cpns, pns, pppk, politik
    rank: str
    education: str
    email: str
    phone: str
    sex: str
    joined_on: date


@cache
def _schooling() -> dict[str, dict[str, str]]:
    return {agency: row for row in rows("schooling.csv") for agency in row["agencies"].split()}


def _profile(position: Position) -> tuple[int, int, tuple[str, ...], tuple[str, ...]]:
    if position.level in PROFILES:
        return PROFILES[position.level]
    return PROFILES.get(str(min(7, max(5, position.job_class or 5))), PROFILES["5"])


AGED_ON = date(2026, 11, 24)


def aged_on(on: date) -> date:
    """The day for which ages are drawn: one for a whole year, so that numbers stay those of the README."""
    return AGED_ON if AGED_ON <= on < AGED_ON.replace(year=AGED_ON.year + 1) else on


class Registry:
    """Makes persons; no two have the same number."""

    def __init__(self, on: date, chance: random.Random) -> None:
        self.on, self.chance = aged_on(on), chance
        self._serials: dict[str, int] = {}
        self._mails: dict[str, int] = {}

    def _numbered(self, head: str) -> str:
        self._serials[head] = serial = self._serials.get(head, 0) + 1
        return f"{head}{serial:03d}"

    def person(self, position: Position, *, may_be_contract: bool) -> Person:
        """Someone who fits the position."""
        chance, on = self.chance, self.on
        youngest, oldest, ranks, schools = _profile(position)
        born = on - timedelta(days=int(chance.uniform(youngest, oldest + 0.9) * 365.25))
        sex = "L" if chance.random() < (0.44 if position.category in {"fungsional", "pelaksana"} else 0.6) else "P"
        school = chance.choice(schools)
        contract = may_be_contract and chance.random() < 0.35
        joined = self._joined(born, youngest, contract=contract)
        digit = "1" if sex == "L" else "2"
        if contract:
            nip = self._numbered(f"{born:%Y%m%d}{joined:%Y}21{digit}")
        else:
            nip = self._numbered(f"{born:%Y%m%d}{joined:%Y%m}{digit}")
        status = "pppk" if contract else "cpns" if (on - joined).days < 365 else "pns"
        rank = CONTRACT_RANK[school] if contract else ranks[0] if status == "cpns" else chance.choice(ranks)
        name, education = self._titled(full_name(chance, sex), school, position)
        return Person(nip, name, status, rank, education, self._mail(name), self._phone(), sex, joined)

    def _joined(self, born: date, youngest: int, *, contract: bool) -> date:
        if contract:
            year = max(born.year + 20, self.chance.choice((2021, 2022, 2023, 2024)))
            return date(min(year, self.on.year - 1), 3, 1)
        latest = self.on - timedelta(days=200 if youngest < 30 else 365 * 6)
        entry = born + timedelta(days=int(self.chance.uniform(21, 27) * 365.25))
        return min(entry, latest).replace(day=1)

    def _titled(self, name: str, school: str, position: Position) -> tuple[str, str]:
        agency = position.agency[:3] if position.agency.startswith(("KEC", "KEL")) else position.agency
        line = _schooling().get(agency, _schooling()["SETDA"])
        if position.title.startswith(("Dokter", "Kepala Puskesmas", "Direktur Rumah Sakit")):
            return f"dr{'g' if 'Gigi' in position.title else ''}. {name}", "S-1 Kedokteran dan Profesi Dokter"
        trade = next((trade for trade in TRADES if position.title.startswith(trade)), "")
        if trade:
            return f"{name}, {TRADES[trade][0]}", TRADES[trade][1]
        if school == "school":
            return name, "SMA Sederajat"
        if school == "diploma":
            return f"{name}, A.Md.", f"D-3 {line['field']}"
        if school == "master":
            return f"{name}, {line['bachelor']}, {line['master']}", f"S-2 {line['field']}"
        return f"{name}, {line['bachelor']}", f"S-1 {line['field']}"

    def _mail(self, name: str) -> str:
        plain = name.split(",", maxsplit=1)[0].lower().replace("dr. ", "").replace("drg. ", "")
        word = ".".join(part for part in plain.split() if part.isalpha())
        self._mails[word] = number = self._mails.get(word, 0) + 1
        return f"{word}{number if number > 1 else ''}@kotalama.example"

    def _phone(self) -> str:
        return f"08{self.chance.choice(('11', '12', '13', '57', '81'))}-0000-{self.chance.randrange(10000):04d}"


def elected(on: date, chance: random.Random) -> tuple[Person, Person]:
    """The mayor and the deputy; they have no NIP, but a number of their own."""
    since = date(on.year - 1 if on < date(on.year, 2, 20) else on.year, 2, 20)
    since = since.replace(year=since.year - 1)
    found = []
    for number, sex in ((1, "P"), (2, "L")):
        name = full_name(chance, sex)
        while " " not in name:
            name = full_name(chance, sex)
        found.append(
            Person(
                f"POLITIK-{since:%Y}-{number}", name, "politik", "", "S-2 Ilmu Pemerintahan",
                f"{'walikota' if number == 1 else 'wakilwalikota'}@kotalama.example",
                f"0811-0000-000{number}", sex, since,
            )
        )  # fmt: skip
    return found[0], found[1]
