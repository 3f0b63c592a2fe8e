"""What the pages of those who make surveys begin with: what this reader manages, and the form that does something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.ui.widgets import attempt

from .. import queries
from ..models import Survey


def sight_of(request: HttpRequest) -> queries.Sight:
    return queries.sight(request.standing, on=timezone.localdate())


def open_survey(request: HttpRequest, pk: int) -> Survey:
    """The survey of the address; 404 when this reader does not manage it."""
    survey = queries.managed_by(sight_of(request)).filter(pk=pk).first()
    if survey is None:
        raise Http404
    return survey


def who(request: HttpRequest) -> dict[str, Any]:
    """Who acts, with his right, now."""
    return {"by": request.actor, "at": timezone.now(), "standing": request.standing}


def posted(request: HttpRequest) -> dict[str, Any]:
    return {"data": request.POST} if request.method == "POST" else {}


def do(
    request: HttpRequest, form: forms.Form, act: Callable[[], str], context: dict[str, Any], *, done: str
) -> HttpResponse:
    """Do what a valid form asks for and go where the act leads; else show the form, with what was refused."""
    address = attempt(form, act)
    if address is not None:
        messages.success(request, done)
        return redirect(address)
    return render(request, "surveys/form.html", {"form": form, **context}, status=422 if form.is_bound else 200)
