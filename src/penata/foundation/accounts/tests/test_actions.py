from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from penata.foundation.accounts import actions, queries
from penata.foundation.accounts.models import Account, ApiKey, Attempt, ClaimLetter, Role, Session
from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

BY = Actor.system("tests")
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    actions.create_accounts(accounts=[actions.NewAccount("199001012019031007", "Wayan", "w@kotalama.example")], by=BY)
    return Account.objects.get(username="199001012019031007")


@pytest.fixture
def role():
    return actions.save_role(code="petugas", name="Petugas", permissions=["accounts.manage"], by=BY)


def refusal(act, **arguments):
    with pytest.raises(Refused) as refused:
        act(**arguments)
    assert str(refused.value) != refused.value.code
    return refused.value.code


def acts():
    return list(Entry.objects.order_by("id").values_list("act", flat=True))


def test_new_accounts_cannot_be_used_before_they_are_claimed(account):
    assert not account.is_active
    assert not account.has_usable_password()
    assert acts() == ["accounts.create_accounts"]


def test_making_accounts_again_passes_over_those_that_exist(account):
    new = [actions.NewAccount(account.username, "Other"), actions.NewAccount("199205082023082001", "Dewi")]
    assert set(actions.create_accounts(accounts=new, by=BY)) == {"199205082023082001"}
    account.refresh_from_db()
    assert account.name == "Wayan"


def test_unusable_passwords_differ_so_that_no_reset_link_fits_two():
    new = [actions.NewAccount(str(n), "x") for n in range(3)]
    actions.create_accounts(accounts=new, by=BY)
    assert len(set(Account.objects.values_list("password", flat=True))) == 3


@pytest.mark.slow
def test_twenty_thousand_accounts_are_made_at_once_with_one_entry():
    new = [actions.NewAccount(f"19900101{n:010}", f"Pegawai {n}", f"p{n}@kotalama.example") for n in range(20_000)]
    made = actions.create_accounts(accounts=new, by=BY)
    assert len(made) == 20_000
    assert acts() == ["accounts.create_accounts"]


def test_an_import_writes_its_own_entry_for_the_whole_act():
    actions.create_accounts(accounts=[actions.NewAccount("1", "x")], by=BY, is_own_act=False)
    assert acts() == []


def test_a_new_letter_withdraws_the_old_one(account):
    _first, old = actions.issue_claim_letter(account=account, by=BY, at=NOW)
    _second, new = actions.issue_claim_letter(account=account, by=BY, at=NOW)
    assert refusal(actions.verify_claim, username=account.username, code=old, on=TODAY) == "accounts.claim_wrong"
    assert actions.verify_claim(username=account.username, code=new, on=TODAY).account == account


def test_a_letter_works_on_its_last_day_and_not_after(account):
    letter, code = actions.issue_claim_letter(account=account, by=BY, at=NOW)
    last = letter.expires_on - timedelta(days=1)
    assert last == TODAY + timedelta(days=13)
    assert actions.verify_claim(username=account.username, code=code, on=last)
    assert refusal(actions.verify_claim, username=account.username, code=code, on=letter.expires_on)


def test_a_letter_is_used_once(account):
    letter, _code = actions.issue_claim_letter(account=account, by=BY, at=NOW)
    actions.claim(letter_id=letter.pk, password="Delima-merah-41", on=TODAY, at=NOW)
    assert refusal(actions.claim, letter_id=letter.pk, password="x", on=TODAY) == "accounts.claim_wrong"


def test_claimed_and_closed_accounts_get_no_letter(account):
    letter, _code = actions.issue_claim_letter(account=account, by=BY, at=NOW)
    account = actions.claim(letter_id=letter.pk, password="Delima-merah-41", on=TODAY, at=NOW)
    assert refusal(actions.issue_claim_letter, account=account, by=BY) == "accounts.claimed_already"
    actions.close(account=account, because="Pindah", on=TODAY, by=BY)
    assert refusal(actions.issue_claim_letter, account=account, by=BY) == "accounts.closed"


