"""Keys with which machines sign in."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import date

from django.db import transaction

from penata.foundation.accounts.models import ApiKey
from penata.foundation.accounts.queries import hashed
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused


@transaction.atomic
def issue_key(
    *,
    name: str,
    permissions: Collection[str],
    since: date,
    by: Actor,
    until: date | None = None,
    text: str | None = None,
) -> tuple[ApiKey, str]:
    """A new key and its text, which is known only now. `text` is given only by the demonstration city."""
    if not name.strip():
        raise Refused("accounts.key_name_missing", field="name")
    if until is not None and until <= since:
        raise Refused("accounts.until_before_since", field="until")
    text = text or secrets.token_urlsafe(24)
    key = ApiKey.objects.create(
        name=name,
        hash=hashed(text),
        hint=text[:4],
        permissions=sorted(set(permissions)),
        since=since,
        until=until,
    )
    record(by=by, act="accounts.issue_key", about=key, permissions=key.permissions)
    return key, text


@transaction.atomic
def revoke_key(*, key: ApiKey, because: str, by: Actor) -> None:
    """End a key at once."""
    if not because.strip():
        raise Refused("accounts.because_missing", field="because")
    if not key.is_active:
        raise Refused("accounts.key_revoked_already")
    key.is_active = False
    key.save(update_fields=["is_active"])
    record(by=by, act="accounts.revoke_key", about=key, because=because)


def use_key(*, key: ApiKey, on: date) -> None:
    """Note the day of use, once a day (not an act: nothing is journaled)."""
    if key.last_used_on != on:
        ApiKey.objects.filter(pk=key.pk).update(last_used_on=on)
