"""Keeps each page's rule, and tells the pages who is there: `request.actor`, `request.standing`."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string
from django_htmx.http import HttpResponseClientRedirect

from penata.foundation.refusals import Refused, words_for

from . import queries
from .models import Account
from .rules import NOBODY, Access, Standing, declared, operations_of

Answer = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("penata.access")


class AccountMiddleware(AuthenticationMiddleware):
    """`request.user`, from the row that brought the session: one query for both.

    A view that sets `request.new_language` has the browser remember that language.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _account(request))  # type: ignore[assignment]

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        language = getattr(request, "new_language", "")
        if language:
            _remember_language(response, language)
        return response


class AccessMiddleware:
    """Refuses a page to those whom its declared rule does not allow, and a page that declares none to everyone."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.table: dict[str, Access] = import_string(settings.PENATA_ACCESS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.standing = SimpleLazyObject(lambda: _standing(request))  # type: ignore[attr-defined]
        request.actor = SimpleLazyObject(lambda: queries.actor(request.standing))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:  # offices share computers: nothing stays behind
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        access = self.rule(request, view)
        if access.is_open:
            return None
        standing = request.standing  # type: ignore[attr-defined]
        if not standing.is_active:
            return _sign_in(request, view)
        if not access.is_step and _lacks_second_factor(request, standing):
            return _second_factor(request, view)
        if access.allows(standing):
            return None
        if _is_machine(request, view):
            return JsonResponse({"detail": "forbidden"}, status=403)
        raise PermissionDenied

    def process_template_response(self, request: HttpRequest, response: Any) -> Any:
        """A library's page shows a form that it refused: 422, as on our own pages, which answer for themselves."""
        if request.method == "POST" and response.status_code == 200 and _was_refused(response.context_data or {}):
            response.status_code = 422
        return response

    def rule(self, request: HttpRequest, view: Any) -> Access:
        access = declared(view, request.method or "GET") or self.listed(request)
        if access is None:
            name = getattr(request.resolver_match, "view_name", "") or repr(view)
            if settings.PENATA_STRICT_ACCESS:
                raise ImproperlyConfigured(
                    f"The page {name} ({request.path}) declares no rule. Put @opens_to(…) on its view, "
                    "or name it in config/access.py when the view is another's."
                )
            log.error("The page %s declares no rule and is refused.", name)
            raise PermissionDenied
        return access

    def listed(self, request: HttpRequest) -> Access | None:
        """The rule of a view that is not ours: the longest listed beginning of its name."""
        name = getattr(request.resolver_match, "view_name", "") or ""
        begins = [prefix for prefix in self.table if name.startswith(prefix)]
        return self.table[max(begins, key=len)] if begins else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Http404 | PermissionDenied):
            return None
        if (getattr(request.resolver_match, "view_name", "") or "").startswith("openid_connect_"):
            log.error("The identity provider does not answer as it should.", exc_info=exception)
            return render(request, "socialaccount/authentication_error.html", status=503)
        if not isinstance(exception, Refused) or exception.code != "accounts.too_often":
            return None
        headers = {"Retry-After": str(60 * exception.params["minutes"])}
        if _is_machine(request, None):
            return JsonResponse({"detail": words_for(exception)}, status=429, headers=headers)
        return HttpResponse(status=429, headers=headers)


def _was_refused(context: dict[str, Any]) -> bool:
    return any(isinstance(one, BaseForm) and one.is_bound and one.errors for one in context.values())


def _remember_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 86_400,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _account(request: HttpRequest) -> Account | AnonymousUser:
    cached = getattr(request, "_cached_user", None)
    if cached is None:
        cached = request._cached_user = _from_session(request) or get_user(request)  # type: ignore[attr-defined]
    return cached


def _from_session(request: HttpRequest) -> Account | None:
    """The account that came with the session, when the session vouches for it; else Django decides."""
    key = request.session.get(SESSION_KEY)
    account = getattr(request.session, "account", None)
    if key is None or account is None or str(account.pk) != key or not account.is_active:
        return None
    known = constant_time_compare(request.session.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash())
    return account if known else None


def _standing(request: HttpRequest) -> Standing:
    if not request.user.is_authenticated:
        return NOBODY
    standing = queries.standing_of(request.user, timezone.localdate())
    if standing.needs_second_factor and _lacks_second_factor(request, standing):
        return standing.without_rights()
    return standing


def _lacks_second_factor(request: HttpRequest, standing: Standing) -> bool:
    if not standing.needs_second_factor:
        return False
    records = get_authentication_records(request, request.user)
    return all(record.get("method") != "mfa" for record in records)


def _second_factor(request: HttpRequest, view: Any) -> HttpResponse:
    """On to the page where it is set up, or used."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    has_one = Authenticator.objects.filter(user_id=request.user.pk, type__in=kinds).exists()
    page = reverse("mfa_reauthenticate" if has_one else "accounts:second_factor")
    return _send(request, view, page, "second factor required")


def _sign_in(request: HttpRequest, view: Any) -> HttpResponse:
    return _send(request, view, reverse("account_login"), "sign in")


def _send(request: HttpRequest, view: Any, page: str, reason: str) -> HttpResponse:
    if _is_machine(request, view):
        return JsonResponse({"detail": reason}, status=401)
    htmx = getattr(request, "htmx", None)
    if htmx:
        here = urlsplit(htmx.current_url or "/")
        back = here.path + ("?" + here.query if here.query else "")
        return HttpResponseClientRedirect(f"{page}?{urlencode({'next': back})}")
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
    return HttpResponseRedirect(f"{page}?{urlencode({'next': back})}")


def _is_machine(request: HttpRequest, view: Any) -> bool:
    """Whether JSON is expected: an API operation, or a client that asks for nothing else."""
    accepts = request.headers.get("Accept", "")
    return bool(operations_of(view)) or ("json" in accepts and "html" not in accepts)
