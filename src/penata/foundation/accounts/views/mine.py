"""One's own account."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, override
from django.views.decorators.http import require_POST

from penata.foundation.accounts import actions, queries
from penata.foundation.accounts.forms import LanguageForm
from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import SIGNED_IN, opens_to


@opens_to(SIGNED_IN)
def mine(request: Request) -> HttpResponse:
    """Name, roles, second factor, language and sessions."""
    page = {
        "grants": queries.grants(request.user, timezone.localdate()),
        "second_factors": set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True)),
        "language": LanguageForm(initial={"language": request.user.language}),
        "sessions": queries.browsers(request.user, request.session.session_key),
    }
    return render(request, "accounts/mine.html", page)


@opens_to(SIGNED_IN)
def own(request: Request) -> HttpResponse:
    """What someone finds who shortens the address."""
    return redirect("accounts:mine")


@opens_to(SIGNED_IN)
@require_POST
def language(request: Request) -> HttpResponse:
    form = LanguageForm(request.POST)
    if form.is_valid():
        chosen = form.cleaned_data["language"]
        actions.set_language(account=request.user, language=chosen, by=request.actor)
        request.new_language = chosen
        with override(chosen):
            messages.success(request, gettext("Bahasa sudah disimpan."))
    return redirect("accounts:mine")


@opens_to(SIGNED_IN)
@require_POST
def end_other_sessions(request: Request) -> HttpResponse:
    actions.end_sessions(account=request.user, by=request.actor, but=request.session.session_key)
    messages.success(request, gettext("Sesi di peramban lain sudah diakhiri."))
    return redirect("accounts:mine")
