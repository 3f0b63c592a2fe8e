"""How django-allauth behaves here: nobody signs up, attempts are counted in the database, the account's language."""

from __future__ import annotations

import base64
import hashlib
import time
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from penata.foundation.accounts import actions, queries
from penata.foundation.accounts.models import Account
from penata.foundation.accounts.rules import SESSION_AGENT

MINUTES = timedelta(minutes=5)


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return queries.client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Five wrong passwords for one name, thirty from one address, in five minutes."""
        self._tried = [
            ("sign_in", str(credentials.get("username") or credentials.get("email") or "").lower()),
            ("sign_in_from", queries.client_address(request)),
        ]
        for (kind, key), limit in zip(self._tried, (5, 30), strict=True):
            actions.count_attempt(kind=kind, key=key, limit=limit, per=MINUTES)

    def _rollback_login_failed_rl_usage(self) -> None:
        for kind, key in self._tried:
            actions.forgive_attempt(kind=kind, key=key)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within five minutes of signing in."""
        request = context.request
        records = get_authentication_records(request, request.user)
        return not records or records[-1]["at"] < time.time() - MINUTES.total_seconds()

    def login(self, request: HttpRequest, user: Account) -> None:
        request.session[SESSION_AGENT] = request.META.get("HTTP_USER_AGENT", "")[:200]
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        request.new_language = user.language  # type: ignore[attr-defined]  # the middleware sets the cookie
        return response

    def pre_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse | None:
        """A closed account, though the one who came proved to be its owner; a password was counted as wrong already."""
        records = get_authentication_records(request, user)
        way = (records[-1].get("type") or records[-1]["method"]) if records else "password"
        if not user.is_active and way != "password":
            actions.record_refusal(account=user, way=way)
        return super().pre_login(request, user, **kwargs)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """No message after signing in or out: the page itself shows it."""
        template = args[2] if len(args) > 2 else kwargs.get("message_template", "")
        if template not in {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}:
            super().add_message(*args, **kwargs)


class IdentityProviderAdapter(DefaultSocialAccountAdapter):
    """The city's own identity provider: it vouches for accounts that exist, and never makes one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing:
            return
        data = sociallogin.account.extra_data
        claims = {**data, **data.get("id_token", {}), **data.get("userinfo", {})}
        username = str(claims.get(settings.PENATA_OIDC_CLAIM) or "")
        account = Account.objects.filter(username=username, closed_at__isnull=True).first() if username else None
        if account is None:
            actions.record_refusal(account=None, way="socialaccount")
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("accounts:unknown")))
        actions.claim_by_identity_provider(account=account)
        sociallogin.connect(request, account)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are kept encrypted with a key that is not in the database."""

    def _cipher(self) -> Fernet:
        digest = hashlib.sha256(b"penata second factor " + settings.SECRET_KEY.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(digest))

    def encrypt(self, text: str) -> str:
        return self._cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._cipher().decrypt(encrypted_text.encode()).decode()
