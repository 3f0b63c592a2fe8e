"""The survey of conduct: opened by the superior, answered by peers and subordinates."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, opens_to

from .. import actions, queries
from ..forms import OpenSurveyForm, SurveyForm
from ..rules import Act
from .acting import do, not_open, open_evaluation, posted, who


@opens_to(STAFF)
def open_survey(request: Request, pk: int) -> HttpResponse:
    found, seen = open_evaluation(request, pk)
    page = queries.evaluation_page(found, seen)
    if Act.DECIDE not in page.acts or page.survey is not None:
        return not_open(request, found)
    first = {"closes_on": seen.on + timedelta(days=8), "minimum": queries.term("survey_minimum", seen.on)}
    form = OpenSurveyForm(**posted(request), initial=first)
    context = {
        "title": _("Buka survei perilaku kerja"), "button": _("Buka survei"), "done": _("Survei dibuka."),
        "lead": _("Rekan dan bawahan langsung pegawai ini ditanya. Jawaban mereka hanya dijumlahkan."),
    }  # fmt: skip
    return do(
        request, form, lambda: actions.open_survey(found, **form.cleaned_data, **who(request)),
        found.get_absolute_url(), template="performance/form.html", **context,
    )  # fmt: skip


@opens_to(STAFF)
def survey(request: Request, pk: int) -> HttpResponse:
    found = queries.find_survey(request.standing, pk)
    if found is None or found.closes_on <= timezone.localdate():
        raise Http404
    form = SurveyForm(**posted(request))
    return do(
        request, form, lambda: actions.answer_survey(found, form.cleaned_data, **who(request)), "performance:mine",
        done=_("Terima kasih. Jawaban Anda sudah dijumlahkan."), template="performance/survey.html", survey=found,
    )  # fmt: skip
