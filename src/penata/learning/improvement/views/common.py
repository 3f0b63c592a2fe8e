"""What the pages of evaluations share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from penata.foundation.accounts.models import Request
from penata.foundation.ui.widgets import attempt

from .. import queries
from ..models import Evaluation, Measure


def today() -> date:
    return timezone.localdate()


def evaluation_or_404(request: Request, pk: int) -> tuple[Evaluation, Any]:
    """One that he sees, and his sight."""
    seen = queries.sight(request.standing, on=today())
    return get_object_or_404(queries.evaluations_of(seen).select_related("owner"), pk=pk), seen


def led_or_404(request: Request, pk: int, *, closed: bool = False) -> Evaluation:
    """One in which he may act; who only sees it is not offered what leads here."""
    found, seen = evaluation_or_404(request, pk)
    if not queries.may_lead(found, seen) or not (closed or found.is_open):
        raise Http404
    return found


def measure_or_404(request: Request, pk: int) -> Measure:
    """A living measure of an evaluation in which he may act."""
    measure = get_object_or_404(Measure.objects.select_related("evaluation", "cause"), pk=pk, dropped_at=None)
    measure.evaluation = led_or_404(request, measure.evaluation_id)
    return measure


def who(request: Request) -> dict[str, Any]:
    """Who acts, with his right, now."""
    return {"by": request.actor, "at": timezone.now(), "standing": request.standing}


def posted(request: Request) -> dict[str, Any]:
    """The arguments of a form: bound when something was sent."""
    return {"data": request.POST} if request.method == "POST" else {}


def act_page(
    request: Request,
    form: forms.Form,
    act: Callable[[], Any],
    *,
    title: Any,
    back: str,
    done: Any = "",
    button: Any = "",
    lead: Any = "",
) -> HttpResponse:
    """The page of one act: back to where it leads when it was done; 422 with what was typed when it was refused."""
    if attempt(form, act) is not None:
        if done:
            messages.success(request, done)
        return redirect(back)
    context = {"form": form, "title": title, "back": back, "button": button or title, "lead": lead}
    return render(request, "improvement/act.html", context, status=422 if form.is_bound else 200)
