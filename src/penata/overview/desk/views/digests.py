"""The hour at which someone is sent what awaits him."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.ui.widgets import attempt

from .. import actions, queries
from ..forms import DigestForm


@opens_to(STAFF)
def digest(request: Request) -> HttpResponse:
    key = request.standing.account_id
    if key is None:
        raise Http404
    account, row = queries.account_of(key), queries.digest_of(key)
    form = DigestForm(request.POST if request.method == "POST" else None, initial={"hour": row.hour if row else None})
    if attempt(form, lambda: _choose(request, key, form.cleaned_data["hour"])):
        return redirect("desk:digest")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/digest.html", {"form": form, "row": row, "account": account}, status=status)


def _choose(request: Request, key: int, hour: int | None) -> bool:
    row = actions.choose_digest(account_id=key, hour=hour, by=request.actor, at=timezone.now())
    chosen = gettext("Ringkasan dikirim setiap hari kerja pukul %(hour)s.") % {"hour": f"{row.hour or 0:02}.00"}
    messages.success(request, gettext("Ringkasan tidak dikirim lagi.") if row.hour is None else chosen)
    return True
