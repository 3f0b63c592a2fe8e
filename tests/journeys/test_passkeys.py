"""A passkey is made and used in a real browser, whose authenticator is Chromium's own virtual one."""

from __future__ import annotations

import os

import pytest
from allauth.mfa.models import Authenticator

from penata.foundation.accounts.models import Account
from penata.foundation.accounts.tests.identity import IdentityProvider
from penata.foundation.journal.models import Entry
from tests.city import PASSWORD

NIP = "198001202005011004"
SHOTS = os.environ.get("PENATA_SHOTS")
PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def account(transactional_db):
    return Account.objects.create_user(NIP, PASSWORD, name="Made Astawa", email="made@kotalama.example")


@pytest.fixture
def at_localhost(live_server):
    """Passkeys belong to a name, never to a number."""
    return live_server.url.replace("127.0.0.1", "localhost")


def authenticator(page):
    """The device in this browser, as developers' tools make it; gives what asks it."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    device = tools.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})["authenticatorId"]
    return lambda name, **more: tools.send(f"WebAuthn.{name}", {"authenticatorId": device, **more})


def shot(page, name):
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def sign_in(page):
    page.get_by_label("NIP atau surel").fill(NIP)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()


def test_a_passkey_is_made_and_then_signs_in_alone(desktop, account, at_localhost, axe):
    page = desktop
    ask = authenticator(page)
    page.goto(f"{at_localhost}/accounts/login/?next=/accounts/mine/")
    sign_in(page)
    page.wait_for_url("**/accounts/mine/")
    page.goto(f"{at_localhost}/accounts/2fa/webauthn/add/")
    page.locator("[name=name]").fill("Laptop kantor")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/**")
    assert len(ask("getCredentials")["credentials"]) == 1
    page.goto(f"{at_localhost}/accounts/mine/")
    page.get_by_role("button", name="Keluar").click()
    page.goto(f"{at_localhost}/accounts/login/?next=/accounts/mine/")
    page.locator("#passkey_login").click()
    page.wait_for_url(lambda address: "/accounts/login" not in address)
    page.goto(f"{at_localhost}/accounts/mine/")
    assert "Made Astawa" in page.content()
    ways = [entry.details["ways"] for entry in Entry.objects.filter(act="accounts.sign_in").order_by("id")]
    assert ways == [["password"], ["webauthn"]]
    page.goto(f"{at_localhost}/accounts/2fa/webauthn/")  # at the end: after axe Chromium asks for no passkey
    assert "Laptop kantor" in page.content()
    axe(page)
    shot(page, "passkey_list")


def test_a_passkey_that_was_removed_brings_back_the_page_of_signing_in(desktop, account, at_localhost, axe):
    page = desktop
    authenticator(page)
    page.goto(f"{at_localhost}/accounts/login/?next=/accounts/mine/")
    sign_in(page)
    page.wait_for_url("**/accounts/mine/")
    page.goto(f"{at_localhost}/accounts/2fa/webauthn/add/")
    page.locator("[name=name]").fill("Laptop kantor")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/**")
    Authenticator.objects.filter(user=account).delete()
    page.goto(f"{at_localhost}/accounts/mine/")
    page.get_by_role("button", name="Keluar").click()
    page.goto(f"{at_localhost}/accounts/login/")
    page.locator("#passkey_login").click()
    page.locator(".notice.is-danger").wait_for()
    axe(page)
    shot(page, "passkey_refused")
    sign_in(page)  # the page still works
    page.wait_for_url(lambda address: "/login" not in address)


def test_single_sign_on_leads_through_the_provider_and_back(browser, account, live_server, settings):
    claims = {"sub": "m", "preferred_username": NIP, "name": "Made Astawa"}
    with IdentityProvider(claims) as provider:
        settings.SOCIALACCOUNT_PROVIDERS = provider.settings()
        context = browser.new_context(base_url=live_server.url)  # this journey does ask another server
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.goto("/accounts/login/?next=/accounts/mine/")
        shot(page, "sso_login")
        page.get_by_role("link", name="Masuk dengan Akun Kota").click()
        page.wait_for_url("**/accounts/mine/")
        assert "Made Astawa" in page.content()
        assert "/authorize" in provider.asked
        context.close()
