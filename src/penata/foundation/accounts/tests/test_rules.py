from __future__ import annotations

import functools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.foundation.accounts.rules import (
    CODE_LETTERS,
    EVERYONE,
    NOBODY,
    SIGN_IN_STEP,
    SIGNED_IN,
    STAFF,
    Standing,
    browser_words,
    client_address,
    declared,
    may,
    normalized_code,
    opens_to,
)

RESIDENT = Standing(account_id=1, is_active=True)
OFFICER = Standing(account_id=2, is_active=True, is_staff=True)
ROUTER = Standing(account_id=3, is_active=True, is_staff=True, permissions=frozenset({"cases.route"}))
CLOSED = Standing(account_id=4, is_active=False, is_staff=True, permissions=frozenset({"cases.route"}))


@pytest.mark.parametrize(
    ("access", "allowed"),
    [
        (EVERYONE, {NOBODY, RESIDENT, OFFICER, ROUTER, CLOSED}),
        (SIGNED_IN, {RESIDENT, OFFICER, ROUTER}),
        (SIGN_IN_STEP, {RESIDENT, OFFICER, ROUTER}),
        (STAFF, {OFFICER, ROUTER}),
        (may("cases.route"), {ROUTER}),
        (may("accounts.manage"), set()),
    ],
)
def test_a_rule_allows_exactly_whom_it_names(access, allowed):
    assert {s for s in (NOBODY, RESIDENT, OFFICER, ROUTER, CLOSED) if access.allows(s)} == allowed


def test_a_standing_without_rights_keeps_only_who_it_is():
    before = ROUTER.without_rights()
    assert (before.account_id, before.is_active) == (3, True)
    assert SIGNED_IN.allows(before)
    assert not STAFF.allows(before)


def test_a_rule_is_found_through_decorators_and_classes():
    @opens_to(STAFF)
    def view(request):
        return None

    def as_view(request):
        return None

    assert declared(functools.wraps(view)(as_view)) is STAFF
    assert declared(functools.partial(view, 1)) is STAFF
    assert declared(lambda request: None) is None


def test_a_rule_is_found_on_the_class_of_a_view():
    class Page:
        access = SIGNED_IN

    def as_view(request):
        return None

    as_view.view_class = Page
    assert declared(as_view) is SIGNED_IN


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("", 0, "10.0.0.9"),
        ("1.2.3.4", 0, "10.0.0.9"),  # without own proxies nobody may say who he is
        ("1.2.3.4", 1, "1.2.3.4"),
        ("9.9.9.9, 1.2.3.4", 1, "1.2.3.4"),  # what the client wrote itself is further left
        ("9.9.9.9, 1.2.3.4, 10.0.0.1", 2, "1.2.3.4"),
        ("1.2.3.4", 2, "10.0.0.9"),
    ],
)
def test_the_address_of_a_client_is_what_our_outermost_proxy_saw(forwarded, proxies, address):
    assert client_address("10.0.0.9", forwarded, proxies) == address


@given(st.text(alphabet=CODE_LETTERS, min_size=12, max_size=12))
def test_a_code_is_read_however_it_is_typed(code):
    typed = f" {code[:4]}-{code[4:8]} {code[8:]} ".lower()
    assert normalized_code(typed) == code


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/143.0 Safari/537.36", "Chrome, Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/143.0 Safari/537.36 Edg/143.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/143.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("", ""),
    ],
)
def test_a_browser_is_named_as_people_know_it(agent, words):
    assert browser_words(agent) == words
