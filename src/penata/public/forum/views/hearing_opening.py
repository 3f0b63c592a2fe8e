"""What the pages of hearings and conversations begin with: who takes part, what this reader runs, and the form."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from penata.foundation.accounts.actions import count_attempt
from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.queries import client_address
from penata.foundation.refusals import Refused
from penata.foundation.ui.widgets import attempt

from ..models import Conversation, Hearing
from ..queries.running import Runner, Voice, conversations_run_by, run_by, runner
from ..rules.limits import ACTS_AN_HOUR, HOUR, VOTERS_AN_HOUR

# A code of this browser, by chance: it says nothing of who uses it. Not the cookie of who writes in the forum: that
# one holds the key of a participant, from which the votes could be led back to him.
COOKIE = "forum-voice"
COOKIE_AGE = 365 * 24 * 3600


def voice_of(request: HttpRequest) -> Voice:
    """An account, or this browser by its code; without one yet, a voice that has said nothing."""
    standing = request.standing
    if standing.account_id is not None:
        return Voice(f"account:{standing.account_id}", standing.account_id, standing.is_staff)
    try:
        code = request.get_signed_cookie(COOKIE, default="")
    except signing.BadSignature:
        code = ""
    return Voice(f"browser:{code}" if code else "")


def speaking(request: HttpRequest) -> tuple[Voice, str]:
    """The voice of someone who acts now, with the code that his browser is to keep (empty: it has one)."""
    count_attempt(kind="forum-act", key=client_address(request), limit=ACTS_AN_HOUR, per=HOUR)
    voice = voice_of(request)
    if voice.seed:
        return voice, ""
    code = secrets.token_urlsafe(16)
    return Voice(f"browser:{code}"), code


def is_crowd(request: HttpRequest, code: str) -> bool:
    """Whether more browsers without a code came from this address within the hour than people would be."""
    if not code:
        return False
    try:
        count_attempt(kind="forum-voter", key=client_address(request), limit=VOTERS_AN_HOUR, per=HOUR)
    except Refused:
        return True
    return False


def keep(request: HttpRequest, response: HttpResponse, code: str) -> HttpResponse:
    """The answer, with the browser's code."""
    if code:
        options: dict[str, Any] = {"httponly": True, "samesite": "Lax", "secure": request.is_secure()}
        response.set_signed_cookie(COOKIE, code, max_age=COOKIE_AGE, **options)
    return response


def runner_of(request: HttpRequest) -> Runner:
    return runner(request.standing, on=timezone.localdate())


def open_hearing(request: HttpRequest, pk: int) -> Hearing:
    """The hearing of the address; 404 when this reader does not run it."""
    hearing = run_by(runner_of(request)).filter(pk=pk).first()
    if hearing is None:
        raise Http404
    return hearing


def open_conversation(request: HttpRequest, pk: int) -> Conversation:
    conversation = conversations_run_by(runner_of(request)).select_related("hearing").filter(pk=pk).first()
    if conversation is None:
        raise Http404
    return conversation


def acting(request: HttpRequest) -> dict[str, Any]:
    """Who acts, with his right, now."""
    return {"by": request.actor, "at": timezone.now(), "standing": request.standing}


def posted(request: HttpRequest) -> dict[str, Any]:
    return {"data": request.POST} if request.method == "POST" else {}


def fill_in(
    request: HttpRequest, form: forms.Form, act: Callable[[], str], context: dict[str, Any], *, done: str
) -> HttpResponse:
    """Do what a valid form asks for and go where the act leads; else show the form, with what was refused.

    `context` has `title`, `back` (an address) and `back_words`.
    """
    address = attempt(form, act)
    if address is not None:
        messages.success(request, done)
        return redirect(address)
    page = "forum/running/form.html"
    return render(request, page, {"form": form, **context}, status=422 if form.is_bound else 200)
