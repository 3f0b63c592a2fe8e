"""The forms that open, change, close and correct, each with its decree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import may, opens_to
from penata.foundation.ui.widgets import attempt

from .. import actions
from ..forms import (
    AreaForm,
    BoundariesForm,
    CloseForm,
    ClosePositionForm,
    CorrectMandateForm,
    DecreeForm,
    FunctionForm,
    MandateForm,
    OpenAreaForm,
    OpenFunctionForm,
    OpenPositionForm,
    OpenUnitForm,
    PositionForm,
    UnitForm,
    correcting,
)
from ..models import Area, Decree, Function, Mandate, Position, Unit
from ..queries.pages import HISTORIES

CHANGE = may("structure.change")


@dataclass(frozen=True)
class Edited:
    """What can be edited of a noun: its forms, its acts, and what the screen calls it."""

    model: Any
    open_form: Any
    change_form: Any
    close_form: Any
    open: Callable[..., Any]
    change: Callable[..., Any]
    close: Callable[..., Any]
    title_open: Any
    title_change: Any
    title_close: Any


class CloseFunctionForm(CloseForm):
    reason = None  # type: ignore[assignment]
    successor = None  # type: ignore[assignment]


NOUNS = {
    "unit": Edited(
        Unit, OpenUnitForm, UnitForm, CloseForm,
        actions.open_unit, actions.change_unit, actions.close_unit,
        _("Bentuk unit"), _("Ubah unit"), _("Tutup unit"),
    ),
    "position": Edited(
        Position, OpenPositionForm, PositionForm, ClosePositionForm,
        actions.open_position, actions.change_position, actions.close_position,
        _("Bentuk jabatan"), _("Ubah jabatan"), _("Tutup jabatan"),
    ),
    "function": Edited(
        Function, OpenFunctionForm, FunctionForm, CloseFunctionForm,
        actions.open_function, actions.change_function, actions.close_function,
        _("Tambah tugas"), _("Ubah tugas"), _("Hapus tugas"),
    ),
    "area": Edited(
        Area, OpenAreaForm, AreaForm, CloseFunctionForm,
        actions.open_area, actions.change_area, actions.close_area,
        _("Tambah wilayah"), _("Ubah wilayah"), _("Hapus wilayah"),
    ),
}  # fmt: skip


@opens_to(CHANGE)
def open_new(request: Request, noun: str) -> HttpResponse:
    edited = NOUNS[noun]
    first = {name: request.GET[name] for name in ("parent", "unit") if request.GET.get(name)}
    form = edited.open_form(**_posted(request), on=timezone.localdate(), initial=first)

    def act() -> str:
        subject = edited.open(**form.contents, **form.basis, by=request.actor)
        return reverse(f"structure:{noun}", args=[subject.code])

    return _do(request, form, act, edited.title_open, reverse("structure:chart"))


@opens_to(CHANGE)
def change(request: Request, noun: str, code: str) -> HttpResponse:
    edited, subject = NOUNS[noun], _subject(noun, code)
    form = edited.change_form(**_posted(request), on=timezone.localdate(), initial=_values(subject))
    address = reverse(f"structure:{noun}", args=[code])

    def act() -> str:
        edited.change(subject, **form.contents, **form.basis, by=request.actor)
        return address

    return _do(request, form, act, edited.title_change, address)


@opens_to(CHANGE)
def close(request: Request, noun: str, code: str) -> HttpResponse:
    edited, subject = NOUNS[noun], _subject(noun, code)
    form = edited.close_form(**_posted(request), on=timezone.localdate())
    address = reverse(f"structure:{noun}", args=[code])

    def act() -> str:
        edited.close(subject, **form.contents, **form.basis, by=request.actor)
        return address

    return _do(request, form, act, edited.title_close, address)


@opens_to(CHANGE)
def correct(request: Request, noun: str, pk: int) -> HttpResponse:
    version = get_object_or_404(HISTORIES[noun][1]._default_manager.filter(recorded__upper_inf=True), pk=pk)
    form_class = correcting(noun)
    days = {"since": version.valid.lower, "until": version.valid.upper}
    first = {name: getattr(version, name) for name in form_class.base_fields if hasattr(version, name)}
    form = form_class(**_posted(request), initial=first | days)
    address = reverse("structure:history", args=[noun, getattr(version, noun).code])

    def act() -> str:
        actions.correct(version, **form.cleaned_data, by=request.actor)
        return address

    return _do(request, form, act, _("Perbaiki data"), address)


@opens_to(CHANGE)
def give_mandate(request: Request) -> HttpResponse:
    first = {name: request.GET[name] for name in ("function", "position", "unit") if request.GET.get(name)}
    form = MandateForm(**_posted(request), on=timezone.localdate(), initial=first)

    def act() -> str:
        actions.give_mandate(**form.cleaned_data, by=request.actor)
        return reverse("structure:function", args=[form.cleaned_data["function"].code])

    return _do(request, form, act, _("Berikan kewenangan"), reverse("structure:functions"))


@opens_to(CHANGE)
def end_mandate(request: Request, pk: int) -> HttpResponse:
    mandate = get_object_or_404(Mandate.objects.filter(recorded__upper_inf=True), pk=pk)
    form = CloseFunctionForm(**_posted(request), on=timezone.localdate())
    address = reverse("structure:function", args=[mandate.function.code])

    def act() -> str:
        actions.end_mandate(mandate, **form.basis, by=request.actor)
        return address

    return _do(request, form, act, _("Akhiri kewenangan"), address)


@opens_to(CHANGE)
def correct_mandate(request: Request, pk: int) -> HttpResponse:
    mandate = get_object_or_404(Mandate.objects.filter(recorded__upper_inf=True), pk=pk)
    first = {name: getattr(mandate, name) for name in ("position", "unit", "area", "decree", "article")}
    days = {"since": mandate.valid.lower, "until": mandate.valid.upper}
    form = CorrectMandateForm(**_posted(request), initial=first | days)
    address = reverse("structure:history", args=["function", mandate.function.code])

    def act() -> str:
        actions.correct(mandate, **form.cleaned_data, by=request.actor)
        return address

    return _do(request, form, act, _("Perbaiki data kewenangan"), address)


@opens_to(CHANGE)
def boundaries(request: Request) -> HttpResponse:
    files = request.FILES if request.method == "POST" else None
    form = BoundariesForm(**_posted(request), files=files, initial={"on": timezone.localdate()})
    address = reverse("structure:areas")

    def act() -> str:
        data = dict(form.cleaned_data)
        actions.bring_boundaries(data.pop("file").read(), **data, by=request.actor)
        return address

    return _do(request, form, act, _("Masukkan batas wilayah"), address)


@opens_to(CHANGE)
def add_decree(request: Request) -> HttpResponse:
    form = DecreeForm(**_posted(request))

    def act() -> str:
        decree: Decree = actions.add_decree(**form.cleaned_data, by=request.actor)
        return reverse("structure:decree", args=[decree.pk])

    return _do(request, form, act, _("Daftarkan dasar hukum"), reverse("structure:decrees"))


def _posted(request: Request) -> dict[str, Any]:
    return {"data": request.POST} if request.method == "POST" else {}


def _subject(noun: str, code: str) -> Any:
    return get_object_or_404(NOUNS[noun].model, code=code)


def _values(subject: Any) -> dict[str, Any]:
    """What the subject's newest version says, for a form."""
    version = subject.versions.filter(recorded__upper_inf=True).order_by("-valid").first()
    return {field.name: getattr(version, field.name) for field in version._meta.concrete_fields} if version else {}


def _do(request: Request, form: forms.Form, act: Callable[[], str], title: Any, back: str) -> HttpResponse:
    """Do what a valid form asks for and go on; else show the form, with what was refused."""
    address = attempt(form, act)
    if address is not None:
        messages.success(request, _("Tersimpan."))
        return redirect(address)
    context = {"form": form, "title": title, "back": back}
    return render(request, "structure/form.html", context, status=422 if form.is_bound else 200)
