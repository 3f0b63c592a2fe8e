"""Single sign-on against a provider that really answers: discovery, authorization with PKCE, tokens, user info."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from http.client import HTTPConnection
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client

from penata.foundation.accounts import actions
from penata.foundation.accounts.models import Account
from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor
from tests.city import PASSWORD

from .identity import IdentityProvider

BY = Actor.system("tests")
START = "/accounts/oidc/city/login/"


@pytest.fixture
def provider(city, settings):
    claims = {"sub": "f3a1", "preferred_username": city.officer.username, "email": city.officer.email, "name": "Sari"}
    with IdentityProvider(claims) as provider:
        settings.SOCIALACCOUNT_PROVIDERS = provider.settings()
        yield provider


def sent_back(provider, address: str) -> str:
    """What the browser is told at the provider: the way back, with a code or an error."""
    assert address.startswith(f"{provider.issuer}/authorize?")
    with closing(HTTPConnection(*provider.server_address)) as connection:
        connection.request("GET", address.removeprefix(provider.issuer))
        answer = connection.getresponse()
        assert answer.status == 302, answer.read()
        return answer.headers["Location"]


def come_in(client: Client, provider, begin: str = START):
    answer = client.get(begin)
    assert answer.status_code == 302
    back = urlsplit(sent_back(provider, answer["Location"]))
    return client.get(f"{back.path}?{back.query}")


def test_a_civil_servant_comes_in_by_his_nip_and_again(client, city, provider):
    answer = come_in(client, provider)
    assert answer.status_code == 302
    assert city.officer.name in client.get("/accounts/mine/").content.decode()
    assert SocialAccount.objects.get().user == city.officer
    assert not SocialToken.objects.exists()
    again = Client()
    come_in(again, provider)
    assert again.get("/accounts/mine/").status_code == 200
    entries = Entry.objects.filter(act="accounts.sign_in", actor_id=city.officer.pk)
    assert [entry.details["ways"] for entry in entries] == [["socialaccount"]] * 2


def test_the_button_leads_there_and_then_to_the_page_that_was_wanted(client, provider):
    page = client.get("/accounts/login/?next=/accounts/mine/").content.decode()
    assert "Masuk dengan Akun Kota" in page
    begin = page.split('href="/accounts/oidc/', 1)[1].split('"')[0].replace("&amp;", "&")
    assert come_in(client, provider, f"/accounts/oidc/{begin}")["Location"] == "/accounts/mine/"


def test_a_stranger_to_the_city_is_refused_and_no_account_is_made(client, city, provider):
    provider.claims = {"sub": "9", "preferred_username": "199912312024011999", "email": city.officer.email}
    before = Account.objects.count()
    answer = come_in(client, provider)
    assert answer["Location"] == "/accounts/unknown/"
    page = client.get("/accounts/unknown/")
    assert page.status_code == 403
    assert client.get("/accounts/mine/").status_code == 302
    assert (Account.objects.count(), SocialAccount.objects.count()) == (before, 0)
    entry = Entry.objects.get(act="accounts.sign_in_refused")
    assert (entry.subject_key, entry.details) == ("", {"way": "socialaccount"})


def test_one_without_the_claim_is_a_stranger(client, provider):
    provider.claims = {"sub": "9", "name": "Tanpa NIP"}
    assert come_in(client, provider)["Location"] == "/accounts/unknown/"


def test_another_claim_may_hold_the_nip(client, city, provider, settings):
    settings.PENATA_OIDC_CLAIM = "nip"
    provider.claims = {"sub": "f3a1", "preferred_username": "sari.puspita", "nip": city.officer.username}
    come_in(client, provider)
    assert client.get("/accounts/mine/").status_code == 200


def test_an_account_that_nobody_claimed_is_opened_without_a_letter(client, provider):
    nip = "199001012019031007"
    actions.create_accounts(accounts=[actions.NewAccount(nip, "Wayan Sudana", "wayan@kotalama.example")], by=BY)
    provider.claims = {"sub": "w", "preferred_username": nip}
    come_in(client, provider)
    account = Account.objects.get(username=nip)
    assert account.is_active
    assert account.claimed_at is not None
    assert client.get("/accounts/mine/").status_code == 200


@pytest.mark.parametrize("came_before", [True, False])
def test_a_closed_account_stays_closed(client, city, provider, came_before):
    if came_before:
        come_in(Client(), provider)
    actions.close(account=city.officer, because="Pensiun", on=date(2026, 11, 24), by=BY)
    come_in(client, provider)
    assert client.get("/accounts/mine/").status_code == 302
    assert Entry.objects.get(act="accounts.sign_in_refused").details == {"way": "socialaccount"}


def test_a_role_that_needs_a_second_factor_needs_it_here_too(client, city, provider):
    role = actions.save_role(code="s", name="S", permissions=["accounts.manage"], needs_second_factor=True, by=BY)
    actions.grant_role(account=city.officer, role=role, since=date(2020, 1, 1), by=BY)
    come_in(client, provider)
    assert client.get("/accounts/all/")["Location"].startswith("/accounts/second-factor/")


def test_signing_in_with_the_password_still_works(client, city, provider):
    come_in(Client(), provider)
    answer = client.post("/accounts/login/", {"login": city.officer.username, "password": PASSWORD})
    assert answer.status_code == 302


def test_a_code_is_of_use_once_and_only_in_the_browser_that_asked(client, provider):
    back = urlsplit(sent_back(provider, client.get(START)["Location"]))
    other = Client()
    other.get(f"{back.path}?{back.query}")
    assert other.get("/accounts/mine/").status_code == 302
    client.get(f"{back.path}?{back.query}")
    client.post("/accounts/logout/")
    client.get(f"{back.path}?{back.query}")
    assert client.get("/accounts/mine/").status_code == 302


def test_the_proof_of_the_browser_is_asked_for(client, provider):
    asked = parse_qs(urlsplit(client.get(START)["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert "openid" in asked["scope"][0].split()


@pytest.mark.parametrize(
    "says",
    [
        {"/token": (500, {})},
        {"/token": (200, {"error": "invalid_client"})},
        {"/token": (200, "nonsense")},
        {"/userinfo": (500, {})},
        {"/userinfo": (200, ["nonsense"])},
    ],
    ids=str,
)
def test_a_provider_that_fails_on_the_way_back_is_said_and_opens_nothing(client, provider, says):
    provider.says = says
    answer = come_in(client, provider)
    assert answer.status_code in {401, 403, 503}
    assert "Kembali ke halaman masuk" in answer.content.decode()
    assert client.get("/accounts/mine/").status_code == 302


def test_a_token_for_another_system_opens_nothing(client, provider):
    provider.signs_for = "sistem-lain"
    assert come_in(client, provider).status_code in {401, 403}
    assert client.get("/accounts/mine/").status_code == 302


def test_who_says_no_there_is_led_back(client, provider):
    provider.denies = True
    answer = come_in(client, provider)
    page = client.get(answer["Location"]) if answer.status_code == 302 else answer
    assert "Kembali ke halaman masuk" in page.content.decode()
    assert client.get("/accounts/mine/").status_code == 302


@pytest.mark.parametrize("says", [(500, {}), (200, {}), (200, "nonsense"), None], ids=str)
def test_a_provider_that_is_away_is_said(client, provider, says):
    if says is None:
        provider.shutdown()
        provider.server_close()
    else:
        provider.says = {"/.well-known/openid-configuration": says}
    for address in (START, f"{START}callback/?code=x&state=y"):
        answer = client.get(address)
        assert answer.status_code in {401, 403, 503}, address
    assert client.get("/accounts/login/").status_code == 200


def test_without_settings_there_is_no_such_door(client, db, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert client.get(START).status_code == 404
    assert "/accounts/oidc/" not in client.get("/accounts/login/").content.decode()
