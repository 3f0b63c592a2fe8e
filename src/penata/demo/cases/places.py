"""Streets, landmarks and the other small words of a place."""

from __future__ import annotations

import random
from functools import cache

from penata.demo.grammar import Slot, choices, words
from penata.demo.reading import dice
from penata.demo.territory import Area, villages


@cache
def streets(code: str) -> tuple[str, ...]:
    """The street names of a kelurahan."""
    chance = dice("streets", code)
    first, last = choices("jalan awal"), choices("jalan akhir")
    return tuple(f"{chance.choice(first)} {chance.choice(last)}".strip() for _ in range(9))


@cache
def _population() -> tuple[tuple[Area, ...], list[float]]:
    own = villages()
    total, sums = 0.0, []
    for area in own:
        total += area.people
        sums.append(total)
    return own, sums


def village(chance: random.Random) -> Area:
    """A kelurahan, by its people."""
    own, sums = _population()
    return chance.choices(own, cum_weights=sums)[0]


def slots(area: Area) -> dict[str, Slot]:
    """What fills <t>, <kel>, <jalan> and the like for a report from this kelurahan."""
    own = streets(area.code)
    name = area.name
    found: dict[str, Slot] = {
        "<kel>": lambda chance: name if chance.random() < 0.7 else name.lower(),
        "<jalan>": lambda chance: own[int(chance.random() * 9)],
        "<no>": lambda chance: str(1 + int(chance.random() * 120)),
        "<rt>": lambda chance: f"{1 + int(chance.random() * 9):02d}",
        "<rw>": lambda chance: f"{1 + int(chance.random() * 14):02d}",
        "<n>": lambda chance: str(2 + int(chance.random() * 7)),
        "<lama>": lambda chance: _one("lama", chance),
        "<jam>": lambda chance: _one("jam", chance),
        "<hari>": lambda chance: _one("hari", chance),
        "<perum>": lambda chance: _one("perumahan", chance),
    }
    found["<patokan>"] = lambda chance: _sentence("patokan", chance, found).strip()
    found["<t>"] = lambda chance: "" if chance.random() < 0.3 else _sentence("tempat", chance, found).strip()
    return found


def _one(heading: str, chance: random.Random) -> str:
    options = choices(heading)
    return options[int(chance.random() * len(options))]


def _sentence(heading: str, chance: random.Random, found: dict[str, Slot]) -> str:
    options = words(heading)
    return options[int(chance.random() * len(options))].render(chance, found)


@cache
def slots_of(code: str) -> dict[str, Slot]:
    return slots(next(area for area in villages() if area.code == code))
