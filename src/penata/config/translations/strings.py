"""Every translatable string of a room, from its Python and its templates, and every visible word that is not one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from django.template.base import Lexer, Token, TokenType
from django.utils.text import smart_split

# function → positions of its msgid, plural and context among the arguments
_CALLS: dict[str, tuple[int, int | None, int | None]] = {
    "_": (0, None, None),
    "gettext": (0, None, None),
    "gettext_lazy": (0, None, None),
    "gettext_noop": (0, None, None),
    "ngettext": (0, 1, None),
    "ngettext_lazy": (0, 1, None),
    "pgettext": (1, None, 0),
    "pgettext_lazy": (1, None, 0),
    "npgettext": (1, 2, 0),
}


@dataclass(frozen=True)
class String:
    """A msgid where it is used; `plural` and `context` when it has them."""

    file: Path
    line: int
    words: str
    plural: str | None = None
    context: str | None = None

    @property
    def key(self) -> tuple[str, str | None]:
        return self.words, self.context


def strings_of(room: Path) -> Iterator[String]:
    """All strings of a room's own files; tests are not read."""
    for file in sorted(room.rglob("*.py")):
        if not {"tests", "migrations"} & set(file.relative_to(room).parts):
            yield from in_python(file, file.read_text())
    for file in templates_of(room):
        yield from in_template(file, file.read_text())


def templates_of(room: Path) -> list[Path]:
    return sorted([*room.glob("templates/**/*.html"), *room.glob("templates/**/*.txt")])


def in_python(file: Path, source: str) -> Iterator[String]:
    if "gettext" not in source and "PERMISSIONS" not in source:
        return
    for node in ast.walk(ast.parse(source)):
        yield from _permissions(file, node)
        name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
        if not isinstance(node, ast.Call) or name not in _CALLS:
            continue
        words, plural, context = (_constant(node, position) for position in _CALLS[name])
        if words:
            yield String(file, node.lineno, words, plural, context)


def _permissions(file: Path, node: ast.AST) -> Iterator[String]:
    """The labels of a room's permissions, in `rules`, where nothing may import gettext."""
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    value = getattr(node, "value", None)
    if isinstance(value, ast.Dict) and any(getattr(target, "id", "") == "PERMISSIONS" for target in targets):
        for label in value.values:
            if isinstance(label, ast.Constant) and isinstance(label.value, str):
                yield String(file, label.lineno, label.value)


def _constant(call: ast.Call, position: int | None) -> str | None:
    if position is None or position >= len(call.args):
        return None
    argument = call.args[position]
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


_LITERAL = re.compile(r"""_\(\s*(?:"([^"]*)"|'([^']*)')\s*\)""")


def in_template(file: Path, source: str) -> Iterator[String]:
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type == TokenType.BLOCK:
            bits = list(smart_split(token.contents))
            if bits[0] in {"blocktrans", "blocktranslate"}:
                yield _block(file, token, bits, tokens)
                continue
            if bits[0] in {"trans", "translate"} and len(bits) > 1 and bits[1][0] in "\"'":
                context = bits[bits.index("context") + 1][1:-1] if "context" in bits else None
                yield String(file, token.lineno or 0, _literal(bits[1][1:-1]), None, context)
        if token.token_type in {TokenType.BLOCK, TokenType.VAR}:
            for match in _LITERAL.finditer(token.contents):
                yield String(file, token.lineno or 0, _literal(match[1] or match[2]))


def _literal(words: str) -> str:
    return words.replace("%", "%%")


def _block(file: Path, start: Token, bits: list[str], tokens: Iterator[Token]) -> String:
    parts: list[list[str]] = [[]]
    plural = False
    for token in tokens:
        if token.token_type == TokenType.TEXT:
            parts[-1].append(_literal(token.contents))
        elif token.token_type == TokenType.VAR:
            parts[-1].append(f"%({token.contents.split('|')[0].strip()})s")
        elif token.token_type == TokenType.BLOCK and token.contents.strip() == "plural":
            parts.append([])
            plural = True
        elif token.token_type == TokenType.BLOCK:
            break
    texts = ["".join(part) for part in parts]
    if "trimmed" in bits:
        texts = [" ".join(line.strip() for line in text.strip().splitlines()) for text in texts]
    context = bits[bits.index("context") + 1][1:-1] if "context" in bits else None
    return String(file, start.lineno or 0, texts[0], texts[1] if plural else None, context)


_VISIBLE = {"placeholder", "aria-label", "title", "alt", "label", "caption", "help", "words", "who", "act"}
_SILENT = {"script", "style", "svg", "code", "kbd", "pre"}
_FOR_MACHINES = re.compile(r"_class$|_attributes$|^back$")  # blocks that fill an attribute
AS_IS = "{# as is #}"


def bare_words(file: Path, source: str) -> Iterator[String]:
    """Visible text of an HTML template that is not marked for translation; a line with `{# as is #}` is left alone."""
    spared = {number for number, line in enumerate(source.splitlines(), start=1) if AS_IS in line}
    reader = _Reader()
    reader.feed(_without_tags(source))
    for line, words in reader.found:
        if line not in spared:
            yield String(file, line, words)


def _without_tags(source: str) -> str:
    """The template with tags and translated blocks taken out, line numbers kept."""
    kept, until = [], ""
    for token in Lexer(source).tokenize():
        bits = token.contents.split() if token.token_type == TokenType.BLOCK else [""]
        if token.token_type == TokenType.TEXT:
            kept.append("\n" * token.contents.count("\n") if until else token.contents)
        elif until:
            until = "" if bits[0] == until else until
        elif bits[0] in {"blocktrans", "blocktranslate", "comment"}:
            until = f"end{bits[0]}"
        elif bits[0] == "block" and _FOR_MACHINES.search(bits[1]):
            until = "endblock"
    return "".join(kept)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        for name, value in attrs:
            if name in _VISIBLE:
                self._see(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent -= 1

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self._see(data)

    def _see(self, text: str) -> None:
        if re.search(r"[^\W\d_]{2}", text):
            before = re.match(r"\s*", text)
            skipped = before[0].count("\n") if before else 0
            self.found.append((self.getpos()[0] + skipped, " ".join(text.split())[:80]))
