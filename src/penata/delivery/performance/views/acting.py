"""What all pages here share: the reader's sight, who acts, and a form that leads to one act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from penata.foundation.accounts.models import Request
from penata.foundation.refusals import Refused
from penata.foundation.ui.widgets import put_into_form

from .. import queries
from ..models import Evaluation, Expectation


def sight_of(request: Request) -> queries.Sight:
    return queries.sight(request.standing, on=timezone.localdate())


def open_evaluation(request: Request, pk: int) -> tuple[Evaluation, queries.Sight]:
    """The evaluation of the address; Http404 when this reader may not see it, as if it were not there."""
    seen = sight_of(request)
    found = queries.find_evaluation(seen, pk)
    if found is None:
        raise Http404
    return found, seen


def open_expectation(request: Request, pk: int) -> tuple[Expectation, queries.Sight]:
    seen = sight_of(request)
    found = queries.find_expectation(seen, pk)
    if found is None:
        raise Http404
    return found, seen


def who(request: Request) -> dict[str, Any]:
    """Who acts, with his right, now."""
    return {"by": request.actor, "at": timezone.now(), "standing": request.standing}


def posted(request: Request) -> dict[str, Any]:
    return {"data": request.POST} if request.method == "POST" else {}


def do(
    request: Request, form: forms.Form, act: Callable[[], Any], back: str, *, done: Any, template: str, **context: Any
) -> HttpResponse:
    """Do what a valid form asks for and lead back; else show the form, with what was refused."""
    if form.is_bound and form.is_valid():
        try:
            act()
        except Refused as refusal:
            put_into_form(form, refusal)
        else:
            messages.success(request, done)
            return redirect(back)
    context |= {"form": form, "back": back}
    return render(request, template, context, status=422 if form.is_bound else 200)


def not_open(request: Request, found: Evaluation | Expectation) -> HttpResponse:
    """The act is another's, or its time has passed: back to the record, which says how things stand."""
    messages.info(request, _("Langkah ini tidak terbuka bagi Anda pada keadaan sekarang."))
    return redirect(found)
