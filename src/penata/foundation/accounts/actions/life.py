"""The life of an account: made with its person, claimed, closed on the day of leaving, reopened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_hex

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection, transaction
from django.utils import timezone

from penata.foundation.accounts.models import Account, Session
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

_KEYS = """
select nextval(own.sequence)
from (select pg_get_serial_sequence('accounts_account', 'id')::regclass as sequence offset 0) as own,
    generate_series(1, %s)
"""
_CREATE = """
copy accounts_account (id, username, name, email, password, is_active, is_staff, is_superuser, language, date_joined,
    closed_because) from stdin
"""
_MANY = 2_000  # user names from which on all of the city's are read: so long a list costs more to write than to read


@dataclass(frozen=True, slots=True)
class NewAccount:
    username: str  # the NIP of a civil servant
    name: str
    email: str = ""


@transaction.atomic
def create_accounts(
    *, accounts: Sequence[NewAccount], by: Actor, at: datetime | None = None, is_own_act: bool = True
) -> dict[str, int]:
    """Make accounts that nobody can use until they are claimed: {user name: id} of the new ones.

    A user name that has an account already is passed over. One journal entry for all of them, none when
    the caller writes one for the greater act (`is_own_act=False`, as an import does).
    """
    at = at or timezone.now()
    there = Account.objects.values_list("username", flat=True)
    if len(accounts) <= _MANY:
        there = there.filter(username__in=[account.username for account in accounts])
    known = set(there)
    fresh = {account.username: account for account in accounts if account.username not in known}
    created = _copy_in(fresh, at) if fresh else {}
    if is_own_act and created:
        label = next(iter(created)) if len(created) == 1 else ""
        about = ("accounts.account", next(iter(created.values())) if len(created) == 1 else "", label)
        record(by=by, act="accounts.create_accounts", about=about, at=at, count=len(created))
    return created


def _copy_in(fresh: Mapping[str, NewAccount], at: datetime) -> dict[str, int]:
    """By COPY, with keys taken before, so that nothing has to be read back. Their passwords can match nothing."""
    rest = (False, False, False, settings.LANGUAGE_CODE, at, "")
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.execute(_KEYS, [len(fresh)])
        keys = {name: key for name, (key,) in zip(fresh, cursor.fetchall(), strict=True)}
        with cursor.copy(_CREATE) as copy:
            for name, key in keys.items():
                unusable = UNUSABLE_PASSWORD_PREFIX + token_hex(16)
                copy.write_row((key, name, fresh[name].name, fresh[name].email, unusable, *rest))
    return keys


@transaction.atomic
def close(*, account: Account, because: str, on: date, by: Actor, at: datetime | None = None) -> None:
    """End an account and, at once, each session of it. `on` is the day of leaving, kept with the reason.

    Its letters and grants of roles no longer work, since a closed account has no standing.
    """
    if account.closed_at is not None:
        raise Refused("accounts.closed_already")
    if by.id == account.pk:
        raise Refused("accounts.own_account")
    if not because.strip():
        raise Refused("accounts.because_missing", field="because")
    at = at or timezone.now()
    account.is_active, account.closed_at, account.closed_because = False, at, because[:200]
    account.save(update_fields=["is_active", "closed_at", "closed_because"])
    account.claim_letters.filter(used_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=at)
    Session.objects.filter(account=account).delete()
    record(by=by, act="accounts.close", about=account, because=because, at=at, on=on.isoformat())


@transaction.atomic
def reopen(*, account: Account, because: str, by: Actor, at: datetime | None = None) -> None:
    """Open a closed account again. Its old password does not come back: a new letter must be issued."""
    if account.closed_at is None:
        raise Refused("accounts.not_closed")
    if not because.strip():
        raise Refused("accounts.because_missing", field="because")
    account.closed_at, account.closed_because, account.claimed_at = None, "", None
    account.set_unusable_password()
    account.save(update_fields=["closed_at", "closed_because", "claimed_at", "password"])
    record(by=by, act="accounts.reopen", about=account, because=because, at=at)


@transaction.atomic
def end_sessions(*, account: Account, by: Actor, but: str | None = None) -> int:
    """Sign an account out everywhere, except in the session with the key `but`; how many ended."""
    ended = Session.objects.filter(account=account).exclude(session_key=but or "").delete()[0]
    if ended:
        record(by=by, act="accounts.end_sessions", about=account, count=ended)
    return ended


def forget_old_sessions(*, at: datetime) -> int:
    """Delete the sessions whose time is over (not an act: nothing is journaled); how many there were."""
    return Session.objects.filter(expire_date__lte=at).delete()[0]


@transaction.atomic
def set_language(*, account: Account, language: str, by: Actor) -> None:
    """The language in which the account's pages and messages are written."""
    if language not in dict(settings.LANGUAGES):
        raise Refused("accounts.language_unknown", field="language")
    if account.language != language:
        account.language = language
        account.save(update_fields=["language"])
        record(by=by, act="accounts.set_language", about=account, language=language)
