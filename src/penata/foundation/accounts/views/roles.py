"""Roles and API keys, as data."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from penata.foundation.accounts import actions, queries
from penata.foundation.accounts.forms import KeyForm, ReasonForm, RoleForm
from penata.foundation.accounts.models import ApiKey, Request, Role
from penata.foundation.accounts.rules import may, opens_to
from penata.foundation.refusals import Refused
from penata.foundation.ui.widgets import put_into_form

MANAGE = may("accounts.manage")
KEYS = may("accounts.keys")


@opens_to(MANAGE)
def roles(request: Request) -> HttpResponse:
    return render(request, "accounts/roles.html", {"roles": queries.roles(timezone.localdate())})


@opens_to(MANAGE)
def new_role(request: Request) -> HttpResponse:
    return _role_page(request, None)


@opens_to(MANAGE)
def role(request: Request, pk: int) -> HttpResponse:
    return _role_page(request, get_object_or_404(Role, pk=pk))


def _role_page(request: Request, role: Role | None) -> HttpResponse:
    form = RoleForm(request.POST, role=role) if request.method == "POST" else RoleForm(initial=_of(role), role=role)
    if form.is_valid():
        try:
            typed = form.cleaned_data if role is None else form.cleaned_data | {"code": role.code}
            actions.save_role(**typed, is_new=role is None, by=request.actor)
        except Refused as refusal:
            put_into_form(form, refusal)
        else:
            messages.success(request, gettext("Peran sudah disimpan."))
            return redirect("accounts:roles")
    return render(request, "accounts/role.html", {"form": form, "role": role}, status=422 if form.errors else 200)


def _of(role: Role | None) -> dict[str, object]:
    names = ("name", "description", "permissions", "needs_second_factor")
    return {} if role is None else {name: getattr(role, name) for name in names}


@opens_to(KEYS)
@never_cache
def keys(request: Request) -> HttpResponse:
    """The keys, and a form for a new one, whose text is shown in the answer and never again."""
    form, text = KeyForm(request.POST) if request.method == "POST" else KeyForm(), ""
    if form.is_valid():
        try:
            _key, text = actions.issue_key(**form.cleaned_data, since=timezone.localdate(), by=request.actor)
            form = KeyForm()
        except Refused as refusal:
            put_into_form(form, refusal)
    page = {"form": form, "text": text, "keys": queries.keys(), "today": timezone.localdate()}
    return render(request, "accounts/keys.html", page, status=422 if form.errors else 200)


@opens_to(KEYS)
@require_POST
def revoke_key(request: Request, pk: int) -> HttpResponse:
    key = get_object_or_404(ApiKey, pk=pk)
    form = ReasonForm(request.POST)
    try:
        actions.revoke_key(key=key, because=form.data.get("because", ""), by=request.actor)
        messages.success(request, gettext("Kunci sudah dicabut."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("accounts:keys")
