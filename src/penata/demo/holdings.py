"""Who holds which position, since when; who acts for an empty seat; who is away and who stands in."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from .days import calendar
from .law import Decree, months_before
from .persons import Person, Registry, elected
from .positions import Position, head_of, positions
from .reading import dice
from .structure import TRIAGE, current, units

COUNTS = {"small": 1_200, "city": 10_000}
ROUNDS = (62, 49, 38, 27, 17, 8)  # months before the day on which appointments were made
VACANT = ("jpt", "administrator", "administrator", "pengawas", "pengawas", "pengawas", "fungsional", "pengawas")
EMPTY = 2  # seats without anybody acting: the superior answers
# Always held, and their holders present: a visitor of the demonstration may sign in as them.
KEPT = frozenset(
    {"KOTA", "DPU", "DPU.2.1", "DISHUB.5.1", "KEC01", "KEL01.02", "BKPSDM", "SETDA.3.1", "DPMPTSP.4.1", "INSP.6"}
    | {"DISKOMINFO.2", TRIAGE, "DISKOMINFO.3"}
)
PAIRS = 40  # pairs of officials who changed places in the latest round


@dataclass(frozen=True, slots=True)
class Holding:
    nip: str
    position: str
    kind: str  # definitive, plt, plh
    seat: int
    decree: Decree
    article: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    nip: str
    kind: str  # cuti, dinas, diklat, sakit
    substitute: str
    since: date
    until: date
    note: str


@dataclass(frozen=True, slots=True)
class Staffing:
    persons: tuple[Person, ...]
    holdings: tuple[Holding, ...]
    absences: tuple[Absence, ...]
    decrees: tuple[Decree, ...]


def _rounds(on: date) -> list[Decree]:
    found = []
    for number, months in enumerate(ROUNDS, 1):
        day = months_before(on, months)
        signed = calendar(on.year).add(day, -3)
        title = "Pengangkatan Pegawai dalam Jabatan di Lingkungan Pemerintah Kota Lama"
        found.append(Decree("sk", f"821.2-{100 + 37 * number}", signed.year, title, signed, day))
    return found


class _Office:
    """Fills the seats in order: heads, deputies, the rest by lot."""

    def __init__(self, on: date, size: str) -> None:
        self.on, self.size, self.chance = on, size, dice("persons", size)
        self.registry = Registry(on, self.chance)
        self.rounds = _rounds(on)
        self.seats = {p.code: p for p in positions(on, size) if p.until is None}
        self.persons: list[Person] = []
        self.holdings: list[Holding] = []
        self.holder: dict[str, Person] = {}
        self.absences: list[Absence] = []
        self.letters: list[Decree] = []

    def _appoint(self, person: Person, position: Position, seat: int = 1) -> None:
        able = [r for r in self.rounds if r.in_force_on >= max(position.since, person.joined_on)]
        decree = self.chance.choice(able) if able else self.rounds[-1]
        since = max(decree.in_force_on, position.since, person.joined_on)
        self.persons.append(person)
        self.holdings.append(Holding(person.nip, position.code, "definitive", seat, decree, "Lampiran", since))
        if position.is_head:
            self.holder[position.unit] = person

    def fill(self) -> None:
        heads = [p for p in self.seats.values() if p.is_head and p.category != "politik"]
        vacant = self._vacant(heads)
        mayor, deputy = elected(self.on, self.chance)
        self._elect(mayor, "KOTA-K")
        self._elect(deputy, "KOTA-01")
        for position in heads:
            if position.code not in vacant:
                self._appoint(self.registry.person(position, may_be_contract=False), position)
        others = [p for p in self.seats.values() if not p.is_head and p.category != "politik"]
        first = [p for p in others if p.category in {"jpt", "administrator"}]
        deputies = [p for p in others if p.title.startswith("Sekretaris Kelurahan") and self.chance.random() < 0.45]
        rest = [(p, seat) for p in others if p not in first for seat in range(1, p.seats + 1) if p not in deputies]
        self.chance.shuffle(rest)
        for position, seat in [*((p, 1) for p in (*first, *deputies)), *rest]:
            if len(self.persons) >= COUNTS[self.size]:
                break
            contract = position.category in {"fungsional", "pelaksana"}
            self._appoint(self.registry.person(position, may_be_contract=contract), position, seat)
        self._rotate()
        self._past_agencies()
        for number, code in enumerate(vacant[:-EMPTY], 1):
            self._act(code, number)
        self._away()

    def _elect(self, person: Person, code: str) -> None:
        decree = Decree(
            "sk", "100.2.1.3-204", person.joined_on.year, "Pengesahan Pengangkatan Wali Kota dan Wakil Wali Kota",
            person.joined_on - timedelta(days=12), person.joined_on,
        )  # fmt: skip
        self.persons.append(person)
        self.holdings.append(Holding(person.nip, code, "definitive", 1, decree, "", person.joined_on))
        if code.endswith("-K"):
            self.holder["KOTA"] = person

    def _vacant(self, heads: list[Position]) -> list[str]:
        found: list[str] = []
        for category in VACANT:
            able = [
                p
                for p in heads
                if p.category == category
                and p.code not in found
                and p.unit not in KEPT
                and p.unit.count(".") <= 2
                and not p.unit.startswith(("SETDA", "KOTA", "INSP", "SETWAN", "RSUD"))
                and self._deputy(p.unit, ()) is not None
            ]
            found.append(self.chance.choice(able).code)
        return found

    def _deputy(self, unit: str, taken: tuple[str, ...]) -> str | None:
        """The unit whose head stands in: the secretariat or first unit below, else the next beside, else above."""
        known = current(self.on)
        below = [u for u in known.values() if u.parent == unit and u.area == known[unit].area]
        beside = [u for u in known.values() if u.parent == known[unit].parent and u.code != unit]
        nearest = [u for u in beside if u.agency == known[unit].agency] or (beside if not below else [])
        for other in (*below, *nearest):
            if other.code not in taken:
                return other.code
        return known[unit].parent or None

    def _letter(self, title: str, day: date) -> Decree:
        signed = calendar(self.on.year).add(day, -1)
        decree = Decree("surat", f"800.1.11.1-{411 + 3 * len(self.letters)}", signed.year, title, signed, day)
        self.letters.append(decree)
        return decree

    def _act(self, code: str, number: int) -> None:
        position = self.seats[code]
        unit = self._deputy(position.unit, tuple(u for u in current(self.on) if u not in self.holder))
        person = self.holder[unit or "SETDA"]
        since = self.on - timedelta(days=18 + 11 * number)
        decree = self._letter(f"Penunjukan Pelaksana Tugas {position.title}", since)
        self.holdings.append(Holding(person.nip, code, "plt", 1, decree, "", since, since + timedelta(days=180)))

    def _rotate(self) -> None:
        """Pairs who changed places in the latest round: each held the other's position before."""
        latest, before = self.rounds[-1], self.rounds[1]
        able: dict[tuple[str, str], list[int]] = {}
        for index, holding in enumerate(self.holdings):
            position, person = self.seats[holding.position], self.persons[index]
            old = max(position.since, person.joined_on) <= before.in_force_on
            if old and position.is_head and position.category in {"jpt", "administrator", "pengawas"}:
                able.setdefault((position.category, position.level), []).append(index)
        groups = [group for group in able.values() if len(group) >= 4]
        for turn in range(PAIRS):
            group = groups[turn % len(groups)]
            if len(group) < 2:
                continue
            first, second = (group.pop(self.chance.randrange(len(group))) for _ in range(2))
            a, b = self.holdings[first], self.holdings[second]
            self.holdings[first] = replace(a, decree=latest, since=latest.in_force_on)
            self.holdings[second] = replace(b, decree=latest, since=latest.in_force_on)
            for own, other in ((a, b), (b, a)):
                self.holdings.append(
                    replace(
                        own, position=other.position, decree=before, since=before.in_force_on, until=latest.in_force_on
                    )
                )

    def _past_agencies(self) -> None:
        """Who headed an agency before it was merged: those who lead the merged one and its divisions today."""
        for old in units(self.on):
            if old.until is None or "-LAMA" not in old.code:
                continue
            agency, _, number = old.code.partition("-LAMA")
            person = self.holder.get(agency if number == "1" else f"{agency}.{int(number) + 1}")
            able = [r for r in self.rounds if person and person.joined_on <= r.in_force_on < old.until]
            if person and able:
                since = able[-1].in_force_on
                self.holdings.append(
                    Holding(person.nip, head_of(old.code), "definitive", 1, able[-1], "Lampiran", since, old.until)
                )

    def _away(self) -> None:
        units = [u for u in self.holder if u.count(".") <= 2 and u not in KEPT | {"SETDA"}]
        chosen = self.chance.sample(units, 40)
        for number, unit in enumerate(chosen):
            other = self._deputy(unit, tuple(u for u in current(self.on) if u not in self.holder or u in chosen))
            if other is None or other not in self.holder or other == "KOTA":
                continue
            kind = ("cuti", "dinas", "diklat", "sakit")[number % 4]
            start = self.on + timedelta(days=-1 - number % 3 if number < 12 else self.chance.randrange(-70, 35))
            end = start + timedelta(days={"cuti": 6, "dinas": 4, "diklat": 11, "sakit": 4}[kind])
            person, substitute = self.holder[unit], self.holder[other]
            self.absences.append(Absence(person.nip, kind, substitute.nip, start, end, _note(kind, self.chance)))
            if number < 4:
                title = self.seats[head_of(unit)].title
                decree = self._letter(f"Penunjukan Pelaksana Harian {title}", start)
                self.holdings.append(Holding(substitute.nip, head_of(unit), "plh", 1, decree, "", start, end))


def _note(kind: str, chance: random.Random) -> str:
    notes = {
        "cuti": ("Cuti tahunan", "Cuti alasan penting", "Cuti besar"),
        "dinas": ("Rapat koordinasi di provinsi", "Studi banding pelayanan", "Konsultasi ke kementerian"),
        "diklat": ("Pelatihan kepemimpinan administrator", "Bimbingan teknis pengelolaan keuangan"),
        "sakit": ("Surat keterangan dokter", "Rawat inap"),
    }
    return chance.choice(notes[kind])


def _decrees(office: _Office) -> Iterator[Decree]:
    seen = set()
    for holding in office.holdings:
        if holding.decree.label not in seen:
            seen.add(holding.decree.label)
            yield holding.decree


@cache
def staffing(on: date, size: str = "small") -> Staffing:
    office = _Office(on, size)
    office.fill()
    decrees = sorted(_decrees(office), key=lambda decree: (decree.in_force_on, decree.label))
    return Staffing(tuple(office.persons), tuple(office.holdings), tuple(office.absences), tuple(decrees))
