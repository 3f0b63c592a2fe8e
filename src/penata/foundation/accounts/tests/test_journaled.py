"""Signing in and second factors are in the journal; passwords and codes never are."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from penata.foundation.journal.models import Entry
from tests.city import PASSWORD

from .test_sign_in import code_for, code_of, sign_in

TOTP = "/accounts/2fa/totp"


def acts(*names: str):
    return [(e.act, e.subject_key, e.actor_id, e.details) for e in Entry.objects.order_by("id") if e.act in names]


@pytest.fixture
def officer(city):
    return city.officer


def test_signing_in_and_out(client, officer):
    sign_in(client, officer.email)
    client.post("/accounts/logout/")
    key = str(officer.pk)
    assert acts("accounts.sign_in", "accounts.sign_out") == [
        ("accounts.sign_in", key, officer.pk, {"ways": ["password"]}),
        ("accounts.sign_out", key, officer.pk, {}),
    ]


def test_a_wrong_password_is_about_the_account_and_by_nobody(client, officer):
    sign_in(client, officer.username, "salah-sekali-9")
    sign_in(client, officer.email.upper(), "salah-sekali-9")
    assert (
        acts("accounts.sign_in_refused")
        == [
            ("accounts.sign_in_refused", str(officer.pk), None, {"way": "password"}),
        ]
        * 2
    )
    assert not acts("accounts.sign_in")


def test_what_was_typed_for_an_unknown_name_is_not_kept(client, officer):
    sign_in(client, PASSWORD, PASSWORD)  # as happens: the password in the first field
    (entry,) = Entry.objects.filter(act="accounts.sign_in_refused")
    assert (entry.subject_key, entry.subject_label) == ("", "")
    assert PASSWORD not in str(list(Entry.objects.values()))


def test_the_second_factor_from_its_setting_up_to_its_end(transactional_db, client, officer):
    sign_in(client, officer.username)
    secret = client.get(f"{TOTP}/activate/").context["form"].secret
    client.post(f"{TOTP}/activate/", {"code": code_for(secret)})
    client.post("/accounts/2fa/recovery-codes/generate/")
    client.post("/accounts/logout/")
    sign_in(client, officer.username)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    cache.clear()
    code = code_of(officer)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    codes = Authenticator.objects.get(user=officer, type="recovery_codes").wrap().get_unused_codes()
    client.post(f"{TOTP}/deactivate/")
    found = [(act, details) for act, _key, _by, details in acts(*{e.act for e in Entry.objects.all()})]
    assert [one for one in found if one[0] != "accounts.save_role" and one[0] != "accounts.grant_role"] == [
        ("accounts.sign_in", {"ways": ["password"]}),
        ("accounts.add_second_factor", {"kind": "totp"}),
        ("accounts.add_second_factor", {"kind": "recovery_codes"}),
        ("accounts.renew_second_factor", {"kind": "recovery_codes"}),
        ("accounts.sign_out", {}),
        ("accounts.sign_in_refused", {"way": "totp"}),
        ("accounts.sign_in", {"ways": ["password", "totp"]}),
        ("accounts.remove_second_factor", {"kind": "totp"}),
        ("accounts.remove_second_factor", {"kind": "recovery_codes"}),
    ]
    written = str(list(Entry.objects.values()))
    assert not any(secret_thing in written for secret_thing in (PASSWORD, secret, code, *codes))


def test_a_new_password(client, officer):
    sign_in(client, officer.username)
    new = "pelabuhan-lama-77"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert acts("accounts.change_password") == [("accounts.change_password", str(officer.pk), officer.pk, {})]
    assert new not in str(list(Entry.objects.values()))


def test_an_administrator_reads_it_on_the_page_of_the_account(client, city):
    sign_in(client, city.officer.username, "salah-sekali-9")
    client.force_login(city.administrator, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/accounts/all/{city.officer.pk}/").content.decode()
    assert "Percobaan masuk ditolak: kata sandi" in page
    client.cookies["django_language"] = "en"
    page = client.get(f"/accounts/all/{city.officer.pk}/").content.decode()
    assert "Sign-in refused: password" in page
