"""The administrator's pages, one's own account, letters and keys."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from penata.foundation.accounts import actions, exports
from penata.foundation.accounts.models import Account, ApiKey, ClaimLetter, Role, RoleGrant
from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor

BY = Actor.system("tests")
LISTS = ["accounts:accounts", "accounts:roles", "accounts:keys"]


@pytest.fixture
def office(city, client):
    client.force_login(city.administrator, backend="django.contrib.auth.backends.ModelBackend")
    return client


def fill(count, start=0):
    new = [actions.NewAccount(f"19900101{n:010}", f"Pegawai {n}") for n in range(start, start + count)]
    actions.create_accounts(accounts=new, by=BY)
    for n in range(start, start + count):
        role = actions.save_role(code=f"r{n}", name=f"Peran {n}", permissions=["accounts.manage"], by=BY)
        account = Account.objects.get(username=f"19900101{n:010}")
        actions.grant_role(account=account, role=role, since=date(2020, 1, 1), by=BY)
        actions.issue_key(name=f"k{n}", permissions=[], since=date(2020, 1, 1), by=BY)


@pytest.mark.parametrize("page", LISTS)
def test_a_list_asks_the_database_the_same_for_twice_the_rows(office, django_assert_max_num_queries, page):
    fill(5)
    with django_assert_max_num_queries(8) as first:
        office.get(reverse(page))
    fill(5, 5)
    with django_assert_max_num_queries(len(first)):
        assert office.get(reverse(page)).status_code == 200


@pytest.mark.parametrize("page", [*LISTS, "accounts:new_role"])
def test_strangers_do_not_open_the_office(client, city, page):
    assert client.get(reverse(page)).status_code == 302
    for who in (city.outsider, city.officer, city.routing_officer):
        client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(reverse(page)).status_code == 403


def test_accounts_are_found_by_words_and_state(office, city):
    fill(2)
    page = office.get("/accounts/all/", {"q": "sari pus"}).text
    assert "Sari Puspita" in page
    assert "Bambang" not in page
    page = office.get("/accounts/all/", {"state": "unclaimed"}).text
    assert "Pegawai 1" in page
    assert "Sari Puspita" not in page
    assert "Pegawai 1" in office.get("/accounts/all/", {"role": "r1"}).text
    assert "Tidak ada akun yang cocok" in office.get("/accounts/all/", {"q": "%_'\"<x>"}).text


def test_a_role_is_granted_and_revoked_with_a_reason(office, city):
    role = actions.save_role(code="x", name="Peran X", permissions=["accounts.keys"], by=BY)
    page = f"/accounts/all/{city.officer.pk}/"
    answer = office.post(page + "grant/", {"role": role.pk, "since": "2026-11-24", "because": ""})
    assert answer.status_code == 422
    answer = office.post(page + "grant/", {"role": role.pk, "since": "2026-11-24", "because": "Menggantikan"})
    assert answer["Location"] == page
    grant = RoleGrant.objects.get(account=city.officer)
    again = office.post(page + "grant/", {"role": role.pk, "since": "2026-11-25", "because": "Lagi"})
    assert again.status_code == 422
    assert "Peran Peran X sudah dimiliki" in again.text
    assert "Lagi" in again.text
    answer = office.post(f"{page}grants/{grant.pk}/revoke/", {"because": "Kembali"})
    assert answer["Location"] == page
    entry = Entry.objects.filter(act="accounts.revoke_role").get()
    assert (entry.because, entry.actor_id) == ("Kembali", city.administrator.pk)
    assert "Made Astawa" in entry.actor_label
    assert "Peran dicabut: x" in office.get(page).text


def test_an_account_is_closed_and_reopened(office, city):
    page = f"/accounts/all/{city.officer.pk}/"
    assert office.post(page + "close/", {"because": "Pensiun", "on": "2026-11-24"})["Location"] == page
    assert "Pensiun" in office.get(page).text
    assert office.post(page + "reopen/", {"because": "Keliru"})["Location"] == page
    assert office.post(page + "close/", {"because": "", "on": "x"}).status_code == 422
    own = f"/accounts/all/{city.administrator.pk}/close/"
    answer = office.post(own, {"because": "x", "on": "2026-11-24"})
    assert "hanya dapat diubah oleh pengelola lain" in answer.text


def test_letters_are_printed_for_those_who_need_one(office, city):
    fill(2)
    chosen = [*Account.objects.filter(name__startswith="Pegawai").values_list("pk", flat=True), city.administrator.pk]
    Account.objects.filter(pk=city.administrator.pk).update(claimed_at="2026-01-01T00:00Z")
    answer = office.post("/accounts/all/letters/", {"account": chosen})
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.startswith(b"%PDF")
    assert ClaimLetter.objects.count() == 2
    for nothing in ([], ["", "²", "x\0"]):
        assert office.post("/accounts/all/letters/", {"account": nothing}).status_code == 302


def test_a_letter_bears_any_name(db):
    actions.create_accounts(accounts=[actions.NewAccount("1", "Ĺukasz Ñ 张 😀 الله")], by=BY)
    letter = actions.issue_claim_letter(account=Account.objects.get(), by=BY)
    assert exports.letters_pdf([letter], address="http://x/").startswith(b"%PDF")


def test_roles_are_data(office):
    answer = office.post("/accounts/roles/new/", {"code": "x", "name": "X", "permissions": ["accounts.keys"]})
    assert answer["Location"] == "/accounts/roles/"
    role = Role.objects.get(code="x")
    assert office.post("/accounts/roles/new/", {"code": "x", "name": "Y"}).status_code == 422
    page = office.get(f"/accounts/roles/{role.pk}/").text
    assert "Mengelola kunci API" in page
    office.post(f"/accounts/roles/{role.pk}/", {"name": "Z", "permissions": [], "needs_second_factor": "on"})
    role.refresh_from_db()
    assert (role.name, role.permissions, role.needs_second_factor) == ("Z", [], True)
    forged = office.post(f"/accounts/roles/{role.pk}/", {"name": "Z", "permissions": ["accounts.fly"]})
    assert forged.status_code == 422


def test_a_key_is_shown_once(office):
    answer = office.post("/accounts/keys/", {"name": "Aplikasi warga", "permissions": []})
    text = answer.context["text"]
    assert text in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert text not in office.get("/accounts/keys/").text
    key = ApiKey.objects.get(name="Aplikasi warga")
    office.post(f"/accounts/keys/{key.pk}/revoke/", {"because": ""})
    key.refresh_from_db()
    assert key.is_active
    office.post(f"/accounts/keys/{key.pk}/revoke/", {"because": "Bocor"})
    key.refresh_from_db()
    assert not key.is_active


@pytest.mark.parametrize(("language", "words"), [("id", "Akun saya"), ("en", "My account")])
def test_pages_speak_both_languages(office, language, words):
    office.cookies["django_language"] = language
    assert words in office.get("/accounts/mine/").text


def test_the_shortened_address_leads_to_ones_own_account(office):
    assert office.get("/accounts/").headers["Location"] == "/accounts/mine/"
