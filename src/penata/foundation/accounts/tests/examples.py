"""What the walk over all pages opens in this room."""

from __future__ import annotations

from datetime import date
from typing import Any

from penata.foundation.accounts import actions
from penata.foundation.accounts.models import ApiKey, Role, RoleGrant
from penata.foundation.journal.rules import Actor


def prepare(city: Any) -> None:
    actions.issue_key(name="Aplikasi warga", permissions=[], since=date(2026, 1, 1), by=Actor.system("tests"))


def grant(city: Any) -> dict[str, int]:
    held = RoleGrant.objects.get(account=city.routing_officer)
    return {"pk": held.account_id, "grant_id": held.pk}


EXAMPLES = {
    "accounts:account": lambda city: {"pk": city.officer.pk},
    "accounts:grant": lambda city: {"pk": city.officer.pk},
    "accounts:close": lambda city: {"pk": city.officer.pk},
    "accounts:reopen": lambda city: {"pk": city.officer.pk},
    "accounts:revoke": grant,
    "accounts:role": lambda city: {"pk": Role.objects.first().pk},
    "accounts:revoke_key": lambda city: {"pk": ApiKey.objects.first().pk},
}
