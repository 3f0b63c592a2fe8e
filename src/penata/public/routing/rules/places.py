"""Bodies that follow from the place of a case: "own kelurahan", "own kecamatan" and their like."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from penata.public.routing.rules.facts import Example, Territory

OWN = "own "
_KINDS = {
    "kelurahan": "kelurahan", "kel": "kelurahan", "lurah": "kelurahan", "desa": "kelurahan",
    "kecamatan": "kecamatan", "kec": "kecamatan", "camat": "kecamatan",
}  # fmt: skip
_LEVELS = {"kelurahan": "area", "kecamatan": "parent"}
_TERRITORIAL = re.compile(rf"^(?:kantor\s+)?({'|'.join(_KINDS)})\b[.\s]\s*(\S.*)$", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:kelurahan|kel|desa|lurah)\b[.\s]\s*(?=((?:\w+\s?){1,3}))")
_SPACE = re.compile(r"[\W_]+")
_FEWEST_SISTERS = 3
_AGREEMENT = 0.8


def place_key(area: str | None) -> str:
    """A place without its rank, in lower case: "Kel. Sukamaju" and "SUKAMAJU" are the same."""
    if not area or not area.strip():
        return ""
    match = _TERRITORIAL.match(area.strip())
    return _SPACE.sub(" ", (match.group(2) if match else area).casefold()).strip()


@dataclass(frozen=True)
class Places:
    """Which bodies are territorial, and which of them a place has."""

    kinds: dict[str, str] = field(default_factory=dict)  # unit → kind
    levels: dict[str, str] = field(default_factory=dict)  # kind → "area" or "parent"
    bodies: dict[str, dict[str, str]] = field(default_factory=dict)  # kind → place → unit
    parents: dict[str, str] = field(default_factory=dict)  # place → its kecamatan, as most cases had it

    def target_of(self, unit: str) -> str:
        """What is learned in place of the body: "own kelurahan" for each kelurahan, else the body itself."""
        kind = self.kinds.get(unit)
        return unit if kind is None else OWN + kind

    def unit_of(self, target: str, area: str, parent: str) -> str | None:
        """The body that a target means at a place; None when the place is not known well enough."""
        if not target.startswith(OWN):
            return target
        kind = target.removeprefix(OWN)
        bodies = self.bodies.get(kind, {})
        if self.levels.get(kind) == "parent":
            return bodies.get(parent) or (bodies.get(area) if not parent else None)
        return bodies.get(area)

    def located(self, area: str | None, parent_area: str | None, text: str = "") -> tuple[str, str]:
        """Both places as keys. What was not given is read in the words, or known of the kelurahan."""
        place, parent = place_key(area), place_key(parent_area)
        if not place and self.kinds and text:
            place = self._named_in(text)
        if place and not parent:
            parent = self.parents.get(place, "")
        return place, parent

    def _named_in(self, text: str) -> str:
        """The one known place that the words name after its rank ("kel. sukamaju"); empty when none or several."""
        known = self.bodies.get("kelurahan", {})
        found = set()
        for match in _NAMED.finditer(text[:4_000].casefold()):
            words = match.group(1).split()
            names = [" ".join(words[:size]) for size in range(len(words), 0, -1)]
            found.update([name for name in names if name in known][:1])
        return found.pop() if len(found) == 1 else ""

    def to_dict(self) -> dict[str, Any]:
        return {"kinds": self.kinds, "levels": self.levels, "bodies": self.bodies, "parents": self.parents}


NOWHERE = Places()


def from_territories(territories: Iterable[Territory], examples: Sequence[Example] = ()) -> Places:
    """Places as the city's own registry states them."""
    kinds: dict[str, str] = {}
    levels: dict[str, str] = {}
    bodies: dict[str, dict[str, str]] = defaultdict(dict)
    for row in territories:
        kinds[row.unit] = row.kind
        levels[row.kind] = row.level
        bodies[row.kind].setdefault(place_key(row.area), row.unit)
    return Places(kinds, levels, dict(bodies), _parents(examples))


def from_names(examples: Sequence[Example]) -> Places:
    """Places as the names of bodies tell: "Kelurahan Sukamaju" belongs to the area Sukamaju.

    Other families (each "Puskesmas X" that answers for the kecamatan X) are found by the same habit.
    Without any place in the examples nothing is territorial.
    """
    if not any(place_key(example.area) for example in examples):
        return NOWHERE
    territories = [*_by_rank(examples), *_by_family(examples)]
    places = from_territories(territories, examples)
    return _completed(places, examples)


def _by_rank(examples: Sequence[Example]) -> list[Territory]:
    """Kelurahan and kecamatan by the first word of their names, the most frequent spelling first."""
    found = []
    for unit, _ in Counter(example.unit for example in examples).most_common():
        match = _TERRITORIAL.match(unit)
        if match:
            kind = _KINDS[match.group(1).lower()]
            found.append(Territory(unit, kind, match.group(2), _LEVELS[kind]))
    return found


def _by_family(examples: Sequence[Example]) -> list[Territory]:
    """Bodies whose names end with the place of nearly all their cases, where three or more share a beginning."""
    families: dict[tuple[str, str], list[Territory]] = defaultdict(list)
    by_unit: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        by_unit[example.unit].append(example)
    for unit, rows in by_unit.items():
        if _TERRITORIAL.match(unit):
            continue
        for level in ("area", "parent"):
            places = Counter(place_key(row.area if level == "area" else row.parent_area) for row in rows)
            place, count = places.most_common(1)[0]
            name = place_key(unit)
            if place and count >= _AGREEMENT * len(rows) and name.endswith(f" {place}"):
                families[name.removesuffix(f" {place}"), level].append(Territory(unit, "", place, level))
    return [
        Territory(row.unit, f"{beginning} {level}", row.area, level)
        for (beginning, level), rows in sorted(families.items())
        if len(rows) >= _FEWEST_SISTERS
        for row in rows
    ]


def _completed(places: Places, examples: Sequence[Example]) -> Places:
    """Give each place the body that answered there, where names do not tell; and sisters not yet seen."""
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for example in examples:
        kind = places.kinds.get(example.unit)
        if kind is not None:
            area, parent = places.located(example.area, example.parent_area)
            place = parent if places.levels[kind] == "parent" else area
            if place:
                votes[kind, place][example.unit] += 1
    for (kind, place), counted in votes.items():
        places.bodies[kind].setdefault(place, counted.most_common(1)[0][0])
    for kind, rank in (("kelurahan", "Kelurahan"), ("kecamatan", "Kecamatan")):
        if kind not in places.bodies:
            continue
        for example in examples:
            name = example.area if kind == "kelurahan" else example.parent_area
            key = place_key(name)
            is_upper = (
                kind == "kelurahan" and key in places.bodies.get("kecamatan", {}) and not place_key(example.parent_area)
            )
            if name and key and not is_upper:
                bare = _TERRITORIAL.match(name.strip())
                places.bodies[kind].setdefault(key, f"{rank} {bare.group(2) if bare else name.strip()}")
    return places


def _parents(examples: Sequence[Example]) -> dict[str, str]:
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for example in examples:
        area, parent = place_key(example.area), place_key(example.parent_area)
        if area and parent:
            votes[area][parent] += 1
    return {area: counted.most_common(1)[0][0] for area, counted in votes.items()}
