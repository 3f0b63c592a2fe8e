"""The outline of the city's units and functions, read from content/structure/*.txt."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from .reading import FOLDER, lines

AGENCIES = frozenset({"setda", "setwan", "inspektorat", "dinas", "badan", "satpol", "rsud", "kecamatan", "kelurahan"})


@dataclass(frozen=True, slots=True)
class Duty:
    """A function as the outline states it; `slug` is empty for internal ones."""

    slug: str
    title: str
    description: str

    @property
    def is_public(self) -> bool:
        return bool(self.slug)


@dataclass(slots=True)
class Node:
    """A unit as the outline states it."""

    kind: str
    name: str
    code: str = ""
    type: str = ""
    affair: str = ""
    duties: list[Duty] = field(default_factory=list)
    specialists: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)


def _duty(text: str) -> Duty:
    mark, _, rest = text.partition(" ")
    parts = [part.strip() for part in rest.split("|")]
    if mark == "*":
        slug, title, description = parts
        return Duty(slug, title, description)
    return Duty("", parts[0], "")


def _node(text: str) -> Node:
    kind, _, rest = text.partition(" ")
    if kind not in AGENCIES:
        return Node(kind, rest)
    code, type_class, affair, name = rest.split(" ", 3)
    return Node(kind, name, code, type_class.strip("-"), affair)


def parse(text_lines: list[str]) -> list[Node]:
    """Nodes by indentation (two spaces a level)."""
    roots: list[Node] = []
    path: list[Node] = []
    for line in text_lines:
        depth, text = (len(line) - len(line.lstrip())) // 2, line.strip()
        if text[0] in "*-":
            path[depth - 1].duties.append(_duty(text))
        elif text[0] == "+":
            path[depth - 1].specialists.append(text[1:].strip())
        else:
            node = _node(text)
            (path[depth - 1].children if depth else roots).append(node)
            path[depth:] = [node]
    return roots


@cache
def agencies() -> tuple[Node, ...]:
    """Secretariats, dinas, badan and the hospital."""
    files = sorted(path.name for path in (FOLDER / "structure").glob("[1-4]-*.txt"))
    return tuple(node for name in files for node in parse(lines(f"structure/{name}")))


@cache
def territorial() -> tuple[Node, Node]:
    """The patterns of a kecamatan and of a kelurahan; {nama} stands for the place."""
    district, village = parse(lines("structure/5-wilayah.txt"))
    return district, village
