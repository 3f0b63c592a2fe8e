"""Decrees of the city: the Perda on its structure, a Perwali for each agency, the ones that changed something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from .outline import agencies
from .reading import rows

FOUNDED = date(2017, 1, 2)  # the first structure after PP 18/2016


@dataclass(frozen=True, slots=True)
class Decree:
    kind: str
    number: str
    year: int
    title: str
    signed_on: date
    in_force_on: date

    @property
    def label(self) -> str:
        """How other rows refer to it."""
        return f"{self.kind} {self.number}/{self.year}"


@dataclass(frozen=True, slots=True)
class Change:
    """A line of content/history.csv with its day."""

    kind: str
    subject: str
    before: str
    day: date
    decree: Decree


def months_before(on: date, months: int) -> date:
    """The first day of the month so many months before."""
    index = on.year * 12 + on.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)


def founding() -> Decree:
    return Decree("perda", "8", 2016, "Pembentukan dan Susunan Perangkat Daerah Kota Lama", date(2016, 11, 28), FOUNDED)


@cache
def merged_agencies() -> frozenset[str]:
    """Agencies that did not exist when the first structure was founded."""
    return frozenset(line["subject"] for line in rows("history.csv") if line["kind"] == "merge")


@cache
def agency_decree(code: str) -> Decree:
    """The Perwali on the position, structure, tasks and functions of an agency (KEC and KEL included)."""
    if code in merged_agencies():
        return founding()
    order = [node.code for node in agencies()] + ["KEC", "KEL"]
    names = {node.code: node.name for node in agencies()} | {"KEC": "Kecamatan", "KEL": "Kelurahan"}
    names |= {line["subject"]: line["before"] for line in rows("history.csv") if line["kind"] == "rename"}
    number = 61 + order.index(code)
    title = f"Kedudukan, Susunan Organisasi, Tugas dan Fungsi, serta Tata Kerja {names[code]}"
    return Decree("perwali", str(number), 2016, title, date(2016, 12, 19), FOUNDED)


@cache
def changes(on: date) -> tuple[Change, ...]:
    """What was reorganized before `on`; lines of one day and title share a decree."""
    found: list[Change] = []
    decrees: dict[tuple[date, str], Decree] = {}
    for line in rows("history.csv"):
        day = months_before(on, int(line["months"]))
        signed = day - timedelta(days=24)
        kind = "perda" if line["kind"] in {"merge", "rename"} else "perwali"
        number = str(3 + len(decrees) if kind == "perda" else 21 + 6 * len(decrees))
        decree = decrees.setdefault(
            (day, line["decree_title"]), Decree(kind, number, signed.year, line["decree_title"], signed, day)
        )
        found.append(Change(line["kind"], line["subject"], line["before"], day, decree))
    return tuple(found)


def areas_decree() -> Decree:
    return Decree("perda", "3", 2015, "Batas Wilayah Kecamatan dan Kelurahan", date(2015, 6, 15), date(2015, 7, 1))


@cache
def decrees(on: date) -> tuple[Decree, ...]:
    """All structural decrees, oldest first; those on appointments are in `persons`."""
    codes = [*(node.code for node in agencies() if node.code not in merged_agencies()), "KEC", "KEL"]
    first = [areas_decree(), founding(), *(agency_decree(code) for code in codes)]
    later = sorted({change.decree for change in changes(on)}, key=lambda d: (d.in_force_on, d.label))
    return (*first, *later)
