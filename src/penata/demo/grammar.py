"""Sentences with choices: {a|b} picks one, <name> is filled from a list of words."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from functools import cache

from .reading import rows, sections

Slot = Callable[[random.Random], str]
Part = str | tuple["Pattern", ...]
_TOKEN = re.compile(r"[{}|]|<[a-z]+>|[^{}|<]+|<")


class Pattern:
    """A compiled sentence. `render` costs a few choices and a join."""

    __slots__ = ("parts",)

    def __init__(self, parts: list[str | tuple[Pattern, ...]]) -> None:
        self.parts = parts

    def render(self, chance: random.Random, slots: Mapping[str, Slot]) -> str:
        out = []
        for part in self.parts:
            if isinstance(part, str):
                out.append(slots[part](chance) if part[:1] == "<" and part in slots else part)
            else:
                out.append(part[int(chance.random() * len(part))].render(chance, slots))
        return "".join(out)


@cache
def pattern(text: str) -> Pattern:
    tokens = _TOKEN.findall(text)
    found, rest = _sequence(tokens, 0, nested=False)
    if rest != len(tokens):
        raise ValueError(f"unbalanced braces in {text!r}")
    return found


def _sequence(tokens: list[str], at: int, *, nested: bool) -> tuple[Pattern, int]:
    parts: list[str | tuple[Pattern, ...]] = []
    while at < len(tokens):
        piece = tokens[at]
        if nested and piece in {"|", "}"}:
            break
        if piece == "{":
            options, at = _choice(tokens, at + 1)
            parts.append(options)
        else:
            parts.append(piece)
            at += 1
    return Pattern(parts), at


def _choice(tokens: list[str], at: int) -> tuple[tuple[Pattern, ...], int]:
    options = []
    while True:
        option, at = _sequence(tokens, at, nested=True)
        options.append(option)
        if at >= len(tokens):
            raise ValueError("a brace is not closed")
        if tokens[at] == "}":
            return tuple(options), at + 1
        at += 1


@cache
def words(heading: str) -> tuple[Pattern, ...]:
    """The sentences under a heading of content/words.txt."""
    return tuple(pattern(line) for line in sections("words.txt")[heading])


@cache
def choices(heading: str) -> tuple[str, ...]:
    """A list written in one line, separated by | (or by spaces)."""
    line = " ".join(sections("words.txt")[heading]) if heading == "jalan awal" else sections("words.txt")[heading][0]
    return tuple(line.split("|") if "|" in line else line.split())


@cache
def spellings() -> dict[str, tuple[str, str, str, str]]:
    """word → its short, Javanese, Sundanese and Betawi forms."""
    return {row["word"]: (row["short"], row["jawa"], row["sunda"], row["betawi"]) for row in rows("style.csv")}


def respell(text: str, form: int, share: float, chance: random.Random) -> str:
    """Some words in another spelling: 0 short, 1 Javanese, 2 Sundanese, 3 Betawi."""
    known = spellings()
    return " ".join(
        known[word][form] if word in known and chance.random() < share else word for word in text.split(" ")
    )


def mistype(text: str, chance: random.Random, count: int) -> str:
    """Typing errors: letters swapped, lost, doubled, or a space lost."""
    for _ in range(count):
        at = int(chance.random() * (len(text) - 2)) if len(text) > 6 else 0
        kind = chance.random()
        if not text[at : at + 1].isalpha():
            continue
        if kind < 0.35:
            text = text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]
        elif kind < 0.7:
            text = text[:at] + text[at + 1 :]
        elif kind < 0.9:
            text = text[:at] + text[at] + text[at:]
        else:
            text = text[:at] + text[at:].replace(" ", "", 1)
    return text
