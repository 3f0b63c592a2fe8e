"""The plan of the house, read from `house.ini`, and its sources, read as syntax trees."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from configparser import ConfigParser
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "penata"


@cache
def ranks() -> dict[str, tuple[int, int]]:
    """Each room → (floor, step on the floor), counted from the ground; equal steps are strangers."""
    plan = ConfigParser()
    plan.read(ROOT / "house.ini")
    floors = _layers(plan["importlinter:contract:floors"]["layers"])
    height = {floor: len(floors) - number for number, [floor] in enumerate(floors)}
    found = {}
    for section in plan.sections():
        _, _, name = section.partition("contract:rooms-")
        if name:
            steps = _layers(plan[section]["layers"])
            found |= {room: (height[name], len(steps) - n) for n, step in enumerate(steps) for room in step}
    return found


def _layers(lines: str) -> list[list[str]]:
    layers = [re.findall(r"[a-z_0-9]+", line) for line in lines.split("\n")]
    return [layer for layer in layers if layer]


def may_know(room: str, other: str) -> bool:
    """Whether a room may know another: itself, or one below."""
    return room == other or (ranks()[other] < ranks()[room] and not _strangers(room, other))


def _strangers(room: str, other: str) -> bool:
    return ranks()[room] == ranks()[other]


def rooms() -> dict[str, Path]:
    """The rooms that are built: name → folder."""
    return {p.parent.name: p.parent for p in sorted(PACKAGE.glob("*/*/__init__.py")) if p.parent.name in ranks()}


def sources(*, tests: bool = False) -> Iterator[Path]:
    """Every Python file of the package that people write; those of tests when asked for."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).parts
        if "migrations" not in parts and (tests or "tests" not in parts):
            yield path


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def room_of(path: Path) -> str | None:
    parts = path.relative_to(PACKAGE).parts
    return parts[1] if len(parts) > 2 and parts[1] in ranks() else None


def role_of(path: Path) -> str:
    """The role of a file in its room: "actions" for `actions.py` and for each file of the package `actions`."""
    parts = path.relative_to(PACKAGE).parts
    return parts[2].removesuffix(".py") if room_of(path) else parts[0]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
