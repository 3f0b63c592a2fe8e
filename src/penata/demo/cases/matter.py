"""What a report is about, and how it reads."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from penata.demo.grammar import Pattern, pattern
from penata.demo.reading import rows, sections
from penata.demo.territory import Area

from . import phrases
from .places import slots_of
from .writing import MIDDLE_MATTER, style, written

OUTSIDE, USELESS, URGENT, TWO_JOBS = 0.055, 0.028, 0.006, 0.05
HASTY, BORDER = 0.13, 0.11  # shares of reports cut short, and of work that lies between two bodies
LOOSE = frozenset({"di", "jl", "jalan", "gang", "ke", "dan", "yang", "untuk", "dari", "dekat", "depan", "sepanjang"})


@dataclass(frozen=True, slots=True)
class Matter:
    """What a report is about: the true function, the one it was recorded under, where it went first."""

    slug: str
    said: tuple[Pattern, ...]
    second: str = ""
    outside: str = ""
    useless: str = ""
    urgent: bool = False


@cache
def _outside() -> tuple[tuple[str, tuple[Pattern, ...]], ...]:
    return tuple((body, tuple(pattern(line) for line in lines)) for body, lines in sections("outside.txt").items())


@cache
def _urgent() -> tuple[tuple[Pattern, str], ...]:
    lines = [line.rpartition("|") for line in sections("words.txt")["genting"]]
    return tuple((pattern(said), slug.strip()) for said, _, slug in lines)


@cache
def neighbours() -> dict[str, tuple[str, ...]]:
    return {row["slug"]: tuple(row["neighbours"].split()) for row in rows("neighbours.csv")}


def matter(area: Area, month: int, age: int, chance: random.Random) -> Matter:
    at = chance.random()
    if at < OUTSIDE:
        body, said = chance.choice(_outside())
        return Matter("", (chance.choice(said),), outside=body)
    if at < OUTSIDE + USELESS:
        kind = "terlalu umum" if chance.random() < 0.65 else "iseng"
        useless = "too_general" if kind == "terlalu umum" else "not_government"
        return Matter("", (pattern(chance.choice(sections("words.txt")[kind])),), useless=useless)
    if at < OUTSIDE + USELESS + URGENT:
        said_urgent, slug = chance.choice(_urgent())
        return Matter(slug, (said_urgent,), urgent=True)
    names, sums = phrases.weights(month, age)
    slug = chance.choices(names, cum_weights=sums)[0]
    phrase = phrases.draw(slug, age, chance)
    true = phrases.truth(slug, phrase, area.code, chance)
    near = neighbours().get(true, ())
    if near and chance.random() < BORDER * phrases.habit(area.parent, true):
        # in this kelurahan the neighbour does it
        true = phrases.custom(area.code, true, near, recent=age < phrases.LATELY)
    own = [phrase.pattern]
    if true == slug and chance.random() < MIDDLE_MATTER:
        other = phrases.draw(slug, age, chance)
        if other is not phrase and not other.other:
            own.append(other.pattern)
    second = ""
    if chance.random() < TWO_JOBS:
        second = chance.choices(names, cum_weights=sums)[0]
    return Matter(true, tuple(own), second if second != true else "")


def _cut(text: str, chance: random.Random) -> str:
    """The first words only: a hasty report."""
    parts = text.split()
    kept = parts[: max(2, int(len(parts) * (0.3 + 0.35 * chance.random())))]
    while len(kept) > 2 and kept[-1].strip(",.").lower() in LOOSE:
        kept.pop()
    return " ".join(kept)


def kind(slug: str, words: str, chance: random.Random) -> str:
    if slug in {"pungli", "penyalahgunaan-wewenang", "disiplin-pegawai"} and chance.random() < 0.8:
        return "supervision"
    asks = any(word in words for word in ("bagaimana", "syarat", "berapa", "cara ", "di mana", "gimana"))
    if asks and chance.random() < 0.8:
        return "information"
    if ("usul" in words or "mohon dipasang" in words or "minta" in words) and chance.random() < 0.35:
        return "aspiration"
    return "complaint"


def text(about: Matter, area: Area, age: int, chance: random.Random) -> str:
    slots = slots_of(area.code)
    manner = style(chance)
    said = [one.render(chance, slots) for one in about.said]
    if len(said) == 1 and not about.urgent and chance.random() < HASTY:
        said = [_cut(said[0], chance)]
    whole = written(said, manner, chance, slots)
    if about.second:
        other = phrases.draw(about.second, age, chance).pattern.render(chance, slots)
        whole = f"{whole.rstrip(' .')}{chance.choice(_joints())}{other}"
    return " ".join(whole.split())


@cache
def _joints() -> tuple[str, ...]:
    return tuple(sections("words.txt")["dua urusan"][0].split("|"))
