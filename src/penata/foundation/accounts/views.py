from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from .models import Request
from .rules import EVERYONE, SIGN_IN_STEP, opens_to


@opens_to(SIGN_IN_STEP)
def second_factor(request: Request) -> HttpResponse:
    """Where a role that asks for a second factor sends those who have none yet."""
    return render(request, "accounts/second_factor.html")


@opens_to(EVERYONE)
def unknown(request: Request) -> HttpResponse:
    """The identity provider knows someone who has no account here."""
    return render(request, "accounts/unknown.html", status=403)
