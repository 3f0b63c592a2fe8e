"""Signing in: password, second factor, claim; messages that give nobody away; sessions that end."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.core import mail
from django.shortcuts import resolve_url
from django.test import Client
from django.utils import timezone

from penata.foundation.accounts import actions
from penata.foundation.accounts.models import Account, Session
from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor
from tests.city import PASSWORD

BY = Actor.system("tests")
NIP = "199001012019031007"
HOME = resolve_url(settings.LOGIN_REDIRECT_URL)


def sign_in(client: Client, login: str, password: str = PASSWORD, **more: str):
    return client.post("/accounts/login/", {"login": login, "password": password, **more})


def code_of(account: Account) -> str:
    secret = Authenticator.objects.get(user=account, type="totp").wrap()
    from allauth.mfa.utils import decrypt

    return code_for(decrypt(secret.instance.data["secret"]))


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.fixture
def unclaimed(db):
    actions.create_accounts(accounts=[actions.NewAccount(NIP, "Wayan Sudana", "wayan@kotalama.example")], by=BY)
    return Account.objects.get(username=NIP)


def test_signs_in_by_nip_and_by_email(client, city):
    for login in (city.officer.username, city.officer.email):
        answer = sign_in(client, login, next="/ui/")
        assert (answer.status_code, answer["Location"]) == (302, "/ui/")
        assert client.get("/accounts/mine/").status_code == 200
        client.post("/accounts/logout/")
        assert client.get("/accounts/mine/").status_code == 302


def test_never_leads_to_another_site(client, city):
    assert sign_in(client, city.officer.username, next="https://evil.example/")["Location"] == HOME


def test_wrong_password_unknown_name_and_unclaimed_account_read_the_same(client, city, unclaimed):
    answers = [
        sign_in(Client(), login, "wrong-wrong-wrong").content.decode()
        for login in (city.officer.username, "198001012005011999", unclaimed.username)
    ]
    strip = [re.sub(r'value="[^"]*"', "", a) for a in answers]
    assert strip[0] == strip[1] == strip[2]
    assert "tidak cocok" in answers[0]


def test_signing_in_changes_the_session_key(client, city):
    client.get("/accounts/login/")
    session = client.session
    session["planted"] = "1"
    session.save()
    before = session.session_key
    sign_in(client, city.officer.username)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_sessions_know_their_account_and_browser(client, city):
    client.post(
        "/accounts/login/",
        {"login": city.officer.username, "password": PASSWORD},
        headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"},
    )
    assert Session.objects.get(account=city.officer).agent.endswith("Firefox/140.0")
    assert "Firefox, Linux" in client.get("/accounts/mine/").content.decode()


def test_the_language_of_the_account_is_used(client, city):
    city.officer.language = "en"
    city.officer.save()
    sign_in(client, city.officer.username)
    assert client.cookies["django_language"].value == "en"
    client.post("/accounts/mine/language/", {"language": "id"})
    assert client.cookies["django_language"].value == "id"
    city.officer.refresh_from_db()
    assert city.officer.language == "id"


def test_the_sixth_wrong_password_in_five_minutes_is_429(client, city):
    for _ in range(5):
        assert sign_in(client, city.officer.username, "wrong-wrong-wrong").status_code == 422
    answer = sign_in(client, city.officer.username)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "300"
    assert sign_in(client, city.head.username).status_code == 302


def test_right_passwords_are_not_counted(client, city):
    for _ in range(8):
        assert sign_in(Client(), city.officer.username).status_code == 302


def test_nobody_signs_himself_up(client, db):
    page = client.get("/accounts/signup/")
    assert "Akun dibuatkan oleh kota" in page.content.decode()
    client.post("/accounts/signup/", {"username": "me", "password1": PASSWORD, "password2": PASSWORD})
    assert not Account.objects.exists()


def test_closing_an_account_ends_its_sessions_at_once(client, city):
    sign_in(client, city.officer.username)
    actions.close(account=city.officer, because="Pensiun", on=date(2026, 11, 24), by=BY)
    assert not Session.objects.filter(account=city.officer).exists()
    assert client.get("/accounts/mine/").status_code == 302
    assert sign_in(client, city.officer.username)["Location"] == "/accounts/inactive/"
    assert client.get("/accounts/mine/").status_code == 302


def test_ending_other_sessions_keeps_this_one(client, city):
    other = Client()
    sign_in(other, city.officer.username)
    sign_in(client, city.officer.username)
    client.post("/accounts/mine/sessions/end/")
    assert client.get("/accounts/mine/").status_code == 200
    assert other.get("/accounts/mine/").status_code == 302


def test_a_new_password_ends_sessions_elsewhere(client, city):
    other = Client()
    sign_in(other, city.officer.username)
    sign_in(client, city.officer.username)
    new = "pelabuhan-lama-77"
    answer = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.status_code == 302
    assert other.get("/accounts/mine/").status_code == 302
    assert sign_in(Client(), city.officer.username, new).status_code == 302


def test_a_forgotten_password_is_reset_by_mail_and_gives_nobody_away(client, city, unclaimed):
    answers = [
        client.post("/accounts/password/reset/", {"email": email}, follow=True)
        for email in (city.officer.email, "nobody@kotalama.example", unclaimed.email)
    ]
    assert len({re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in answers}) == 1
    to_officer = [m for m in mail.outbox if m.to == [city.officer.email]]
    assert len(to_officer) == 1
    address = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", to_officer[0].body)[1]
    page = client.get(address, follow=True)
    new = "pelabuhan-lama-77"
    assert client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new}).status_code == 302
    assert sign_in(client, city.officer.username, new).status_code == 302


def test_no_reset_link_reaches_an_account_that_was_never_claimed(client, unclaimed):
    client.post("/accounts/password/reset/", {"email": unclaimed.email})
    assert not any("/reset/key/" in m.body for m in mail.outbox)


def test_second_factor_is_set_up_kept_encrypted_and_then_asked_for(client, city):
    sign_in(client, city.officer.username)
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)})
    assert answer.status_code == 302, answer.context["form"].errors
    assert secret not in str(Authenticator.objects.get(type="totp").data)
    other = Client()
    answer = sign_in(other, city.officer.username)
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert other.get("/accounts/mine/").status_code == 302
    assert other.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 422
    from django.core.cache import cache

    cache.clear()  # the code was used a moment ago, and works once
    answer = other.post("/accounts/2fa/authenticate/", {"code": code_of(city.officer)})
    assert answer.status_code == 302
    assert other.get("/accounts/mine/").status_code == 200


def test_setting_up_the_second_factor_that_a_role_needs_opens_its_pages(transactional_db, client, city):
    role = actions.save_role(
        code="strict", name="Strict", permissions=["accounts.manage"], needs_second_factor=True, by=BY
    )
    actions.grant_role(account=city.officer, role=role, since=date(2020, 1, 1), by=BY)
    sign_in(client, city.officer.username)
    assert client.get("/accounts/all/").status_code == 302
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)})
    assert client.get("/accounts/all/").status_code == 200


def test_a_one_time_code_works_once(client, city):
    sign_in(client, city.officer.username)
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)})
    first, second = Client(), Client()
    for browser in (first, second):
        sign_in(browser, city.officer.username)
    from django.core.cache import cache

    cache.clear()
    code = code_of(city.officer)
    assert first.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    assert second.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 422


def test_passkeys_are_offered_without_inline_scripts(client, city):
    page = client.get("/accounts/login/").content.decode()
    assert "passkey_login" in page
    sign_in(client, city.officer.username)
    page += client.get("/accounts/2fa/webauthn/add/").content.decode()
    scripts = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", page)
    assert scripts
    assert all('type="application/json"' in s for s in scripts)
    assert "style=" not in page
    assert (
        Client()
        .get("/accounts/2fa/webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"})
        .json()["request_options"]
    )


def test_an_account_is_claimed_with_nip_and_letter(client, unclaimed):
    letter, code = actions.issue_claim_letter(account=unclaimed, by=BY)
    assert code not in str(letter.__dict__)
    answer = client.post("/accounts/claim/", {"username": f" {NIP} ", "code": code.lower().replace("-", " ")})
    assert answer["Location"] == "/accounts/claim/password/"
    weak = client.post("/accounts/claim/password/", {"password": "1234567890", "again": "1234567890"})
    assert weak.status_code == 422
    answer = client.post("/accounts/claim/password/", {"password": PASSWORD, "again": PASSWORD})
    assert answer.status_code == 302
    assert client.get("/accounts/mine/").status_code == 200
    unclaimed.refresh_from_db()
    assert unclaimed.is_active
    assert unclaimed.claimed_at
    entry = Entry.objects.get(act="accounts.claim")
    assert entry.actor_id == unclaimed.pk
    again = Client().post("/accounts/claim/", {"username": NIP, "code": code})
    assert again.status_code == 422


def test_wrong_code_wrong_nip_and_old_letter_read_the_same(client, city, unclaimed):
    _letter, code = actions.issue_claim_letter(account=unclaimed, by=BY)
    wrong = client.post("/accounts/claim/", {"username": NIP, "code": "AAAA-AAAA-AAAA"})
    unknown = client.post("/accounts/claim/", {"username": "198001012005011999", "code": code})
    claimed = client.post("/accounts/claim/", {"username": city.officer.username, "code": code})
    unclaimed.claim_letters.update(expires_on=timezone.localdate())
    late = client.post("/accounts/claim/", {"username": NIP, "code": code})
    errors = [str(a.context["form"].errors) for a in (wrong, unknown, claimed, late)]
    assert len(set(errors)) == 1
    assert {a.status_code for a in (wrong, unknown, claimed, late)} == {422}


def test_five_wrong_codes_spend_the_letter(client, unclaimed):
    _letter, code = actions.issue_claim_letter(account=unclaimed, by=BY)
    for _ in range(5):
        client.post("/accounts/claim/", {"username": NIP, "code": "AAAA-AAAA-AAAA"})
    assert client.post("/accounts/claim/", {"username": NIP, "code": code}).status_code == 422


def test_many_claims_from_one_address_are_429(client, db):
    for _ in range(20):
        client.post("/accounts/claim/", {"username": NIP, "code": "AAAA-AAAA-AAAA"})
    assert client.post("/accounts/claim/", {"username": NIP, "code": "AAAA-AAAA-AAAA"}).status_code == 429


def test_the_second_step_of_a_claim_needs_the_first(client, unclaimed):
    actions.issue_claim_letter(account=unclaimed, by=BY)
    assert client.get("/accounts/claim/password/")["Location"] == "/accounts/claim/"


def test_a_letter_lives_fourteen_days(unclaimed):
    letter, _code = actions.issue_claim_letter(account=unclaimed, by=BY)
    assert letter.expires_on == timezone.localdate(letter.issued_at) + timedelta(days=14)
