"""Content files of the demonstration city: plain text and CSV that an official can read and edit."""

from __future__ import annotations

import csv
import random
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "content"


def lines(name: str) -> list[str]:
    """The lines of a content file without comments and empty lines; trailing spaces are kept."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


@cache
def sections(name: str) -> dict[str, list[str]]:
    """A file cut at its [headings]."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines(name):
        if line.startswith("["):
            heading = line.rstrip()[1:]
            current = found.setdefault(heading.removesuffix("]"), [])
        else:
            current.append(line)
    return found


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def dice(*names: object) -> random.Random:
    """A source of chance that is the same in every run for the same names."""
    return random.Random("kota-lama|" + "|".join(str(name) for name in names))
