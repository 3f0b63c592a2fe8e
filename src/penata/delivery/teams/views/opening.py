"""What all pages of this room begin with: what this reader sees, and the form that does something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.ui.widgets import attempt

from .. import queries
from ..models import Team
from ..rules import Right


def sight_of(request: HttpRequest) -> queries.Sight:
    return queries.sight(request.standing, on=timezone.localdate())


def open_team(request: HttpRequest, pk: int, right: Right | None = None) -> tuple[Team, queries.Sight]:
    """The team of the address; 404 when this reader may not see it, 403 when he may not do that with it."""
    seen = sight_of(request)
    team = queries.visible_to(seen).select_related("decree").filter(pk=pk).first()
    if team is None:
        raise Http404
    if right is not None and right not in queries.rights(team, seen):
        raise PermissionDenied
    return team, seen


def who(request: HttpRequest) -> dict[str, Any]:
    """Who acts, with his right, now."""
    return {"by": request.actor, "at": timezone.now(), "standing": request.standing}


def posted(request: HttpRequest) -> dict[str, Any]:
    return {"data": request.POST} if request.method == "POST" else {}


def do(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[], str],
    template: str,
    context: dict[str, Any],
    *,
    done: str,
) -> HttpResponse:
    """Do what a valid form asks for and go where the act leads; else show the form, with what was refused."""
    address = attempt(form, act)
    if address is not None:
        messages.success(request, done)
        return redirect(address)
    return render(request, template, {"form": form, **context}, status=422 if form.is_bound else 200)
