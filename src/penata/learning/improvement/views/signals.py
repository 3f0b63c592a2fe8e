"""Pages of signals: the list, and one with the cases behind it and what is decided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.ui.widgets import attempt

from .. import actions, queries
from ..forms.signals import DismissForm, PutOffForm
from ..models import Signal


@opens_to(STAFF)
def signals(request: Request) -> HttpResponse:
    asked = request.GET.get("state", "")
    state = asked if asked in Signal.State.values else Signal.State.OPEN
    on = queries.today()
    page = Paginator(queries.listed(request.standing, state, on=on), queries.PAGE).get_page(request.GET.get("page"))
    return render(request, "improvement/signals.html", {
        "page": page, "names": queries.names_of(list(page), on=on), "tabs": _tabs(state), "state": state,
    })  # fmt: skip


@opens_to(STAFF)
def signal(request: Request, pk: int) -> HttpResponse:
    one, on = _found(request, pk), queries.today()
    seen = queries.sight(request.standing, on=on)
    return render(request, "improvement/signal.html", {
        "one": one, "names": queries.names_of([one], on=on), "cases": queries.cases_behind(one, request.standing),
        "may_open": queries.may_open(one.unit_id or one.mostly_unit_id, seen),
        "evaluations": queries.evaluations_of(seen).filter(signal=one),
        "scores": queries.scores_behind(one) if one.element else [],
        "surveys": queries.surveys_behind(one) if one.element else [],
    })  # fmt: skip


@opens_to(STAFF)
def dismiss(request: Request, pk: int) -> HttpResponse:
    one = _found(request, pk)
    form = DismissForm(request.POST) if request.method == "POST" else DismissForm()
    if attempt(form, lambda: actions.dismiss(one, **form.cleaned_data, by=request.actor, at=timezone.now())):
        messages.success(request, _("Sinyal dikesampingkan. Ia kembali bila bertambah."))
        return redirect(one)
    return _asked(request, one, form, _("Kesampingkan sinyal"))


@opens_to(STAFF)
def put_off(request: Request, pk: int) -> HttpResponse:
    one = _found(request, pk)
    form = PutOffForm(request.POST) if request.method == "POST" else PutOffForm()
    if attempt(form, lambda: actions.put_off(one, **form.cleaned_data, by=request.actor, at=timezone.now())):
        messages.success(request, _("Sinyal ditunda."))
        return redirect(one)
    return _asked(request, one, form, _("Tunda sinyal"))


def _asked(request: Request, one: Signal, form: Any, title: str) -> HttpResponse:
    seen = {"one": one, "form": form, "title": title, "names": queries.names_of([one], on=queries.today())}
    return render(request, "improvement/put_away.html", seen, status=422 if form.is_bound else 200)


def _found(request: Request, pk: int) -> Signal:
    return get_object_or_404(queries.visible_to(request.standing, on=queries.today()), pk=pk)


def _tabs(state: str) -> list[dict[str, Any]]:
    address = reverse("improvement:signals")
    return [
        {"label": label, "address": f"{address}?state={value}", "is_current": value == state, "count": None}
        for value, label in Signal.State.choices
    ]
