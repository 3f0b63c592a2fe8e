"""Someone gets an account, makes it his own, and signs in: with a password and a code."""

from __future__ import annotations

import os
from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from penata.foundation.accounts import actions
from penata.foundation.accounts.models import Account
from penata.foundation.journal.rules import Actor
from tests.city import PASSWORD

NIP = "199001012019031007"
SHOTS = os.environ.get("PENATA_SHOTS")


@pytest.fixture
def letter(transactional_db):
    """The code of a letter for a new account."""
    by = Actor.system("tests")
    actions.create_accounts(accounts=[actions.NewAccount(NIP, "Wayan Sudana", "wayan@kotalama.example")], by=by)
    return actions.issue_claim_letter(account=Account.objects.get(username=NIP), by=by)[1]


def shot(page, name):
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def test_an_account_is_claimed_and_then_opened_with_password_and_code(desktop, letter, axe):
    page = desktop
    page.goto("/accounts/mine/")
    axe(page)
    shot(page, "login")
    page.get_by_role("link", name="Aktifkan akun").click()
    page.get_by_label("NIP").fill(NIP)
    page.get_by_label("Kode pada surat aktivasi").fill(letter)
    axe(page)
    shot(page, "claim")
    page.get_by_role("button", name="Lanjutkan").click()
    page.get_by_label("Kata sandi baru", exact=True).fill(PASSWORD)
    page.get_by_label("Kata sandi baru, sekali lagi").fill(PASSWORD)
    axe(page)
    shot(page, "claim_password")
    page.get_by_role("button", name="Simpan dan masuk").click()

    page.goto("/accounts/mine/")
    axe(page)
    shot(page, "mine")
    page.get_by_role("link", name="Pengaman kedua").click()
    axe(page)
    shot(page, "mfa_index")
    page.goto("/accounts/2fa/webauthn/add/")
    axe(page)
    shot(page, "passkey_add")
    page.goto("/accounts/2fa/totp/activate/")
    axe(page)
    secret = page.locator("#authenticator_secret").input_value()
    earlier, now, _later = yield_hotp_counters_from_time()
    page.locator("[name=code]").fill(format_hotp_value(hotp_value(secret, earlier)))  # each code works once
    page.get_by_role("button", name="Aktifkan").click()
    page.wait_for_url("**/recovery-codes/**")
    axe(page)
    shot(page, "recovery_codes")

    page.goto("/accounts/mine/")
    page.get_by_role("button", name="Keluar").click()
    page.goto("/accounts/mine/")
    page.get_by_label("NIP atau surel").fill(NIP)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    axe(page)
    shot(page, "code")
    page.locator("#id_code").fill(format_hotp_value(hotp_value(secret, now)))
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url("**/accounts/mine/")
    assert "Wayan Sudana" in page.content()


def test_the_office_of_accounts_has_no_barrier(open_page, transactional_db, axe):
    language = "en"  # in Indonesian: test_axe
    by = Actor.system("tests")
    account = Account.objects.create_user("198001202005011004", PASSWORD, name="Made Astawa", language=language)
    for n in range(30):
        actions.create_accounts(accounts=[actions.NewAccount(f"1990010120190310{n:02}", f"Pegawai {n}")], by=by)
    codes = ["accounts.manage", "accounts.keys"]
    role = actions.save_role(code="pengelola", name="Pengelola akun", permissions=codes, by=by)
    actions.grant_role(account=account, role=role, since=date(2020, 1, 1), because="Awal", by=by)
    page = open_page("desktop", language=language)
    page.goto("/accounts/all/")
    page.locator("[name=login]").fill("198001202005011004")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/accounts/all/")
    other = Account.objects.get(username="199001012019031000")
    for name, path in {
        "accounts": "/accounts/all/",
        "account": f"/accounts/all/{other.pk}/",
        "own": f"/accounts/all/{account.pk}/",
        "roles": "/accounts/roles/",
        "role": f"/accounts/roles/{role.pk}/",
        "keys": "/accounts/keys/",
        "password": "/accounts/password/change/",
        "totp": "/accounts/2fa/totp/activate/",
        "second_factor": "/accounts/second-factor/",
    }.items():
        page.goto(path)
        shot(page, f"{name}_{language}")
        axe(page)
    phone = open_page("phone", language=language)
    phone.goto("/accounts/password/reset/")
    axe(phone)
    shot(phone, f"reset_{language}")
