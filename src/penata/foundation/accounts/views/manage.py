"""The administrator's lists: accounts, what they may do, and their letters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from penata.foundation.accounts import actions, paging, queries
from penata.foundation.accounts.exports import letters_pdf
from penata.foundation.accounts.forms import CloseForm, GrantForm, ReasonForm, act_words
from penata.foundation.accounts.models import Account, Request, RoleGrant
from penata.foundation.accounts.rules import may, opens_to
from penata.foundation.journal.queries import history
from penata.foundation.refusals import Refused
from penata.foundation.ui.widgets import put_into_form

MANAGE = may("accounts.manage")


@opens_to(MANAGE)
def accounts(request: Request) -> HttpResponse:
    words, state, role = (request.GET.get(name, "") for name in ("q", "state", "role"))
    found = queries.found(words, state=state, role=role)
    page = {
        "page": Paginator(found, 25).get_page(request.GET.get("page")),
        "words": words,
        "may_keys": request.standing.may("accounts.keys"),
        "states": paging.state_options(request.GET),
        "query": paging.without_page(request.GET),
    }
    return render(request, "accounts/accounts.html", page)


@opens_to(MANAGE)
def account(request: Request, pk: int) -> HttpResponse:
    return _account_page(request, get_object_or_404(Account, pk=pk))


@opens_to(MANAGE)
@require_POST
def grant(request: Request, pk: int) -> HttpResponse:
    account = get_object_or_404(Account, pk=pk)
    form = GrantForm(request.POST)
    done = gettext("Peran sudah diberikan.")
    return _do(request, account, {"grant": form}, done, actions.grant_role)


@opens_to(MANAGE)
@require_POST
def revoke(request: Request, pk: int, grant_id: int) -> HttpResponse:
    grant = get_object_or_404(RoleGrant.objects.select_related("account", "role"), pk=grant_id, account_id=pk)
    form = ReasonForm(request.POST)

    def act(account: Account, **typed: Any) -> None:
        actions.revoke_role(grant=grant, on=timezone.localdate(), **typed)

    return _do(request, grant.account, {"revoke": form}, gettext("Peran sudah dicabut."), act)


@opens_to(MANAGE)
@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    account = get_object_or_404(Account, pk=pk)
    done = gettext("Akun sudah ditutup dan semua sesinya berakhir.")
    return _do(request, account, {"close": CloseForm(request.POST)}, done, actions.close)


@opens_to(MANAGE)
@require_POST
def reopen(request: Request, pk: int) -> HttpResponse:
    account = get_object_or_404(Account, pk=pk)
    done = gettext("Akun sudah dibuka kembali. Cetak surat aktivasi baru untuk pemiliknya.")
    return _do(request, account, {"reopen": ReasonForm(request.POST)}, done, actions.reopen)


@opens_to(MANAGE)
@require_POST
@never_cache
def letters(request: Request) -> HttpResponse:
    """Print letters for the chosen accounts; those that need none are left out."""
    keys = [key for key in request.POST.getlist("account")[:100] if key.isdecimal() and len(key) < 19]
    chosen = Account.objects.filter(pk__in=keys, claimed_at=None, closed_at=None)
    if not chosen:
        messages.error(request, gettext("Pilih akun yang belum diaktifkan, lalu cetak suratnya."))
        return redirect("accounts:accounts")
    issued = [actions.issue_claim_letter(account=account, by=request.actor) for account in chosen]
    pdf = letters_pdf(issued, address=request.build_absolute_uri("/accounts/claim/"))
    headers = {"Content-Disposition": 'attachment; filename="surat-aktivasi.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _do(
    request: Request, account: Account, named: dict[str, forms.Form], done: str, act: Callable[..., Any]
) -> HttpResponse:
    """One act on an account: back to its page, with its (named) form again when it was refused."""
    [form] = named.values()
    if form.is_valid():
        try:
            act(account=account, **form.cleaned_data, by=request.actor)
        except Refused as refusal:
            put_into_form(form, refusal)
        else:
            messages.success(request, done)
            return redirect("accounts:account", pk=account.pk)
    return _account_page(request, account, named, status=422)


def _account_page(
    request: Request, account: Account, bound: dict[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    page: dict[str, Any] = {
        "account": account,
        "grants": queries.grants(account),
        "today": today,
        "history": [(act_words(entry), entry) for entry in history(account)[:20]],
        "grant": GrantForm(initial={"since": today}, auto_id="id_grant_%s"),
        "close": CloseForm(initial={"on": today}, auto_id="id_close_%s"),
        "reopen": ReasonForm(auto_id="id_reopen_%s"),
        "revoke": ReasonForm(auto_id="id_revoke_%s"),
        "faulty": next(iter((bound or {}).values()), None),
    }
    return render(request, "accounts/account.html", page | (bound or {}), status=status)
