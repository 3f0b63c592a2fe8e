"""Causes are said one below the other, struck, and found."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, opens_to

from .. import actions
from ..forms.evaluations import BecauseForm, CauseForm, FoundForm, WhyForm
from ..models import Cause
from .common import act_page, led_or_404, posted, who


@opens_to(STAFF)
def add_cause(request: Request, pk: int) -> HttpResponse:
    found = led_or_404(request, pk)
    form = CauseForm(**posted(request), initial={"category": request.GET.get("category", "")[:12]})
    return act_page(
        request, form, lambda: actions.add_cause(found, **form.cleaned_data, **who(request)),
        title=_("Tambah sebab"), back=f"{found.get_absolute_url()}#causes", lead=found.question,
    )  # fmt: skip


@opens_to(STAFF)
def ask_why(request: Request, pk: int) -> HttpResponse:
    cause = get_object_or_404(Cause, pk=pk, struck_at=None)
    found = led_or_404(request, cause.evaluation_id)
    form = WhyForm(**posted(request))
    return act_page(
        request, form, lambda: actions.add_cause(found, parent=cause, **form.cleaned_data, **who(request)),
        title=_("Mengapa demikian?"), back=f"{found.get_absolute_url()}#causes", lead=cause.words, button=_("Tambah"),
    )  # fmt: skip


@opens_to(STAFF)
def strike_cause(request: Request, pk: int) -> HttpResponse:
    cause = get_object_or_404(Cause, pk=pk, struck_at=None)
    found = led_or_404(request, cause.evaluation_id)
    form = BecauseForm(**posted(request))
    return act_page(
        request, form, lambda: actions.strike_cause(cause, **form.cleaned_data, **who(request)),
        title=_("Coret sebab"), back=f"{found.get_absolute_url()}#causes", lead=cause.words,
    )  # fmt: skip


@opens_to(STAFF)
def find_causes(request: Request, pk: int) -> HttpResponse:
    found = led_or_404(request, pk)
    form = FoundForm(**posted(request))
    return act_page(
        request, form, lambda: actions.find_causes(found, **form.cleaned_data, **who(request)),
        title=_("Sebab ditemukan"), back=found.get_absolute_url(), done=_("Sekarang tetapkan tindakannya."),
    )  # fmt: skip
