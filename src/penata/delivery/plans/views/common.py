"""What the pages of this room share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from penata.foundation.accounts.models import Request
from penata.foundation.refusals import Refused

from .. import queries
from ..models import Plan, Task


def today() -> date:
    return timezone.localdate()


def seen_by(request: Request) -> queries.Sight:
    return queries.sight(request.standing, on=today())


def plan_or_404(request: Request, pk: int) -> tuple[Plan, queries.Sight]:
    """A plan that he sees, and his sight."""
    seen = seen_by(request)
    plan = queries.find(seen, pk)
    if plan is None:
        raise Http404
    return plan, seen


def led_plan_or_404(request: Request, pk: int) -> tuple[Plan, queries.Sight]:
    """A plan that he leads and that is open; who only sees it is not offered what leads here."""
    plan, seen = plan_or_404(request, pk)
    if plan.closed_at is not None or not queries.ties(plan, seen).leads:
        raise Http404
    return plan, seen


def task_or_404(request: Request, pk: int) -> tuple[Task, queries.Sight]:
    seen = seen_by(request)
    task = queries.find_task(seen, pk)
    if task is None:
        raise Http404
    return task, seen


def led_task_or_404(request: Request, pk: int) -> tuple[Task, queries.Sight]:
    """A task of an open plan that he leads."""
    task, seen = task_or_404(request, pk)
    if task.plan.closed_at is not None or not queries.ties(task.plan, seen).leads:
        raise Http404
    return task, seen


def who(request: Request) -> dict[str, Any]:
    """Who acts, with his right, now."""
    return {"by": request.actor, "at": timezone.now(), "standing": request.standing}


def signed(request: Request) -> dict[str, Any]:
    """Who acts, now: for acts whose right the page has asked for."""
    return {"by": request.actor, "at": timezone.now()}


def posted(request: Request, *, files: bool = False) -> dict[str, Any]:
    """The arguments of a form: bound when something was sent."""
    if request.method != "POST":
        return {}
    return {"data": request.POST} | ({"files": request.FILES} if files else {})


def form_page(request: Request, form: forms.Form, title: Any, back: str, button: Any = "", **more: Any) -> HttpResponse:
    """The page of one form; 422 with what was typed when it was refused."""
    context = {"form": form, "title": title, "back": back, "button": button or _("Simpan"), **more}
    return render(request, "plans/form.html", context, status=422 if form.is_bound else 200)


def back_to(request: Request, otherwise: str) -> HttpResponse:
    """Where a button stood, when that is a page of ours."""
    address = request.POST.get("next", "")
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, None)
    return redirect(address if is_ours else otherwise)


def said(request: Request, act: Callable[[], Any], words: Any = "") -> None:
    """Do what a button asks for, and say so; a refusal is said too."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if words:
            messages.success(request, words)
