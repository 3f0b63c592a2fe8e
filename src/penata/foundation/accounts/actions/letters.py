"""An account is claimed with its user name and the code of a one-time letter."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from penata.foundation.accounts.models import Account, ClaimLetter
from penata.foundation.accounts.queries import hashed, open_letters
from penata.foundation.accounts.rules import CODE_LETTERS, LETTER_DAYS, LETTER_TRIES, normalized_code
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused


@transaction.atomic
def issue_claim_letter(*, account: Account, by: Actor, at: datetime | None = None) -> tuple[ClaimLetter, str]:
    """A new letter and its code, which is known only now. An earlier letter that was not used stops working."""
    if account.closed_at is not None:
        raise Refused("accounts.closed")
    if account.claimed_at is not None:
        raise Refused("accounts.claimed_already")
    at = at or timezone.now()
    account.claim_letters.filter(used_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=at)
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(12))
    letter = ClaimLetter.objects.create(
        account=account,
        code_hash=hashed(code),
        issued_at=at,
        expires_on=timezone.localdate(at) + timedelta(days=LETTER_DAYS),
    )
    record(by=by, act="accounts.issue_claim_letter", about=account, at=at)
    return letter, "-".join((code[:4], code[4:8], code[8:]))


def verify_claim(*, username: str, code: str, on: date) -> ClaimLetter:
    """The letter, when user name and code belong together. Every other case is refused with the same words.

    Not atomic: each wrong code costs the letter one of its five tries, refused or not.
    """
    letter = open_letters(on).filter(account__username=username.strip()).first()
    right = hashed(normalized_code(code))
    if letter is None or not constant_time_compare(letter.code_hash, right):
        if letter is not None:
            ClaimLetter.objects.filter(pk=letter.pk, tries__lt=LETTER_TRIES).update(tries=F("tries") + 1)
        raise Refused("accounts.claim_wrong")
    return letter


@transaction.atomic
def claim(*, letter_id: int, password: str, on: date, at: datetime | None = None) -> Account:
    """Use a verified letter: set the password and open the account."""
    letter = open_letters(on).select_for_update(of=("self",)).filter(pk=letter_id).first()
    if letter is None:
        raise Refused("accounts.claim_wrong")
    at = at or timezone.now()
    letter.used_at = at
    letter.save(update_fields=["used_at"])
    account = letter.account
    account.set_password(password)
    _open(account, at)
    return account


@transaction.atomic
def claim_by_identity_provider(*, account: Account, at: datetime | None = None) -> None:
    """Open an account whose owner the city's identity provider vouches for; no letter is needed."""
    if account.closed_at is None and account.claimed_at is None:
        _open(account, at or timezone.now())


def _open(account: Account, at: datetime) -> None:
    account.is_active, account.claimed_at = True, at
    account.save()
    record(by=Actor(account.pk, str(account)), act="accounts.claim", about=account, at=at)
