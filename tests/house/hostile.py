"""What attackers and broken programs send, and where it is sent: every parameter and every field of every form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, ClassVar

from django.http import QueryDict

MARKUP = "\"'><img src=x onerror=alert(7731)><script>alert(7731)</script></textarea></title>"
RAW = re.compile(r"<img src=x onerror|<script>alert\(7731\)")  # must never stand in a page like this
TEMPLATE = "{{ 7731|add:1 }}{% debug %}%(name)s %s %d {name} ${7731+1}"
MIX = (
    "🔥👩\u200d👩\u200d👧 مصباح 路灯 \x07\x1b[31m\u202emati\u2066\ufeff \r\nBcc: korban@example.com "
    f"'; drop -- %' \\ {MARKUP} {TEMPLATE}"
)
TEXTS = (  # each found something once, or might
    MIX,
    "lampu\x00jalan mati di pasar",
    "Lampu jalan mati sekali. " * 800,
    "a" * 20_000,
    "=cmd|' /C calc'!A0 lampu jalan mati",
    "!!!!!!!!!!!! ????????????",
    "9" * 400,
    "-1",
    "NaN",
    "-Infinity",
    "99999-99-99",
    "0001-01-01",
    "9999-12-31",
    "１２３",
)
# Sent as they are: what no well-behaved program sends.
RAW_QUERIES = (
    "q=%ff%fe%ed%a0%80&page=%c0%80",
    "page=0&page=-1&page=x&q=a&q=b",
    "page=99999999999999999999999999999999",
    "[]=&%5B%5D=1&&&=&a[b][c]=1",
    "q=" + "%F0%9F%94%A5" * 300,
)
PARAMETERS = (
    "q", "words", "page", "on", "at", "since", "until", "area", "unit", "kind", "state", "service", "sort", "next",
    "form", "function", "position", "who", "order", "from", "to", "search", "tab", "role", "act", "after", "before",
    "month", "level", "known", "known_at", "decree", "room", "small",
)  # fmt: skip


class Heard(QueryDict):
    """What stands behind the question mark of an address; notes what a page asks of it, `ALL` for all of it."""

    ALL = "*"
    names: ClassVar[set[str]] = set()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names.clear()  # it asked itself while it was filled

    def __getitem__(self, key: Any) -> Any:
        self.names.add(key)
        return super().__getitem__(key)

    def getlist(self, key: Any, default: Any = None) -> Any:
        self.names.add(key)
        return super().getlist(key, default)

    def __contains__(self, key: Any) -> bool:
        self.names.add(key)
        return super().__contains__(key)

    def __iter__(self) -> Iterator[Any]:
        self.names.add(self.ALL)
        return super().__iter__()

    def keys(self) -> Any:
        self.names.add(self.ALL)
        return super().keys()

    def lists(self) -> Any:
        self.names.add(self.ALL)
        return super().lists()

    def items(self) -> Any:
        self.names.add(self.ALL)
        return super().items()


@dataclass
class Form:
    """A form of a page: where it leads, and its fields with what they hold."""

    action: str = ""
    method: str = "get"
    fields: dict[str, list[str]] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)  # what a person types
    files: set[str] = field(default_factory=set)

    @property
    def has_token(self) -> bool:
        return "csrfmiddlewaretoken" in self.fields


class Forms(HTMLParser):
    """The forms of a page, with their first choices taken."""

    CHOICES = {"radio", "checkbox"}
    PRESSED = {"submit", "button", "image", "reset"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Form] = []
        self.select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        attrs = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.found.append(Form(attrs.get("action", ""), attrs.get("method", "get").lower()))
        if not self.found:
            return
        form, name, kind = self.found[-1], attrs.get("name", ""), attrs.get("type", "text")
        if tag == "option" and self.select and attrs.get("value") and not form.fields.get(self.select):
            form.fields[self.select] = [attrs["value"]]
        if not name:
            return
        if tag == "select":
            self.select = name
            form.fields.setdefault(name, [])
        elif tag == "textarea":
            form.fields[name], form.texts = [""], form.texts | {name}
        elif tag == "input" and kind == "file":
            form.files.add(name)
        elif tag == "input" and kind in self.CHOICES:
            form.fields.setdefault(name, [attrs.get("value", "on")])
        elif tag == "input" and kind not in self.PRESSED:
            form.fields[name] = [attrs.get("value", "")]
            if kind != "hidden":
                form.texts.add(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""


def forms(page: str) -> list[Form]:
    parser = Forms()
    parser.feed(page)
    return parser.found


def fillings(form: Form) -> Iterator[dict[str, Any]]:
    """The form with a text in all that a person types, and with a few in all that it has."""
    kept = {name: values for name, values in form.fields.items() if name != "csrfmiddlewaretoken"}
    yield from (kept | {name: [text] for name in form.texts} for text in TEXTS if form.texts)
    yield from ({name: [text] for name in kept} for text in TEXTS[:7])


def bent(parts: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The parts of an address, each replaced by what nobody would put there."""
    for name, value in parts.items():
        if isinstance(value, int):
            yield parts | {name: 10**30}
            yield parts | {name: 0}
        else:
            yield from (parts | {name: text} for text in ("a\x00b", "x" * 3_000, "🔥\u202e", "..", "%", "'\""))
