from __future__ import annotations

from datetime import date

from django.db import connection

from penata.foundation.accounts.models import Account
from penata.foundation.accounts.rules import NOBODY, PERMISSIONS, Standing

_PREFIX = {"plt": "Plt. ", "plh": "Plh. "}


def standing(account: Account, on: date) -> Standing:
    """What an account may do on a day: its own roles and those of the positions held, acted in or stood in for.

    One query; settings name it as `PENATA_STANDING`. Someone who has left by that day may do nothing.
    """
    if account.pk is None or not account.is_active:
        return NOBODY
    with connection.cursor() as cursor:
        cursor.execute("select * from people_standing(%s, %s)", [account.pk, on])
        person, left_on, name, title, kind, positions, units, heads, permissions, second, has_role = cursor.fetchone()
    if left_on is not None and left_on <= on:
        return NOBODY
    granted = frozenset(permissions)
    if account.is_superuser:
        granted |= frozenset(PERMISSIONS)  # of accounts only: no one is above the law
    return Standing(
        account_id=account.pk,
        label=_label(name or str(account), title, kind),
        is_active=True,
        is_staff=bool(positions) or has_role or account.is_superuser,
        needs_second_factor=second,
        permissions=granted,
        person_id=person,
        positions=frozenset(positions),
        units=frozenset(units),
        heads=frozenset(heads),
    )


def actor_label(account: Account, on: date) -> str:
    """ "Name, position" as the journal keeps a civil servant; the name alone without a position."""
    return standing(account, on).label or str(account)


def _label(name: str, title: str | None, kind: str | None) -> str:
    return name if title is None else f"{name}, {_PREFIX.get(kind or '', '')}{title}"
