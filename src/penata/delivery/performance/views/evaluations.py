"""An evaluation: the report with its evidence, the appraisal, the objection, the reopening."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, opens_to

from .. import actions, queries
from ..forms import (
    AnswerForm,
    BecauseForm,
    ConfirmForm,
    DecideForm,
    MatrixForm,
    ObjectForm,
    ReportForm,
    WordsForm,
    first_of_report,
)
from ..rules import Act
from .acting import do, not_open, open_evaluation, posted, who


@dataclass(frozen=True)
class ActPage:
    """A page of an act: its form, what it does, and its words."""

    form: type[forms.Form]
    do: Callable[..., Any]
    title: Any
    button: Any
    done: Any
    lead: Any = ""
    icon: str = "check"


PAGES = {
    Act.SUBMIT: ActPage(
        ConfirmForm, actions.submit, _("Serahkan laporan"), _("Tanda tangani dan serahkan"),
        _("Laporan diserahkan kepada atasan."),
        _("Dengan ini Anda menandatangani laporan. Atasan dapat mengembalikannya bila belum lengkap."), "send",
    ),
    Act.DECIDE: ActPage(
        DecideForm, actions.decide, _("Putuskan evaluasi"), _("Tanda tangani keputusan"), _("Keputusan tersimpan."),
    ),
    Act.GIVE_BACK: ActPage(
        WordsForm, actions.give_back, _("Kembalikan laporan"), _("Kembalikan"), _("Laporan dikembalikan."),
        icon="arrow-back-up",
    ),
    Act.ACCEPT: ActPage(
        ConfirmForm, actions.accept, _("Terima hasil evaluasi"), _("Tanda tangani dan terima"),
        _("Evaluasi ditutup."), _("Dengan ini Anda menandatangani hasilnya, dan evaluasi ditutup."),
    ),
    Act.OBJECT: ActPage(
        ObjectForm, actions.object_to, _("Ajukan keberatan"), _("Ajukan keberatan"), _("Keberatan diajukan."),
        _("Atasan dari atasan Anda yang menjawabnya."), "message-exclamation",
    ),
    Act.ANSWER: ActPage(
        AnswerForm, actions.answer_objection, _("Jawab keberatan"), _("Tanda tangani jawaban"),
        _("Keberatan dijawab; evaluasi ditutup."), icon="message-check",
    ),
    Act.ASK_REOPEN: ActPage(
        BecauseForm, actions.ask_reopening, _("Minta dibuka kembali"), _("Tanda tangani permintaan"),
        _("Permintaan terkirim."), _("Evaluasi hanya dibuka kembali bila pegawai dan atasan sama-sama menandatangani."),
        "lock-open",
    ),
    Act.SIGN_REOPEN: ActPage(
        ConfirmForm, actions.sign_reopening, _("Buka kembali evaluasi"), _("Tanda tangani dan buka kembali"),
        _("Evaluasi dibuka kembali."), _("Atasan memutuskan lagi. Keputusan yang lama tetap tersimpan."), "lock-open",
    ),
    Act.DECLINE_REOPEN: ActPage(
        ConfirmForm, actions.decline_reopening, _("Tolak membuka kembali"), _("Biarkan ditutup"),
        _("Evaluasi tetap ditutup."), icon="x",
    ),
}  # fmt: skip
MAIN = (Act.SUBMIT, Act.DECIDE, Act.ACCEPT, Act.ANSWER, Act.SIGN_REOPEN)


@opens_to(STAFF)
def evaluation(request: Request, pk: int) -> HttpResponse:
    found, seen = open_evaluation(request, pk)
    page = queries.evaluation_page(found, seen)
    context = {
        "page": page,
        "acts": [(str(act), PAGES[act], act in MAIN) for act in PAGES if act in page.acts],
        "has_report": page.loose or any(row.realization or row.evidence for row in page.rows),
        "may_choose": Act.CHOOSE in page.acts,
        "may_survey": Act.DECIDE in page.acts and page.survey is None,
    }
    return render(request, "performance/evaluation.html", context)


@opens_to(STAFF)
def evidence(request: Request, pk: int) -> HttpResponse:
    """The report: what came of each result, and the recorded work that shows it."""
    found, seen = open_evaluation(request, pk)
    page = queries.evaluation_page(found, seen)
    if Act.CHOOSE not in page.acts:
        return not_open(request, found)
    results = [row.result for row in page.rows]
    form = ReportForm(**posted(request), results=results, gathered=page.gathered, initial=first_of_report(found))
    return do(
        request, form, lambda: actions.choose(found, **form.report(), **who(request)), found.get_absolute_url(),
        done=_("Tersimpan. Serahkan bila lengkap."), template="performance/evidence.html", page=page,
    )  # fmt: skip


@opens_to(STAFF)
def act(request: Request, pk: int, act: str) -> HttpResponse:
    found, seen = open_evaluation(request, pk)
    chosen = PAGES.get(Act(act)) if act in set(Act) else None
    if chosen is None:
        raise Http404
    page = queries.evaluation_page(found, seen)
    if act not in page.acts:
        return not_open(request, found)
    form = chosen.form(**posted(request), initial=_first(found, act))
    return do(
        request, form, lambda: chosen.do(found, **_typed(form), **who(request)), found.get_absolute_url(),
        done=chosen.done, template="performance/act.html", page=page, chosen=chosen,
    )  # fmt: skip


def _first(found: Any, act: str) -> dict[str, Any]:
    """Who answers an objection begins with the appraisal that it is about."""
    appraisal = found.appraisal
    return {"cell": f"{appraisal.results}:{appraisal.conduct}"} if act == Act.ANSWER and appraisal else {}


def _typed(form: forms.Form) -> dict[str, Any]:
    typed = {name: value for name, value in form.cleaned_data.items() if name != "cell"}
    return typed | form.levels() if isinstance(form, MatrixForm) else typed
