"""Axe on every page of the house, in both languages, on a phone and on a desktop.

The pages are those of the walk in tests/house, so that a new page is looked at as soon as it has an address
(and an example, when its address has parts).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from tests.journeys.story import sign_in

sys.path.insert(0, str(Path(__file__).parent.parent / "house"))
import examples
import walk

NOT_OURS = ("api:", "openid_connect", "open311:")  # documents for programs, and pages of others


def addresses(city: Any, *, is_public: bool) -> list[str]:
    """Where the pages are that everyone may read, or those that need someone signed in."""
    known, table, found = examples.examples(), import_string(settings.PENATA_ACCESS), []
    for page in walk.pages():
        if "GET" not in page.methods() or page.name.startswith(NOT_OURS):
            continue
        rule = page.rule("GET", table)
        if rule is None or rule.is_open != is_public:
            continue
        example = known[page.name](city) if page.parts else {}
        example = example if isinstance(example, examples.Example) else examples.Example(example)
        if example.seen_by != set():
            found.append(walk.address(page, example.parts) + example.query)
    return found


@pytest.fixture
def prepared(open_city: Any) -> Any:
    examples.prepare(open_city)
    return open_city


@pytest.mark.parametrize(("size", "language", "scheme"), [("phone", "id", "light"), ("desktop", "en", "dark")])
@pytest.mark.parametrize("is_public", [True, False], ids=["public", "staff"])
def test_axe_finds_nothing_on_any_page(prepared, open_page, axe, size, language, scheme, is_public):
    page = open_page(size, language=language, scheme=scheme)
    if not is_public:
        sign_in(page, prepared.administrator)
    looked_at, faults = 0, []
    for address in addresses(prepared, is_public=is_public):
        if not is_page(page, address):
            continue
        page.goto(address)
        try:
            axe(page)
        except AssertionError as fault:
            faults.append(str(fault).splitlines())
        looked_at += 1
    assert not faults, "\n\n".join("\n".join(lines[:8]) for lines in faults)
    assert looked_at > (20 if is_public else 60)


def is_page(page: Any, address: str) -> bool:
    """Whether there is a whole page in HTML, and not a file, a part of a page, or the way elsewhere."""
    answer = page.request.get(address, max_redirects=0)  # a file would be opened in Chromium's own viewer
    is_html = answer.headers.get("content-type", "").startswith("text/html")
    return answer.ok and is_html and "<title>" in answer.text()
