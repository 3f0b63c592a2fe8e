"""Roles are data: what they allow, and who has them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction

from penata.foundation.accounts.models import Account, Role, RoleGrant
from penata.foundation.accounts.queries import permissions as known_permissions
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused


@transaction.atomic
def save_role(
    *,
    code: str,
    name: str,
    permissions: Collection[str],
    by: Actor,
    description: str = "",
    needs_second_factor: bool = False,
    is_new: bool = False,
) -> Role:
    """Make a role, or change the one with this code, unless it `is_new`. Only declared permissions are taken."""
    known = {code for labels in known_permissions().values() for code in labels}
    unknown = sorted(set(permissions) - known)
    if unknown:
        raise Refused("accounts.permission_unknown", field="permissions", permission=unknown[0])
    role = Role.objects.select_for_update().filter(code=code).first() or Role(code=code)
    if is_new and role.pk is not None:
        raise Refused("accounts.role_exists", field="code", taken=code)
    before = sorted(role.permissions)
    role.name, role.description = name, description
    role.permissions, role.needs_second_factor = sorted(set(permissions)), needs_second_factor
    role.save()
    added, removed = _difference(before, role.permissions)
    details: dict[str, Any] = {"added": added, "removed": removed, "needs_second_factor": needs_second_factor}
    record(by=by, act="accounts.save_role", about=role, **details)
    return role


def _difference(before: Collection[str], after: Collection[str]) -> tuple[list[str], list[str]]:
    return sorted(set(after) - set(before)), sorted(set(before) - set(after))


@transaction.atomic
def grant_role(
    *, account: Account, role: Role, since: date, by: Actor, because: str = "", until: date | None = None
) -> RoleGrant:
    """Give an account a role from a day on, until another (excluded) or for good."""
    if account.closed_at is not None:
        raise Refused("accounts.closed")
    if by.id == account.pk:
        raise Refused("accounts.own_account")
    if until is not None and until <= since:
        raise Refused("accounts.until_before_since", field="until")
    for held in account.role_grants.select_for_update().filter(role=role):
        if (held.until is None or since < held.until) and (until is None or held.since < until):
            raise Refused("accounts.role_held", field="role", role=role.name)
    grant = RoleGrant.objects.create(account=account, role=role, since=since, until=until)
    days: dict[str, Any] = {"since": since.isoformat(), "until": until and until.isoformat()}
    record(by=by, act="accounts.grant_role", about=account, because=because, role=role.code, **days)
    return grant


@transaction.atomic
def revoke_role(*, grant: RoleGrant, on: date, because: str, by: Actor) -> None:
    """End a grant on a day; one that has not begun, or began that day, never was."""
    if not because.strip():
        raise Refused("accounts.because_missing", field="because")
    if by.id == grant.account_id:
        raise Refused("accounts.own_account")
    if grant.until is not None and grant.until <= on:
        raise Refused("accounts.grant_over")
    account, role = grant.account, grant.role
    if on <= grant.since:
        grant.delete()
    else:
        grant.until = on
        grant.save(update_fields=["until"])
    record(by=by, act="accounts.revoke_role", about=account, because=because, role=role.code, on=on.isoformat())
