"""Who is there: an account, or a browser in which the link of a letter was opened."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme

from penata.foundation.accounts.actions import count_attempt
from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.queries import client_address
from penata.organization.structure import queries as structure

from .. import actions, queries
from ..models import Participant

COOKIE, COOKIE_AGE = "forum", 365 * 24 * 3600
HOUR = timedelta(hours=1)
LIMITS = {"write": 30, "letter": 20, "support": 300, "flag": 30, "link": 60}  # an hour, from one address


def known(request: HttpRequest) -> Participant | None:
    """The participant of this account or browser; None for a stranger, and for an account that never wrote."""
    if request.standing.account_id is not None and request.standing.is_active:
        return queries.participant_of_account(request.standing.account_id)
    try:
        return queries.participant_of_key(UUID(request.get_signed_cookie(COOKIE, default="")))
    except (signing.BadSignature, ValueError):
        return None


def is_known(request: HttpRequest) -> bool:
    return (request.standing.account_id is not None and request.standing.is_active) or known(request) is not None


def writer(request: HttpRequest, given: dict[str, Any] | None = None) -> actions.Writer:
    """Who acts: by his account, by his browser, or by the name and address that he gave, which he must confirm."""
    at, standing = timezone.now(), request.standing
    if standing.account_id is not None and standing.is_active:
        participant = actions.of_account(standing.account_id, str(request.user), at=at)
        position = min(standing.positions, default=None)
        found = structure.position_titles([position], timezone.localdate()).get(position) if position else None
        if found is None:
            return actions.Writer(participant)
        return actions.Writer(participant, name=found[0][:80], position_id=position, title=found[2])
    here = known(request)
    if here is not None:
        return actions.Writer(here)
    name, email = (given or {}).get("name", ""), (given or {}).get("email", "")
    count(request, "letter")
    language = translation.get_language() or "id"
    return actions.Writer(actions.take_part(name, email, language=language, at=at), is_known=False, name=name[:80])


def remember(response: HttpResponse, request: HttpRequest, participant: Participant) -> HttpResponse:
    """This browser is his from now on; an account needs no cookie."""
    if participant.account_id is None:
        response.set_signed_cookie(
            COOKIE, str(participant.key), max_age=COOKIE_AGE, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return response


def count(request: HttpRequest, what: str) -> None:
    """Count what comes from one address. Raises Refused("accounts.too_often"), a page of status 429."""
    count_attempt(kind=f"forum-{what}", key=client_address(request), limit=LIMITS[what], per=HOUR)


def must_sign_in(request: HttpRequest) -> HttpResponse | None:
    """Where the city asks for an account, a stranger is led to sign in."""
    if settings.FORUM_WITHOUT_ACCOUNT or request.standing.account_id is not None:
        return None
    return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")


def introduced_first(request: HttpRequest, onward: str) -> HttpResponse:
    """A stranger says who he is, then goes on."""
    return redirect(f"{reverse('forum:me')}?{urlencode({'next': onward})}")


def onward(request: HttpRequest) -> str:
    """Where to go on, as far as it is ours."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    is_ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours else reverse("forum:topics")