def test_the_identity_provider_opens_an_unclaimed_account_but_no_closed_one(account):
    actions.claim_by_identity_provider(account=account)
    assert account.is_active
    actions.close(account=account, because="Pindah", on=TODAY, by=BY)
    actions.claim_by_identity_provider(account=account)
    assert not account.is_active


def test_closing_keeps_why_withdraws_letters_and_happens_once(account):
    actions.issue_claim_letter(account=account, by=BY)
    assert refusal(actions.close, account=account, because=" ", on=TODAY, by=BY) == "accounts.because_missing"
    actions.close(account=account, because="Pensiun", on=TODAY, by=BY, at=NOW)
    assert not ClaimLetter.objects.filter(withdrawn_at=None).exists()
    assert refusal(actions.close, account=account, because="x", on=TODAY, by=BY) == "accounts.closed_already"
    entry = Entry.objects.get(act="accounts.close")
    assert (entry.because, entry.details) == ("Pensiun", {"on": "2026-11-24"})


def test_a_reopened_account_needs_a_new_letter(account):
    letter, _code = actions.issue_claim_letter(account=account, by=BY, at=NOW)
    account = actions.claim(letter_id=letter.pk, password="Delima-merah-41", on=TODAY, at=NOW)
    actions.close(account=account, because="Pindah", on=TODAY, by=BY)
    actions.reopen(account=account, because="Kembali", by=BY)
    account.refresh_from_db()
    assert not account.is_active
    assert not account.has_usable_password()
    assert actions.issue_claim_letter(account=account, by=BY)
    assert refusal(actions.reopen, account=account, because="x", by=BY) == "accounts.not_closed"


def test_nobody_closes_himself_or_gives_himself_a_role(account, role):
    me = Actor(account.pk, "Wayan")
    assert refusal(actions.close, account=account, because="x", on=TODAY, by=me) == "accounts.own_account"
    assert refusal(actions.grant_role, account=account, role=role, since=TODAY, by=me) == "accounts.own_account"


def test_a_role_counts_from_its_day_until_before_its_end(account, role):
    until = TODAY + timedelta(days=10)
    actions.grant_role(account=account, role=role, since=TODAY, until=until, because="Cuti", by=BY)
    account.is_active = True

    def may(day):
        return queries.standing(account, day).may("accounts.manage")

    assert [may(TODAY + timedelta(days=n)) for n in (-1, 0, 9, 10)] == [False, True, True, False]


def test_a_role_is_not_held_twice_at_once(account, role):
    actions.grant_role(account=account, role=role, since=TODAY, by=BY)
    later = TODAY + timedelta(days=30)
    assert refusal(actions.grant_role, account=account, role=role, since=later, by=BY) == "accounts.role_held"


def test_revoking_ends_a_grant_and_removes_one_that_never_held_a_day(account, role):
    grant = actions.grant_role(account=account, role=role, since=TODAY - timedelta(days=3), by=BY)
    assert refusal(actions.revoke_role, grant=grant, on=TODAY, because="", by=BY) == "accounts.because_missing"
    actions.revoke_role(grant=grant, on=TODAY, because="Selesai", by=BY)
    assert grant.until == TODAY
    assert refusal(actions.revoke_role, grant=grant, on=TODAY, because="x", by=BY) == "accounts.grant_over"
    future = actions.grant_role(account=account, role=role, since=TODAY, by=BY)
    actions.revoke_role(grant=future, on=TODAY, because="Salah", by=BY)
    assert not account.role_grants.filter(since=TODAY).exists()


def test_roles_take_only_permissions_that_a_room_declares(role):
    code = refusal(actions.save_role, code="x", name="x", permissions=["accounts.fly"], by=BY)
    assert code == "accounts.permission_unknown"
    assert refusal(actions.save_role, code="petugas", name="x", permissions=[], is_new=True, by=BY)
    actions.save_role(code="petugas", name="Petugas", permissions=["accounts.keys"], by=BY)
    assert Role.objects.get().permissions == ["accounts.keys"]
    entry = Entry.objects.filter(act="accounts.save_role").latest("id")
    assert entry.details["added"] == ["accounts.keys"]
    assert entry.details["removed"] == ["accounts.manage"]


