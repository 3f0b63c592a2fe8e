"""Picks from Tabler's style sheet the rules that the pages can use: a tenth of its weight on a resident's phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
_CLASS = re.compile(r"\.(-?[A-Za-z_](?:[\w-]|\\.)*)")
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_BESIDES = {"is-invalid", "is-valid", "active", "disabled", "show"}  # set by scripts or at run time


def sources() -> list[Path]:
    """The files whose words may be names of classes: all pages, scripts, and the Python that writes markup."""
    patterns = (
        "*/*/templates/**/*.html",
        "*/*/static/**/*.js",
        "foundation/ui/**/*.py",
        "*/*/forms*.py",
        "*/*/forms/*.py",
    )
    return [file for pattern in patterns for file in PACKAGE.glob(pattern) if "tests" not in file.parts]


def write_picked(full: Path, target: Path) -> Path:
    """`target` holds the rules of `full` that the pages can use; written only when a page or `full` is newer."""
    files = sources()
    if target.is_file() and target.stat().st_mtime >= max(file.stat().st_mtime for file in [full, *files]):
        return target
    words = _BESIDES.union(*(_WORD.findall(file.read_text()) for file in files))
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".draft")
    draft.write_text(picked(full.read_text(), words))
    return draft.replace(target)


def picked(css: str, words: set[str]) -> str:
    """The style sheet without the rules whose selectors name a class that is not among `words`."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return "".join(_kept(css, words))


def _kept(css: str, words: set[str]) -> Iterator[str]:
    for head, body in _blocks(css):
        if body is None:
            yield f"{head};"
        elif head.startswith(("@media", "@supports", "@layer", "@container")):
            inner = "".join(_kept(body, words))
            if inner:
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            yield f"{head}{{{body}}}"
        else:
            selectors = [one for one in _selectors(head) if words.issuperset(_CLASS.findall(one))]
            if selectors:
                yield f"{','.join(selectors)}{{{body}}}"


def _blocks(css: str) -> Iterator[tuple[str, str | None]]:
    """(head, body) of each rule at this level; the body is None for a statement such as @import."""
    place, depth, opened = 0, 0, 0
    for match in re.finditer(r"""[{};]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^)"']*\)""", css):
        mark = match[0]
        if mark == "{":
            depth += 1
            opened = match.end() if depth == 1 else opened
        elif mark == "}":
            depth -= 1
            if depth == 0:
                yield css[place : opened - 1].strip(), css[opened : match.start()]
                place = match.end()
        elif mark == ";" and depth == 0:
            yield css[place : match.start()].strip(), None
            place = match.end()


def _selectors(head: str) -> list[str]:
    """A selector list, cut at the commas that stand outside of parentheses."""
    parts, depth, start = [], 0, 0
    for place, sign in enumerate(head):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            parts.append(head[start:place])
            start = place + 1
    return [*parts, head[start:]]
