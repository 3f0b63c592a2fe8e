"""The forms of registering, appointing, acting, absence and leaving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, may, opens_to
from penata.foundation.ui.widgets import attempt

from .. import actions
from ..forms import (
    AbsenceForm,
    ActingForm,
    AppointForm,
    CorrectHoldingForm,
    EndForm,
    LeaveForm,
    PersonForm,
    RegisterForm,
)
from ..models import Absence, Holding, Person
from .pages import may_record_absence

CHANGE = may("people.change")


@opens_to(CHANGE)
def register(request: Request) -> HttpResponse:
    form = RegisterForm(**_posted(request))

    def act() -> Person:
        return actions.register_person(**form.cleaned_data, by=request.actor)

    return _do(request, form, act, _("Daftarkan pegawai"), reverse("people:persons"))


@opens_to(CHANGE)
def change(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=pk)
    first = {name: getattr(person, name) for name in PersonForm.base_fields}
    form = PersonForm(**_posted(request), initial=first)

    def act() -> Person:
        actions.change_person(person, **form.cleaned_data, by=request.actor)
        return person

    return _do(request, form, act, _("Ubah data pegawai"), _page(person))


@opens_to(CHANGE)
def appoint(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=pk)
    first = {"on": timezone.localdate(), "position": request.GET.get("position", "")}
    form = AppointForm(**_posted(request), initial=first)

    def act() -> Person:
        actions.appoint(person, by=request.actor, **form.cleaned_data)
        return person

    return _do(request, form, act, _("Angkat dalam jabatan"), _page(person))


@opens_to(CHANGE)
def appoint_acting(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=pk)
    form = ActingForm(**_posted(request), initial={"since": timezone.localdate()})

    def act() -> Person:
        actions.appoint_acting(person, by=request.actor, **form.cleaned_data)
        return person

    return _do(request, form, act, _("Tugaskan sebagai Plt. atau Plh."), _page(person))


@opens_to(CHANGE)
def end_holding(request: Request, pk: int) -> HttpResponse:
    holding = _believed(Holding, pk)
    form = EndForm(**_posted(request), initial={"on": timezone.localdate()})

    def act() -> Person:
        actions.end_holding(holding, by=request.actor, **form.cleaned_data)
        return holding.person

    return _do(request, form, act, _("Akhiri pemangkuan jabatan"), _page(holding.person))


@opens_to(CHANGE)
def correct_holding(request: Request, pk: int) -> HttpResponse:
    holding = _believed(Holding, pk)
    days = {"since": holding.valid.lower, "until": holding.valid.upper}
    first = {name: getattr(holding, name) for name in ("position", "seat", "decree", "article")}
    form = CorrectHoldingForm(**_posted(request), initial=first | days)

    def act() -> Person:
        actions.correct_holding(holding, by=request.actor, **form.cleaned_data)
        return holding.person

    return _do(request, form, act, _("Perbaiki data pemangkuan"), _page(holding.person))


@opens_to(CHANGE)
def leave(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=pk)
    form = LeaveForm(**_posted(request))

    def act() -> Person:
        actions.leave(person, by=request.actor, **form.cleaned_data)
        return person

    return _do(request, form, act, _("Catat berhenti"), _page(person))


@opens_to(STAFF)
def record_absence(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=pk)
    if not may_record_absence(request, person):
        raise PermissionDenied
    form = AbsenceForm(**_posted(request), on=timezone.localdate())

    def act() -> Person:
        actions.record_absence(person, by=request.actor, **form.cleaned_data)
        return person

    return _do(request, form, act, _("Catat ketidakhadiran"), _page(person))


@opens_to(STAFF)
def cancel_absence(request: Request, pk: int) -> HttpResponse:
    absence = _believed(Absence, pk)
    if not may_record_absence(request, absence.person):
        raise PermissionDenied
    form = forms.Form(**_posted(request))

    def act() -> Person:
        actions.cancel_absence(absence, by=request.actor)
        return absence.person

    return _do(request, form, act, _("Batalkan ketidakhadiran"), _page(absence.person))


def _posted(request: Request) -> dict[str, Any]:
    return {"data": request.POST} if request.method == "POST" else {}


def _believed(model: Any, pk: int) -> Any:
    return get_object_or_404(model.objects.filter(recorded__upper_inf=True).select_related("person"), pk=pk)


def _page(person: Person) -> str:
    return reverse("people:person", args=[person.pk])


def _do(request: Request, form: forms.Form, act: Callable[[], Person], title: Any, back: str) -> HttpResponse:
    """Do what a valid form asks for and lead to the person; else show the form, with what was refused."""
    person = attempt(form, act)
    if person is not None:
        messages.success(request, _("Tersimpan."))
        return redirect(_page(person))
    context = {"form": form, "title": title, "back": back}
    return render(request, "people/form.html", context, status=422 if form.is_bound else 200)
