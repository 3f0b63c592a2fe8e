"""The expectation: read, written, signed; and feedback."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.refusals import Refused

from .. import actions, queries
from ..forms import ConductForm, ConfirmForm, FeedbackForm, ResultForm, WordsForm, first_of
from ..models import Expectation
from ..queries.pages import results_above
from .acting import do, not_open, open_expectation, posted, who

FORM = "performance/form.html"


@dataclass(frozen=True)
class ExpectationAct:
    """An act on an expectation: in which state it is open, to whom, and what its page says."""

    state: str
    is_mine: bool
    form: type[forms.Form]
    do: Any
    title: Any
    button: Any
    done: Any
    lead: Any = ""


ACTS = {
    "propose": ExpectationAct(
        "draft", True, ConfirmForm, actions.propose, _("Ajukan SKP"), _("Tanda tangani dan ajukan"),
        _("SKP diajukan kepada atasan."),
        _("Dengan ini Anda menandatangani SKP. Setelah diajukan, isinya hanya berubah bila atasan mengembalikannya."),
    ),
    "agree": ExpectationAct(
        "proposed", False, ConfirmForm, actions.agree, _("Tetapkan SKP"), _("Tanda tangani dan tetapkan"),
        _("SKP ditetapkan."), _("Dengan ini Anda menyetujui hasil kerja, indikator, dan target pegawai ini."),
    ),
    "give-back": ExpectationAct(
        "proposed", False, WordsForm, actions.give_back_expectation, _("Kembalikan SKP"), _("Kembalikan"),
        _("SKP dikembalikan dengan catatan Anda."),
    ),
    "revise": ExpectationAct(
        "agreed", False, WordsForm, actions.revise, _("Buka SKP untuk diubah"), _("Buka untuk diubah"),
        _("SKP dibuka; keduanya menandatangani lagi setelah diubah."),
    ),
}  # fmt: skip


@opens_to(STAFF)
def expectation(request: Request, pk: int) -> HttpResponse:
    found, seen = open_expectation(request, pk)
    page = queries.expectation_page(found, seen)
    offered = [name for name in ACTS if _is_open(ACTS[name], page)]
    context = {
        "page": page,
        "offered": [(name, ACTS[name]) for name in offered],
        "may_write": page.is_mine and found.state == Expectation.State.DRAFT,
        "may_say": queries.may_give_feedback(found, seen),
    }
    return render(request, "performance/expectation.html", context)


def _is_open(act: ExpectationAct, page: queries.ExpectationPage) -> bool:
    allowed = page.is_mine if act.is_mine else page.is_appraiser
    return allowed and page.expectation.state == act.state


@opens_to(STAFF)
def act(request: Request, pk: int, act: str) -> HttpResponse:
    found, seen = open_expectation(request, pk)
    chosen = ACTS.get(act)
    if chosen is None:
        raise Http404
    if not _is_open(chosen, queries.expectation_page(found, seen)):
        return not_open(request, found)
    form = chosen.form(**posted(request))
    context = {"title": chosen.title, "button": chosen.button, "lead": chosen.lead, "done": chosen.done}
    back = found.get_absolute_url()
    return do(
        request, form, lambda: chosen.do(found, **form.cleaned_data, **who(request)), back, template=FORM, **context
    )  # fmt: skip


@opens_to(STAFF)
def result(request: Request, pk: int, result: int = 0) -> HttpResponse:
    """Write a new result of one's draft, or change one."""
    found = _own_draft(request, pk)
    one = get_object_or_404(found.results, pk=result) if result else None
    form = ResultForm(**posted(request), above=results_above(found), initial=first_of(one) if one else None)
    context = {"title": _("Hasil kerja"), "button": _("Simpan"), "done": _("Tersimpan.")}
    return do(
        request, form, lambda: actions.write_result(found, form.draft(), result=one, **who(request)),
        found.get_absolute_url(), template=FORM, **context,
    )  # fmt: skip


@require_POST
@opens_to(STAFF)
def remove(request: Request, pk: int, result: int) -> HttpResponse:
    found = _own_draft(request, pk)
    one = get_object_or_404(found.results, pk=result)
    try:
        actions.remove_result(one, **who(request))
        messages.success(request, _("Hasil kerja dihapus."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@opens_to(STAFF)
def conduct(request: Request, pk: int) -> HttpResponse:
    """What is expected in the seven values."""
    found = _own_draft(request, pk)
    first = dict(found.conduct.values_list("value", "words"))
    form = ConductForm(**posted(request), initial=first)
    context = {
        "title": _("Ekspektasi perilaku kerja"), "button": _("Simpan"), "done": _("Tersimpan."),
        "lead": _("Ketujuh nilai berlaku bagi semua. Tulis yang khusus diharapkan dari Anda; boleh kosong."),
    }  # fmt: skip
    return do(
        request, form, lambda: actions.write_conduct(found, form.cleaned_data, **who(request)),
        found.get_absolute_url(), template=FORM, **context,
    )  # fmt: skip


@opens_to(STAFF)
def say(request: Request, pk: int) -> HttpResponse:
    """Feedback, from someone of the superior line or the person himself."""
    found, seen = open_expectation(request, pk)
    if not queries.may_give_feedback(found, seen):
        raise Http404
    form = FeedbackForm(**posted(request), results=found.results.all())
    context = {"title": _("Umpan balik"), "button": _("Kirim"), "done": _("Umpan balik terkirim.")}
    return do(
        request, form, lambda: actions.say(found, **form.cleaned_data, **who(request)),
        found.get_absolute_url(), template=FORM, **context,
    )  # fmt: skip


def _own_draft(request: Request, pk: int) -> Expectation:
    found, seen = open_expectation(request, pk)
    if found.person_id != seen.standing.person_id or found.state != Expectation.State.DRAFT:
        raise Http404
    return found
