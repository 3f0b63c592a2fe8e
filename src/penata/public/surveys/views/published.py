"""Results that everyone may read."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.rules import EVERYONE, opens_to
from penata.foundation.tables.exports import stream_csv
from penata.organization.structure.queries import unit_names

from .. import queries
from ..models import Survey
from .answering import language
from .watching import name_of, results_context


def _published(pk: int) -> Survey:
    survey = queries.published().filter(pk=pk).first()
    if survey is None:
        raise Http404
    return survey


@opens_to(EVERYONE)
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """What was published: of enough answers, and never words that somebody wrote."""
    survey, on = _published(pk), timezone.localdate()
    context = {
        "survey": survey,
        "language": language(),
        "unit": unit_names([survey.unit_id], on).get(survey.unit_id, ""),
        "seen": queries.satisfaction(survey) if survey.is_satisfaction else None,
        "trend": queries.trend(survey) if survey.is_satisfaction else [],
        "follow_ups": [(plan, name_of(survey, plan.element)) for plan in queries.follow_ups(survey)],
    }
    if not survey.is_satisfaction:
        context |= results_context(request, survey, is_public=True)
    return render(request, "surveys/published.html", context)


@opens_to(EVERYONE)
def results_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The elements with their means, as a file."""
    survey = _published(pk)
    if not survey.is_satisfaction:
        raise Http404
    rows = ((row.code, row.name, str(row.mean).replace(".", ",")) for row in queries.satisfaction(survey).elements)
    return stream_csv(("code", "element", "mean"), rows, f"skm-{survey.pk}")  # type: ignore[return-value]
