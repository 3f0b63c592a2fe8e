"""The page of the model: how good it is, what the threshold does, which model is used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import may, opens_to
from penata.foundation.refusals import Refused
from penata.foundation.tables.exports import stream_csv
from penata.foundation.ui.widgets import put_into_form
from penata.public.routing import actions, queries
from penata.public.routing.exports import COLUMNS, quality_rows
from penata.public.routing.forms import ReasonForm, ThresholdForm

MANAGE = may("routing.manage")


@opens_to(MANAGE)
def model(request: Request) -> HttpResponse:
    return _page(request)


@opens_to(MANAGE)
def progress(request: Request) -> HttpResponse:
    """The part of the page that shows a learning; it asks again while one is open."""
    return render(request, "routing/model.html#learning", {"learning": queries.last_learning()})


@opens_to(MANAGE)
@require_POST
def learn(request: Request) -> HttpResponse:
    try:
        actions.ask_to_learn(by=request.actor, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("routing:model")


@opens_to(MANAGE)
@require_POST
def threshold(request: Request) -> HttpResponse:
    form = ThresholdForm(request.POST)

    def act(percent: float | None, is_automatic: bool, because: str) -> None:
        chosen = None if percent is None else percent / 100
        actions.set_threshold(
            threshold=chosen, is_automatic=is_automatic, because=because, by=request.actor, at=timezone.now()
        )

    return _do(form, act) or _page(request, form)


@opens_to(MANAGE)
def detail(request: Request, pk: int) -> HttpResponse:
    """One model by unit, and the act of using it."""
    found = get_object_or_404(queries.models(), pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def act(because: str) -> None:
        actions.put_in_use(found, because=because, by=request.actor, at=timezone.now())
        messages.success(request, gettext("Model ini kini dipakai."))

    if form.is_bound and (done := _do(form, act)):
        return done
    context = {"model": found, "units": queries.by_unit(found, timezone.localdate()), "form": form}
    return render(request, "routing/detail.html", context, status=422 if form.is_bound else 200)


@opens_to(MANAGE)
def quality(request: Request) -> StreamingHttpResponse:
    today = timezone.localdate()
    return stream_csv(COLUMNS, quality_rows(today), f"mutu-penyaluran-{today}")


def _do(form: forms.Form, act: Callable[..., Any]) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        act(**form.cleaned_data)
    except Refused as refusal:
        put_into_form(form, refusal)
        return None
    return redirect("routing:model")


def _page(request: Request, form: ThresholdForm | None = None) -> HttpResponse:
    today, used, chosen = timezone.localdate(), queries.in_use(), queries.city_settings()
    models = list(queries.models()[:24])
    percent = None if chosen.threshold is None else round(chosen.threshold * 100, 1)
    context = {
        "used": used,
        "chosen": chosen,
        "threshold": chosen.threshold if chosen.threshold is not None else used.threshold if used else None,
        "form": form or ThresholdForm(initial={"is_automatic": chosen.is_automatic, "percent": percent}),
        "consequences": queries.consequences(used) if used else [],
        "unaided": queries.unaided(used) if used else None,
        "units": queries.by_unit(used, today) if used else [],
        "models": models,
        "history": [model for model in reversed(models) if model.quality.get("accuracy") is not None],
        "weeks": queries.weeks(today),
        "told": queries.told(),
        "learning": queries.last_learning(),
    }
    return render(request, "routing/model.html", context, status=422 if form else 200)
