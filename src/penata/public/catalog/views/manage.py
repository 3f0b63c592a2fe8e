"""Standards are set here, each with its decree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import may, opens_to
from penata.foundation.ui.widgets import attempt
from penata.public.catalog import actions, queries
from penata.public.catalog.forms import ChangeForm, CloseForm, CorrectForm, OpenForm, initial_of
from penata.public.catalog.models import Service, Standard

CHANGE = may("catalog.change")


@opens_to(CHANGE)
def manage(request: Request) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:100].replace("\x00", "")
    rows = queries.lifetimes(words, timezone.localdate())
    return render(request, "catalog/manage.html", {"rows": rows, "words": words})


@opens_to(CHANGE)
def open_service(request: Request) -> HttpResponse:
    today = timezone.localdate()
    form = OpenForm(*_posted(request), on=today, initial={"on": today, "is_reportable": True})

    def act() -> Service:
        typed = form.cleaned_data
        basis = {name: typed[name] for name in ("code", "function", "decree", "article", "on")}
        return actions.open_service(**basis, contents=actions.Contents(**form.contents()), by=request.actor)

    done = gettext("Layanan sudah dibuka.")
    return _do(request, form, act, done) or _form(request, form, gettext("Buka layanan baru"))


@opens_to(CHANGE)
def change(request: Request, code: str) -> HttpResponse:
    service, standard = _latest(code)
    form = ChangeForm(*_posted(request), initial=initial_of(standard) | {"on": timezone.localdate()})

    def act() -> Service:
        typed = form.cleaned_data
        basis = {name: typed[name] for name in ("decree", "article", "on", "because")}
        actions.change_standard(service, **basis, contents=actions.Contents(**form.contents()), by=request.actor)
        return service

    done = gettext("Versi baru standar pelayanan sudah ditetapkan.")
    return _do(request, form, act, done) or _form(request, form, gettext("Tetapkan versi baru"), standard)


@opens_to(CHANGE)
def correct(request: Request, code: str, pk: int) -> HttpResponse:
    standard = get_object_or_404(
        Standard.objects.as_known().select_related("service", "decree"), pk=pk, service__code=code
    )
    form = CorrectForm(*_posted(request), initial=initial_of(standard))

    def act() -> Service:
        typed = form.cleaned_data
        basis = {name: typed[name] for name in ("decree", "article", "because")}
        actions.correct(standard, **basis, contents=actions.Contents(**form.contents()), by=request.actor)
        return standard.service

    done = gettext("Standar pelayanan sudah dibetulkan; yang lama tetap tersimpan dalam riwayat.")
    return _do(request, form, act, done) or _form(request, form, gettext("Betulkan versi ini"), standard)


@opens_to(CHANGE)
def close(request: Request, code: str) -> HttpResponse:
    service, standard = _latest(code)
    form = CloseForm(*_posted(request), initial={"on": timezone.localdate()})

    def act() -> Service:
        actions.close_service(service, **form.cleaned_data, by=request.actor)
        return service

    done = gettext("Layanan sudah ditutup.")
    context = {"form": form, "standard": standard}
    return _do(request, form, act, done) or render(request, "catalog/close.html", context, status=_status(form))


def _latest(code: str) -> tuple[Service, Standard]:
    service = get_object_or_404(Service, code=code)
    standard = queries.standard_on(code, timezone.localdate()) or queries.history(code).first()
    return service, standard  # type: ignore[return-value] # a service has at least one version


def _posted(request: Request) -> list[Any]:
    return [request.POST] if request.method == "POST" else []


def _status(form: forms.Form) -> int:
    return 422 if form.is_bound else 200


def _do(request: Request, form: forms.Form, act: Callable[[], Service], done: str) -> HttpResponse | None:
    """Do what a valid form asks for and lead to the service; None when the form has to be shown."""
    service = attempt(form, act)
    if service is None:
        return None
    messages.success(request, done)
    return redirect("catalog:history", service.code)


def _form(request: Request, form: forms.Form, title: str, standard: Standard | None = None) -> HttpResponse:
    context = {"form": form, "title": title, "standard": standard}
    return render(request, "catalog/form.html", context, status=_status(form))
