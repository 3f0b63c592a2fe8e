"""What the library that signs people in says of itself, told to the actions that journal it."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.signals import password_changed, password_reset, password_set, user_logged_in
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.http import HttpRequest

from penata.foundation.accounts import actions, queries
from penata.foundation.accounts.models import Account


def listen() -> None:
    """Each signal once, however often the room is loaded."""
    for signal, told in (
        (user_logged_in, _signed_in),
        (user_logged_out, _signed_out),
        (user_login_failed, _wrong_password),
        (authentication_failed, _wrong_code),
        (authenticator_added, _count_as_used),
        (authenticator_added, _factor("add")),
        (authenticator_removed, _factor("remove")),
        (authenticator_reset, _factor("renew")),
        (password_changed, _password("change")),
        (password_set, _password("change")),
        (password_reset, _password("reset")),
    ):
        signal.connect(told, weak=False, dispatch_uid=f"accounts.{told.__qualname__}.{id(signal)}")


def _signed_in(*, request: HttpRequest, user: Account, **_: Any) -> None:
    records = get_authentication_records(request, user)
    actions.record_sign_in(account=user, ways=[one.get("type") or one["method"] for one in records])


def _signed_out(*, user: Account | None, **_: Any) -> None:
    if user is not None and user.is_authenticated:
        actions.record_sign_out(account=user)


def _wrong_password(*, credentials: dict[str, Any], **_: Any) -> None:
    typed = str(credentials.get("username") or credentials.get("email") or "")
    actions.record_refusal(account=queries.typed_account(typed), way="password")


def _wrong_code(*, user: Account, authenticator: Any, **_: Any) -> None:
    actions.record_refusal(account=user, way=authenticator.type)


def _count_as_used(*, request: HttpRequest, user: Account, authenticator: Any, **_: Any) -> None:
    """Setting up a second factor proves it: nobody is asked for the next code a moment later."""
    if authenticator.type != authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


def _factor(verb: str) -> Any:
    def told(*, user: Account, authenticator: Any, **_: Any) -> None:
        actions.record_second_factor(account=user, verb=verb, kind=authenticator.type)

    return told


def _password(verb: str) -> Any:
    def told(*, user: Account, **_: Any) -> None:
        actions.record_new_password(account=user, verb=verb)

    return told
