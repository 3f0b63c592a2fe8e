"""Units of Kota Lama through time, and their positions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from .law import FOUNDED, Decree, agency_decree, changes, founding
from .outline import Duty, Node, agencies, territorial
from .reading import dice, rows
from .territory import CITY_CODE, CITY_NAME, areas

ROOT = "KOTA"
TRIAGE = "DISKOMINFO.2.1"  # reports lie here until they have a place of their own, and where they are nobody's
KINDS = {"irban": "lain", "wadir": "lain", "instalasi": "lain", "subbag": "seksi"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A version of a unit. `rank` is its kind as the outline says it; `agency` the code of the body it is in."""

    code: str
    name: str
    kind: str
    parent: str
    area: str
    short_name: str
    type: str
    decree: Decree
    article: str
    since: date
    until: date | None = None
    rank: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Assigned:
    """A function as the outline gives it to a unit."""

    duty: Duty
    unit: str
    agency: str
    affair: str
    article: str


def _office(node: Node) -> Node:
    """The secretariat that every dinas and badan has (PP 18/2016)."""
    short = node.name
    office = Node("sekretariat", f"Sekretariat {short}")
    office.children.append(Node("subbag", f"Subbagian Umum dan Kepegawaian {short}"))
    if node.type != "C":
        office.children.append(Node("tim", f"Tim Kerja Perencanaan dan Keuangan {short}"))
    return office


def _complete(node: Node) -> Node:
    with_office = {"dinas", "badan", "satpol", "inspektorat"}
    children = [_office(node), *node.children] if node.kind in with_office else list(node.children)
    children += [
        Node(line["kind"], line["name"])
        for line in rows("structure/6-uptd.csv")
        if line["agency"] == node.code
        for _ in range(int(line["count"]))
    ]
    copy = replace(node)
    copy.children = children
    return copy


@dataclass(frozen=True, slots=True)
class _Body:
    """What all units of an agency share: its code, whose Perwali it has, its urusan and place."""

    code: str
    law: str
    affair: str
    area: str
    place: str


class _Walk:
    """Turns outlines into unit versions and functions with their articles."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self.assigned: list[Assigned] = []
        self.specialists: list[tuple[str, str]] = []
        self.numbered = 0

    def agency(self, node: Node, *, code: str, parent: str, area: str, place: str = "") -> None:
        self.numbered = 4  # Pasal 1–4 hold the general provisions
        self._unit(node, code, parent, _Body(code, node.code, node.affair, area, place))

    def _unit(self, node: Node, code: str, parent: str, body: _Body) -> None:
        self.numbered += 1
        pasal = f"Pasal {self.numbered}"
        kind = {"satpol": "dinas"}.get(node.kind, KINDS.get(node.kind, node.kind))
        name = node.name.replace("{nama}", body.place)
        short = code if code == body.code and body.law not in {"KEC", "KEL"} else ""
        self.units.append(
            Unit(
                code, name, kind, parent, body.area, short, node.type, agency_decree(body.law), pasal, FOUNDED, None,
                node.kind, body.code,
            )
        )  # fmt: skip
        self.specialists += [(code, title) for title in node.specialists]
        for letter, duty in enumerate(node.duties):
            article = f"{pasal} ayat (2) huruf {chr(97 + letter)}"
            self.assigned.append(Assigned(duty, code, body.code, body.affair, article))
        for number, child in enumerate(node.children, 1):
            self._unit(child, f"{code}.{number}", code, body)


def _named_uptd(units: list[Unit]) -> list[Unit]:
    """Puskesmas by kecamatan, schools by kelurahan or number."""
    chance = dice("uptd")
    districts = [area for area in areas() if area.level == "district"]
    villages = [area for area in areas() if area.level == "village"]
    schools = chance.sample(villages, 40)
    counts: dict[str, int] = {}
    found = []
    for unit in units:
        if "{n" in unit.name:
            counts[unit.name] = number = counts.get(unit.name, 0) + 1
            place = districts[number - 1] if "Puskesmas" in unit.name else schools[number - 1]
            if "{n}" in unit.name:
                place = schools[20 + number]
            unit = replace(unit, name=unit.name.format(nama=place.name, n=number), area=place.code)  # noqa: PLW2901
        found.append(unit)
    return found


@cache
def _walked() -> _Walk:
    walk = _Walk()
    for node in agencies():
        walk.agency(_complete(node), code=node.code, parent=ROOT, area=CITY_CODE)
    walk.units = _named_uptd(walk.units)
    district, village = territorial()
    for area in areas():
        if area.level == "district":
            number = area.code.rsplit(".", 1)[1]
            walk.agency(district, code=f"KEC{number}", parent=ROOT, area=area.code, place=area.name)
    for area in areas():
        if area.level == "village":
            walk.agency(
                village, code=village_unit(area.code), parent=f"KEC{area.parent[-2:]}", area=area.code, place=area.name
            )
    return walk


def village_unit(area: str) -> str:
    """The code of a kelurahan's unit: KEL03.05 is the fifth kelurahan of the third kecamatan."""
    _, _, district, village = area.split(".")
    return f"KEL{district}.{int(village) - 1000:02d}"


def assigned() -> tuple[Assigned, ...]:
    return tuple(_walked().assigned)


def specialists() -> tuple[tuple[str, str], ...]:
    return tuple(_walked().specialists)


def _history(unit: Unit, on: date) -> Iterator[Unit]:
    """The versions of a unit: renamed ones have two, the parts of a merged one end where it begins."""
    for change in changes(on):
        if change.subject != unit.code or change.kind not in {"rename", "merge"}:
            continue
        if change.kind == "rename":
            yield replace(unit, name=change.before, until=change.day)
        else:
            for number, name in enumerate(change.before.split(" + "), 1):
                kind = "dinas" if name.startswith("Dinas") else "lain"
                yield replace(
                    unit, code=f"{unit.code}-LAMA{number}", name=name, kind=kind, until=change.day, short_name=""
                )
        yield replace(unit, decree=change.decree, article="Pasal 3", since=change.day)
        return
    merged = {change.subject: change for change in changes(on) if change.kind == "merge"}
    merger = merged.get(unit.agency)
    yield replace(unit, since=merger.day, decree=merger.decree) if merger else unit


@cache
def units(on: date) -> tuple[Unit, ...]:
    """All versions of all units up to `on`, parents first."""
    root = Unit(
        ROOT, f"Pemerintah {CITY_NAME}", "pemerintah", "", CITY_CODE, "Pemkot", "", founding(), "Pasal 2", FOUNDED,
        None, "pemerintah", ROOT,
    )  # fmt: skip
    return (root, *(version for unit in _walked().units for version in _history(unit, on)))


@cache
def current(on: date) -> dict[str, Unit]:
    """The units of the day by code."""
    return {unit.code: unit for unit in units(on) if unit.until is None or unit.until > on}
