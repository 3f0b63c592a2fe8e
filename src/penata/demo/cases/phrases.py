"""What residents say of each function, and which function truly answers for it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from penata.demo.functions import PHRASE_FILES
from penata.demo.grammar import Pattern, pattern
from penata.demo.reading import dice, sections

RAINY = frozenset({10, 11, 12, 1, 2, 3})
NEW_PULL = 2.2  # how much more often a new phrase is used than an old one
GROWTH = 1.7  # how much a function with new phrases grows in its months
TURNED = 0.35  # kelurahan whose custom changed in the last months
LATELY = 4


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say it. In `share` of the cases the function that answers is `other`."""

    pattern: Pattern
    months: int  # used in the last so many months only; 0 always
    other: str
    share: float


@dataclass(frozen=True, slots=True)
class Subject:
    slug: str
    weight: float
    season: str
    phrases: tuple[Phrase, ...]


def _phrase(line: str) -> Phrase:
    months, other, share = 0, "", 0.0
    while line[0] in "%@":
        mark, _, line = line.partition(" ")
        if mark[0] == "@":
            months = int(mark[1:])
        else:
            other, _, text = mark[1:].partition("=")
            share = float(text)
    return Phrase(pattern(line.strip()), months, other, share)


@cache
def subjects() -> dict[str, Subject]:
    found = {}
    for name in PHRASE_FILES:
        for heading, lines in sections(name).items():
            slug, _, rest = heading.partition("]")
            options = dict(part.split("=") for part in rest.split())
            phrases = tuple(_phrase(line) for line in lines)
            found[slug] = Subject(slug, float(options["bobot"]), options.get("musim", ""), phrases)
    return found


def is_used(phrase: Phrase, age: int) -> bool:
    """Whether a phrase is already in use `age` whole months before the end."""
    return not phrase.months or age < phrase.months


@cache
def usable(slug: str, age: int) -> tuple[tuple[Phrase, ...], tuple[float, ...]]:
    own = [phrase for phrase in subjects()[slug].phrases if is_used(phrase, age)]
    total, sums = 0.0, []
    for phrase in own:
        total += NEW_PULL if phrase.months else 1.0
        sums.append(total)
    return tuple(own), tuple(sums)


@cache
def weights(month: int, age: int) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Functions with their cumulative weight in a calendar month, `age` months before the end."""
    names, sums, total = [], [], 0.0
    for slug, subject in subjects().items():
        if not usable(slug, age)[0]:
            continue
        weight = subject.weight
        if subject.season:
            weight *= 1.55 if (subject.season == "hujan") == (month in RAINY) else 0.55
        if any(phrase.months > age for phrase in subject.phrases):
            weight *= GROWTH
        total += weight
        names.append(slug)
        sums.append(total)
    return tuple(names), tuple(sums)


@cache
def habit(area: str, slug: str) -> float:
    """How far a kelurahan departs from the city's share of a function: some do much themselves, some little."""
    return dice("habit", area, slug).choice((0.15, 0.4, 1.0, 1.5, 2.0))


def truth(slug: str, phrase: Phrase, area: str, chance: random.Random) -> str:
    """The function that really answers."""
    if phrase.other and chance.random() < min(0.95, phrase.share * habit(area, phrase.other)):
        return phrase.other
    return slug


@cache
def custom(area: str, slug: str, near: tuple[str, ...], *, recent: bool) -> str:
    """The neighbour that by custom does a function's borderline work in a kelurahan; some changed it lately."""
    changed = recent and dice("turn", area, slug).random() < TURNED
    return dice("custom", area, slug, changed).choice(near[:3])


def draw(slug: str, age: int, chance: random.Random) -> Phrase:
    own, sums = usable(slug, age)
    return chance.choices(own, cum_weights=sums)[0]