def test_a_key_is_kept_as_a_hash_and_ends_when_revoked_or_over():
    key, text = actions.issue_key(name="Aplikasi", permissions=[], since=TODAY, until=date(2027, 1, 1), by=BY)
    assert text not in str(ApiKey.objects.values().get())
    assert queries.api_key(text, TODAY) == key
    assert queries.api_key(text, date(2027, 1, 1)) is None
    assert queries.api_key(text, TODAY - timedelta(days=1)) is None
    assert queries.api_key("", TODAY) is None
    actions.use_key(key=key, on=TODAY)
    actions.revoke_key(key=key, because="Bocor", by=BY)
    assert queries.api_key(text, TODAY) is None
    assert text not in str(list(Entry.objects.values()))


def count(at=NOW, key="a", **more):
    actions.count_attempt(kind="test", key=key, limit=3, per=timedelta(minutes=10), at=at, **more)


def test_the_fourth_of_three_attempts_is_refused_until_the_span_is_over():
    for _ in range(3):
        count()
    count(key="b")
    with pytest.raises(Refused) as refused:
        count(at=NOW + timedelta(minutes=4), field="username")
    assert (refused.value.code, refused.value.params, refused.value.field) == (
        "accounts.too_often",
        {"minutes": 6},
        "username",
    )
    count(at=NOW + timedelta(minutes=10))


def test_an_attempt_that_went_well_is_forgiven():
    for _ in range(5):
        count()
        actions.forgive_attempt(kind="test", key="a")


def test_attempts_keep_neither_names_nor_addresses_and_are_forgotten():
    count(key="203.0.113.7")
    assert "203.0.113.7" not in str(Attempt.objects.values().get())
    assert actions.forget_old_attempts(at=NOW) == 0
    assert actions.forget_old_attempts(at=NOW + timedelta(minutes=10)) == 1


def test_attempts_and_the_shared_cache_are_not_logged():
    sql = "select relname from pg_class where relpersistence = 'u' and relkind = 'r' and relname like 'accounts%%'"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert {name for (name,) in cursor.fetchall()} == {"accounts_attempt", "accounts_cache"}


PROCESS = """
import django, sys
from datetime import timedelta
from django.conf import settings
import penata.config.settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from penata.foundation.accounts.actions import count_attempt
from penata.foundation.refusals import Refused
passed = 0
for _ in range(20):
    try:
        count_attempt(kind="both", key="x", limit=10, per=timedelta(hours=1))
        passed += 1
    except Refused:
        pass
print(passed)
"""


@pytest.mark.django_db(transaction=True)
def test_two_processes_share_one_limit():
    here = connection.settings_dict
    command = [sys.executable, "-c", PROCESS, here["NAME"]]
    # the address is given, so that no child thinks that the embedded server is its own to stop
    address = f"postgresql://{here['USER']}:{here['PASSWORD']}@:{here['PORT']}/{here['NAME']}?host={here['HOST']}"
    own = {"DJANGO_SETTINGS_MODULE": "penata.config.settings", "DATABASE_URL": address, "PENATA_DEMO": "true"}
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | own) for _ in range(2)]
    passed = [int(process.communicate(timeout=60)[0]) for process in both]
    assert sum(passed) == 10, passed


def test_old_sessions_are_forgotten(account):
    Session.objects.create(session_key="a", session_data="", expire_date=NOW, account=account)
    Session.objects.create(session_key="b", session_data="", expire_date=NOW + timedelta(hours=1))
    assert actions.forget_old_sessions(at=NOW) == 1


@pytest.mark.parametrize(
    "sql",
    [
        "update accounts_account set closed_at = now(), is_active = true",
        "update accounts_claimletter set tries = 6",
        "update accounts_claimletter set used_at = now(), withdrawn_at = now()",
        "insert into accounts_claimletter (account_id, code_hash, issued_at, expires_on, tries)"
        " select account_id, 'x', now(), now(), 0 from accounts_claimletter",
        "insert into accounts_rolegrant (account_id, role_id, since, until)"
        " select a.id, r.id, '2026-01-02', '2026-01-02' from accounts_account a, accounts_role r",
    ],
)
def test_the_database_refuses_what_must_never_be_false(account, role, sql):
    actions.issue_claim_letter(account=account, by=BY)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
