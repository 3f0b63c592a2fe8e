"""On the way in: claiming an account, setting up a second factor."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from penata.foundation.accounts import actions, queries
from penata.foundation.accounts.forms import ClaimForm, NewPasswordForm
from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import EVERYONE, SIGN_IN_STEP, opens_to
from penata.foundation.refusals import Refused
from penata.foundation.ui.widgets import put_into_form

LETTER = "accounts.letter"  # in the session, between the two steps of a claim


@opens_to(EVERYONE)
def claim(request: HttpRequest) -> HttpResponse:
    """First step: user name and code of the letter."""
    form = ClaimForm(request.POST) if request.method == "POST" else ClaimForm()
    if form.is_valid():
        actions.count_attempt(kind="claim", key=queries.client_address(request), limit=20, per=timedelta(minutes=10))
        try:
            letter = actions.verify_claim(**form.cleaned_data, on=timezone.localdate())
        except Refused as refusal:
            put_into_form(form, refusal)
        else:
            request.session[LETTER] = letter.pk
            return redirect("accounts:claim_password")
    return render(request, "accounts/claim.html", {"form": form}, status=422 if form.errors else 200)


@opens_to(EVERYONE)
def claim_password(request: HttpRequest) -> HttpResponse:
    """Second step: a password, and in."""
    letter = queries.open_letters(timezone.localdate()).filter(pk=request.session.get(LETTER, 0)).first()
    if letter is None:
        return redirect("accounts:claim")
    posted = [request.POST] if request.method == "POST" else []
    form = NewPasswordForm(letter.account, *posted)
    if form.is_valid():
        password = form.cleaned_data["password"]
        account = actions.claim(letter_id=letter.pk, password=password, on=timezone.localdate())
        del request.session[LETTER]
        record_authentication(request, account, method="password")
        return perform_login(request, account)
    page = {"form": form, "account": letter.account}
    return render(request, "accounts/claim_password.html", page, status=422 if form.errors else 200)


@opens_to(SIGN_IN_STEP)
def second_factor(request: Request) -> HttpResponse:
    """Where a role that asks for a second factor sends those who have none yet."""
    return render(request, "accounts/second_factor.html")


@opens_to(EVERYONE)
def unknown(request: HttpRequest) -> HttpResponse:
    """The identity provider knows someone who has no account here."""
    return render(request, "accounts/unknown.html", status=403)
