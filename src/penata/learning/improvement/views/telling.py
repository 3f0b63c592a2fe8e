"""Residents are told what was done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.ui.widgets import attempt

from .. import actions
from ..forms.evaluations import TellForm
from .common import led_or_404, posted, who


@opens_to(STAFF)
def tell(request: Request, pk: int) -> HttpResponse:
    found = led_or_404(request, pk, closed=True)
    form = TellForm(**posted(request))
    told = attempt(form, lambda: actions.tell_residents(found, **form.cleaned_data, **who(request)))
    if told is not None:
        words = ngettext("Diterbitkan; %(count)s warga dikabari.", "Diterbitkan; %(count)s warga dikabari.", told)
        messages.success(request, words % {"count": told})
        return redirect(found)
    context = {"form": form, "title": _("Kabari warga"), "back": found.get_absolute_url(), "button": _("Kabari warga")}
    context["lead"] = _(
        "Terbit di halaman “Anda sampaikan, kami perbaiki” dan dikirim, sekali, kepada setiap pelapor, "
        "responden yang menyebut namanya, dan peserta forum di baliknya."
    )
    return render(request, "improvement/act.html", context, status=422 if form.is_bound else 200)
