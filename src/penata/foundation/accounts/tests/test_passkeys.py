"""Passkeys from end to end, with an authenticator made of software."""

from __future__ import annotations

import json
import os
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from penata.foundation.accounts import actions
from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor
from tests.city import PASSWORD

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
BY = Actor.system("tests")
JSON = {"Accept": "application/json"}


class Device:
    """Makes one passkey and signs with it, as a phone does."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(32)
        self.user = b""

    def _client(self, kind, challenge):
        return CollectedClientData.create(type=kind, challenge=challenge, origin="https://testserver")

    def made(self, options):
        public = options["publicKey"]
        self.user = public["user"]["id"]
        attested = AttestedCredentialData.create(
            b"\0" * 16, self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        flags = PRESENT | VERIFIED | ATTESTED
        data = AuthenticatorData.create(sha256(public["rp"]["id"].encode()), flags, 0, attested)
        client = self._client("webauthn.create", public["challenge"])
        response = {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        return self._credential(response) | {"clientExtensionResults": {"credProps": {"rk": True}}}

    def signed(self, options):
        public = options["publicKey"]
        data = AuthenticatorData.create(sha256(public["rpId"].encode()), PRESENT | VERIFIED, 1)
        client = self._client("webauthn.get", public["challenge"])
        signature = self.key.sign(data + client.hash, ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": self.user,
        }
        return self._credential(response) | {"clientExtensionResults": {}}

    def _credential(self, response):
        name = websafe_encode(self.id)
        return {"type": "public-key", "id": name, "rawId": name, "response": response}


@pytest.fixture
def device(client, city):
    """A phone with a passkey of the officer's account."""
    client.post("/accounts/login/", {"login": city.officer.username, "password": PASSWORD}, secure=True)
    options = client.get("/accounts/2fa/webauthn/add/", secure=True).context["js_data"]["creation_options"]
    device = Device()
    sent = {"name": "Telepon", "passwordless": "on", "credential": json.dumps(device.made(options))}
    answer = client.post("/accounts/2fa/webauthn/add/", sent, secure=True)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Authenticator.objects.filter(user=city.officer, type="webauthn").exists()
    return device


def sign_in(client, device):
    options = client.get("/accounts/2fa/webauthn/login/", headers=JSON, secure=True).json()["request_options"]
    return client.post("/accounts/2fa/webauthn/login/", {"credential": json.dumps(device.signed(options))}, secure=True)


def test_signs_in_with_a_passkey_alone_and_counts_as_second_factor(city, device):
    role = actions.save_role(
        code="strict", name="Strict", permissions=["accounts.manage"], needs_second_factor=True, by=BY
    )
    actions.grant_role(account=city.officer, role=role, since=date(2020, 1, 1), by=BY)
    browser = Client()
    assert sign_in(browser, device).status_code == 302
    assert browser.get("/accounts/all/", secure=True).status_code == 200


def test_a_passkey_of_another_device_opens_nothing(city, device):
    browser, other = Client(), Device()
    other.id, other.user = device.id, device.user
    answer = sign_in(browser, other)
    assert answer.status_code == 422
    assert 'name="login"' in answer.content.decode()
    assert browser.get("/accounts/mine/", secure=True).status_code == 302
    assert Entry.objects.get(act="accounts.sign_in_refused").details == {"way": "passkey"}


def test_a_passkey_is_journaled_when_it_is_added_used_and_removed(client, city, device):
    assert sign_in(Client(), device).status_code == 302
    key = Authenticator.objects.get(user=city.officer, type="webauthn")
    client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/", secure=True)
    found = Entry.objects.filter(act__startswith="accounts.", actor_id=city.officer.pk).order_by("id")
    assert [(entry.act, entry.details.get("ways") or entry.details.get("kind")) for entry in found] == [
        ("accounts.sign_in", ["password"]),
        ("accounts.add_second_factor", "webauthn"),
        ("accounts.sign_in", ["webauthn"]),
        ("accounts.remove_second_factor", "webauthn"),
        ("accounts.remove_second_factor", "recovery_codes"),
    ]


def test_a_passkey_that_does_not_prove_its_owner_brings_the_page_back(client, device):
    page = "/accounts/2fa/webauthn/reauthenticate/"
    client.get(page, secure=True)
    answer = client.post(page, {"credential": "{}"}, secure=True)
    assert answer.status_code == 422
    assert "mfa_webauthn_reauthenticate" in answer.content.decode()


def test_a_password_alone_no_longer_suffices(city, device):
    browser = Client()
    browser.post("/accounts/login/", {"login": city.officer.username, "password": PASSWORD}, secure=True)
    assert browser.get("/accounts/mine/", secure=True)["Location"].startswith("/accounts/login/")


def test_a_closed_account_has_no_passkey(city, device):
    actions.close(account=city.officer, because="Pindah", on=date(2026, 11, 24), by=BY)
    browser = Client()
    sign_in(browser, device)
    assert browser.get("/accounts/mine/", secure=True).status_code == 302
