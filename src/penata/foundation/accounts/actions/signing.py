"""What signing in leaves in the journal: who, by which way, and never what was typed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from penata.foundation.accounts.models import Account
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor

SOMEONE = Actor(None, "Seseorang yang belum masuk")  # whoever tried; perhaps not the account's owner


@transaction.atomic
def record_sign_in(*, account: Account, ways: Sequence[str]) -> None:
    """An account was opened. `ways` in their order: password, totp, webauthn, recovery_codes, socialaccount."""
    record(by=_owner(account), act="accounts.sign_in", about=account, ways=list(ways))


@transaction.atomic
def record_refusal(*, account: Account | None, way: str) -> None:
    """Someone was not let in. An account that does not exist is not named: a password may have been typed for it."""
    about = account if account is not None else ("accounts.account", "", "")
    record(by=SOMEONE, act="accounts.sign_in_refused", about=about, way=way)


@transaction.atomic
def record_sign_out(*, account: Account) -> None:
    """The owner ended his session himself; one that ran out leaves no entry."""
    record(by=_owner(account), act="accounts.sign_out", about=account)


@transaction.atomic
def record_second_factor(*, account: Account, verb: str, kind: str) -> None:
    """A second factor was added, removed or renewed; `kind` as the library names it: totp, webauthn, recovery_codes."""
    acts = {
        "add": "accounts.add_second_factor",
        "remove": "accounts.remove_second_factor",
        "renew": "accounts.renew_second_factor",
    }
    record(by=_owner(account), act=acts[verb], about=account, kind=kind)


@transaction.atomic
def record_new_password(*, account: Account, verb: str) -> None:
    """The owner changed his password, or reset one that he had forgotten (by the link in a letter to his address)."""
    acts = {"change": "accounts.change_password", "reset": "accounts.reset_password"}
    record(by=_owner(account), act=acts[verb], about=account)


def _owner(account: Account) -> Actor:
    return Actor(account.pk, str(account))
