"""A walk over every address, as everyone: each page keeps its rule, and none fails."""

from __future__ import annotations

import re
from typing import Any

import examples
import plan
import pytest
import walk
from django.conf import settings
from django.db import transaction
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.module_loading import import_string

pytestmark = pytest.mark.django_db
PAGES = walk.pages()


@pytest.fixture
def table() -> dict[str, Any]:
    return import_string(settings.PENATA_ACCESS)


def test_every_page_has_a_name_and_declares_a_rule(table):
    nameless = [page.path for page in PAGES if not page.name.split(":")[-1]]
    assert not nameless
    silent = [page.name for page in PAGES for method in page.methods() if page.rule(method, table) is None]
    assert not silent, "put @opens_to(…) on these views, or name those of others in config/access.py"


def test_every_page_with_parts_has_an_example():
    known = examples.examples()
    missing = sorted({page.name for page in PAGES if page.parts and page.name not in known})
    assert not missing, "say in the room's tests/examples.py which record to open"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.name}-{'-'.join(sorted(page.parts))}")
def test_a_page_opens_to_those_whom_its_rule_names_and_to_nobody_else(whole_city, table, page):
    known = examples.examples()
    if page.parts and page.name not in known:
        pytest.fail(f"{page.name} needs an example in its room's tests/examples.py")
    example = known[page.name](whole_city) if page.name in known else {}
    example = example if isinstance(example, examples.Example) else examples.Example(example)
    path = walk.address(page, example.parts) + example.query
    wrong = []
    for method in sorted(page.methods()):
        rule = page.rule(method, table)
        for role in walk.ROLES:
            answer = walk.tried(whole_city, role, method, path)
            fault = _fault(answer, rule, walk.standing_of(whole_city, role), role, example)
            wrong += [f"{role} {method} {path}: {answer.status_code}, {fault}"] if fault else []
    assert not wrong, "\n" + "\n".join(wrong)


def _fault(answer: Any, rule: Any, standing: Any, role: str, example: examples.Example) -> str:
    status = answer.status_code
    if status >= 500 and status != 503:
        return "an error"
    if not rule.is_open and not standing.is_active:
        to_sign_in = status == 401 or (status == 302 and answer["Location"].startswith("/accounts/login/"))
        return "" if to_sign_in else "must be sent to sign in"
    if not rule.allows(standing):
        return "" if status == 403 else f"{rule.name}: must be refused"
    if example.seen_by is not None and role not in example.seen_by:
        return "" if status in {403, 404, 405} else "must not see this record"
    if example.seen_by is not None and status == 404:
        return "must see this record"
    return ""


@pytest.mark.parametrize("one", examples.lists(), ids=lambda one: one.page)
def test_a_list_shows_only_what_the_detail_allows(whole_city, one):
    for role in walk.ROLES:
        client = walk.client_of(whole_city, role)
        shown = set()
        for number in range(1, 40):
            answer = client.get(reverse(one.page, kwargs=one.parts(whole_city)), {"page": number})
            found = set(re.findall(r'href="([^"#?]+)', answer.text)) if answer.status_code == 200 else set()
            if found <= shown:
                break
            shown |= found
        for parts in one.rows(whole_city):
            path = reverse(one.detail, kwargs=parts)
            if client.get(path).status_code != 200:
                assert path not in shown, f"{role} is shown {path} in {one.page}, and may not open it"


@pytest.mark.parametrize("role", walk.ROLES)
def test_links_on_pages_lead_to_pages_that_open(whole_city, role):
    """A crawl from the front pages: what someone is offered, he may open."""
    client = walk.client_of(whole_city, role)
    waiting, seen, broken = _entrances(), {"/"} - _known("/"), []
    while waiting and len(seen) < 120:
        path, source = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        with transaction.atomic():
            answer = client.get(path)
            if answer.streaming:
                b"".join(answer.streaming_content)
        if answer.status_code == 403 and source == "the front":  # an entrance for others: nobody offered it
            continue
        if answer.status_code in {403, 404, 405, 410} or answer.status_code >= 500:
            broken.append(f"{path} on {source}: {answer.status_code}")
        elif answer.status_code == 200 and "html" in answer.headers.get("Content-Type", ""):
            waiting += [(link, path) for link in _links(answer.text) if link not in seen]
    assert not broken, "\n" + "\n".join(broken)


def _known(path: str) -> set[str]:
    """The path, when some room answers it: the portal may not be built yet."""
    try:
        resolve(path)
    except Resolver404:
        return set()
    return {path}


def _entrances() -> list[tuple[str, str]]:
    found = []
    for name in ("portal:front", "desk:desk", "accounts:mine", "account_login"):
        try:
            found.append((reverse(name), "the front"))
        except NoReverseMatch:
            continue
    return found


def _links(page: str) -> list[str]:
    """Own addresses in a page, but those that sign out and those of files."""
    found = []
    for link in re.findall(r'href="(/[^"#]*)', page):
        try:
            name = resolve(link.split("?")[0]).view_name
        except Resolver404:
            name = ""
        if not name.startswith(("account_logout", "admin:")) and not link.startswith((settings.STATIC_URL, "/media/")):
            found.append(link.replace("&amp;", "&"))
    return found


def test_the_walk_knows_all_rooms_that_have_pages():
    assert {"accounts", "ui"} & set(plan.ranks())
    assert len(PAGES) > 30
