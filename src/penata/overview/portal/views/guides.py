"""The guides as pages: Markdown files of this room, written in Indonesian, for residents and each kind of officer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from penata.foundation.accounts.rules import EVERYONE, opens_to

FOLDER = Path(__file__).parents[1] / "guides"
GUIDES = (
    "warga",
    "petugas",
    "penyaluran",
    "survei",
    "forum",
    "tim",
    "dasbor",
    "perbaikan",
    "organisasi",
    "administrator",
)  # as they are listed


@opens_to(EVERYONE)
def guides(request: HttpRequest) -> HttpResponse:
    listed = [(name, *_read(name)[:2]) for name in GUIDES]
    return render(request, "portal/guides.html", {"guides": listed})


@opens_to(EVERYONE)
def guide(request: HttpRequest, name: str) -> HttpResponse:
    if name not in GUIDES:
        raise Http404
    title, _lead, body = _read(name)
    return render(request, "portal/guide.html", {"title": title, "body": body})


@lru_cache(maxsize=len(GUIDES))
def _read(name: str) -> tuple[str, str, SafeString]:
    """A guide's title, its first paragraph, and all of it as HTML."""
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    heading, _, rest = text.partition("\n")
    lead = rest.strip().split("\n\n")[0].replace("*", "")
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(text)
    _lead_on(tokens)
    html = markdown.renderer.render(tokens, markdown.options, {})
    return heading.removeprefix("# ").strip(), lead, mark_safe(html)  # noqa: S308  # our own files, with HTML off


def _lead_on(tokens: Sequence[Token]) -> None:
    """Links between the guides become links between their pages; links to the documents of developers become words."""
    for token in tokens:
        if token.type == "table_open":
            token.attrSet("class", "table")
        if not token.children:
            continue
        kept: list[Token] = []
        is_dropped = False
        for child in token.children:
            if child.type == "link_open":
                address = _address(str(child.attrGet("href")))
                is_dropped = address is None
                child.attrSet("href", address or "")
            if not (is_dropped and child.type in {"link_open", "link_close"}):
                kept.append(child)
        token.children = kept


def _address(target: str) -> Any:
    """Where a link of a guide leads in the application; None when it leads to a file that is not served."""
    name = PurePosixPath(target).name.removesuffix(".md")
    if not target.endswith(".md"):
        return target
    return reverse("portal:guide", args=[name]) if name in GUIDES else None
