"""Writing the questions of a questionnaire, until it opens."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.refusals import Refused, words_for

from .. import actions
from ..forms import KIND_WORDS, QuestionForm, initial_of_question
from ..models import Survey
from ..rules.questions import Question
from .answering import language
from .opening import do, open_survey, posted, who


def _editable(request: HttpRequest, pk: int) -> Survey:
    survey = open_survey(request, pk)
    if survey.is_satisfaction:
        raise Http404
    return survey


@opens_to(STAFF)
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    survey = _editable(request, pk)
    rows = [(question, KIND_WORDS[question.kind], question.said(language())) for question in survey.questions]
    return render(request, "surveys/questions.html", {"survey": survey, "rows": rows})


@opens_to(STAFF)
def add_question(request: HttpRequest, pk: int) -> HttpResponse:
    survey = _editable(request, pk)
    last = survey.questions[-1].page if survey.questions else 0
    first = {"page": last + 1, "code": f"P{len(survey.questions) + 1}", "is_required": True}
    form = QuestionForm(**posted(request), initial=first)

    def act() -> str:
        return _put(request, survey, [*survey.questions, form.question()])

    return do(request, form, act, {"title": _("Tambah pertanyaan"), "survey": survey}, done=_("Tersimpan."))


@opens_to(STAFF)
def question(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    survey = _editable(request, pk)
    found = next((one for one in survey.questions if one.code == code), None)
    if found is None:
        raise Http404
    form = QuestionForm(**posted(request), initial=initial_of_question(found))

    def act() -> str:
        return _put(request, survey, [form.question() if one.code == code else one for one in survey.questions])

    return do(request, form, act, {"title": _("Ubah pertanyaan"), "survey": survey}, done=_("Tersimpan."))


@opens_to(STAFF)
@require_POST
def remove_question(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    survey = _editable(request, pk)
    try:
        _put(request, survey, [one for one in survey.questions if one.code != code])
    except Refused as refusal:
        messages.error(request, words_for(refusal))
    return redirect("surveys:questions", pk=pk)


def _put(request: HttpRequest, survey: Survey, found: list[Question]) -> str:
    actions.put_questions(survey, found, **who(request))
    return reverse("surveys:questions", args=[survey.pk])
