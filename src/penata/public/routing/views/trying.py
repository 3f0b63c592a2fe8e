"""Trying words out, and the city's own test of the router."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, may, opens_to
from penata.foundation.refusals import Refused
from penata.foundation.ui.widgets import put_into_form
from penata.public.routing import actions, queries
from penata.public.routing.forms import TrialForm, WordsForm
from penata.public.routing.models import Trial


@opens_to(STAFF)
def words(request: Request) -> HttpResponse:
    """Words and a place → three proposals with their reasons; nothing is kept."""
    today = timezone.localdate()
    form = WordsForm(*([request.GET] if "words" in request.GET else []), on=today)
    reason = None
    if form.is_valid():
        reason = queries.answer_words(form.cleaned_data["words"], form.cleaned_data["area"], today)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "routing/words.html", {"form": form, "reason": reason}, status=status)


@opens_to(may("routing.manage"))
def trials(request: Request) -> HttpResponse:
    today = timezone.localdate()
    form = TrialForm(*([request.POST] if request.method == "POST" else []), on=today)
    if form.is_valid():
        try:
            actions.add_trial(**form.cleaned_data, by=request.actor, at=timezone.now())
        except Refused as refusal:
            put_into_form(form, refusal)
        else:
            messages.success(request, gettext("Kalimat uji sudah ditambahkan."))
            return redirect("routing:trials")
    tried = queries.run_trials(today)
    right = sum(one.is_right for one in tried)
    context = {"form": form, "tried": tried, "right": right}
    return render(request, "routing/trials.html", context, status=422 if form.is_bound else 200)


@opens_to(may("routing.manage"))
@require_POST
def remove_trial(request: Request, pk: int) -> HttpResponse:
    trial = get_object_or_404(Trial.objects.select_related("function"), pk=pk)
    actions.remove_trial(trial, by=request.actor, at=timezone.now())
    return redirect("routing:trials")
