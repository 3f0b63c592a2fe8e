"""Each page of the library that takes a form: what it refuses comes back with 422, and nothing typed is lost."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail

from tests.city import PASSWORD

from .test_sign_in import code_for, sign_in

TYPED = "nilai-yang-diketik"


@pytest.fixture
def signed_in(client, city):
    sign_in(client, city.officer.username)
    return client


@pytest.fixture
def with_code(signed_in):
    """… and with an application that makes codes."""
    secret = signed_in.get("/accounts/2fa/totp/activate/").context["form"].secret
    signed_in.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)})
    return signed_in


def refused(client, path, typed=None, **more):
    answer = client.post(path, typed or {}, **more)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "error-summary" in page or "is-danger" in page or "errorlist" in page or "has-error" in page
    for name, value in (typed or {}).items():
        assert value in page or "password" in name, f"{name} was lost"
    return page


def test_signing_in(client, city):
    page = refused(client, "/accounts/login/", {"login": TYPED, "password": PASSWORD})
    assert PASSWORD not in page
    refused(client, "/accounts/login/", {"login": city.officer.username, "password": ""})


def test_an_empty_form_of_signing_in(client, db):
    refused(client, "/accounts/login/")


def test_asking_for_a_new_password(client, db):
    refused(client, "/accounts/password/reset/", {"email": TYPED})


def test_choosing_a_new_password(client, city):
    client.post("/accounts/password/reset/", {"email": city.officer.email})
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", mail.outbox[0].body)[1]
    here = client.get(link, follow=True).redirect_chain[-1][0]
    page = refused(client, here, {"password1": PASSWORD, "password2": "lain-sama-sekali-9"})
    assert PASSWORD not in page


def test_changing_the_password(signed_in):
    refused(signed_in, "/accounts/password/change/", {"oldpassword": "salah", "password1": "a", "password2": "b"})


def test_proving_oneself_again_with_the_password(signed_in):
    refused(signed_in, "/accounts/reauthenticate/", {"password": "salah-sekali"})


def test_setting_up_codes(signed_in):
    before = signed_in.get("/accounts/2fa/totp/activate/").context["form"].secret
    page = refused(signed_in, "/accounts/2fa/totp/activate/", {"code": "00x000"})
    assert before in page  # the picture that was scanned still counts


def test_the_code_of_signing_in(with_code, client, city):
    client.post("/accounts/logout/")
    sign_in(client, city.officer.username)
    refused(client, "/accounts/2fa/authenticate/", {"code": "00x000"})


def test_proving_oneself_again_with_a_code(with_code):
    refused(with_code, "/accounts/2fa/reauthenticate/", {"code": "00x000"})


def test_codes_for_recovery_without_a_second_factor(signed_in):
    assert signed_in.post("/accounts/2fa/recovery-codes/generate/").status_code == 422


def test_adding_a_passkey(signed_in):
    refused(signed_in, "/accounts/2fa/webauthn/add/", {"name": TYPED, "credential": "{}"})


def test_renaming_a_passkey(signed_in, city):
    key = Authenticator.objects.create(user=city.officer, type="webauthn", data={"name": "Telepon", "credential": {}})
    refused(signed_in, f"/accounts/2fa/webauthn/keys/{key.pk}/edit/", {"name": ""})


def test_signing_in_with_a_passkey(client, city):
    for sent in ({"credential": "{}"}, {}):
        answer = client.post("/accounts/2fa/webauthn/login/", sent)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "passkey_login" in page
        assert 'name="login"' in page
        assert "is-danger" in page
