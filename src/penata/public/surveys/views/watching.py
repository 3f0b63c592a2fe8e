"""Lists and results for those who make surveys."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.organization.structure.queries import unit_names

from .. import exports, queries
from ..models import ELEMENT_WORDS, Survey
from ..rules.satisfaction import REMARK
from ..rules.topics import OTHER, PRAISE
from .answering import language
from .opening import open_survey, sight_of

SIZE = 25


@opens_to(STAFF)
def surveys(request: HttpRequest) -> HttpResponse:
    """Those that this reader manages, and those that he may answer."""
    seen = sight_of(request)
    page = Paginator(queries.managed_by(seen).order_by("-made_at", "-pk"), SIZE).get_page(request.GET.get("page"))
    rows: list[Survey] = list(page.object_list)
    names = unit_names({row.unit_id for row in rows}, seen.on)
    context = {"page": page, "rows": [(row, names.get(row.unit_id, "")) for row in rows], "may_make": seen.may_make}
    context["asked"] = queries.for_staff(request.standing, seen.on)
    return render(request, "surveys/surveys.html", context)


@opens_to(STAFF)
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """One survey: how far it is, its results, and what may be done."""
    found, on = open_survey(request, pk), timezone.localdate()
    context: dict[str, Any] = {"survey": found, "language": language(), "on": on}
    context["unit"] = unit_names([found.unit_id], on).get(found.unit_id, "")
    context["points"] = found.points.order_by("pk")
    context["follow_ups"] = [(plan, name_of(found, plan.element)) for plan in queries.follow_ups(found)]
    context |= _satisfaction(found) if found.is_satisfaction else results_context(request, found)
    return render(request, "surveys/survey.html", context)


def results_context(request: HttpRequest, found: Survey, *, is_public: bool = False) -> dict[str, Any]:
    """Results as filtered in the address; of the public page without free words and files."""
    if found.opened_at is None:
        return {}
    by, only = request.GET.get("by", "")[:40], request.GET.get("only", "")[:40]
    shown = queries.results(found, language=language(), on=timezone.localdate(), by=by, only=only)
    may_read = not is_public and queries.may_show_words(found)
    return {
        "results": shown,
        "filters": _filters(shown, by),
        "groups": _groups(shown, by, only),
        "may_read": may_read,
        "may_export": may_read and exports.may_export(found),
        "topics": [(code, topic_name(code, name_of(found, code))) for code in queries.TOPICS],
    }


def _filters(shown: queries.Shown, by: str) -> list[SimpleNamespace]:
    words = {"@unit": _("Unit"), "@month": _("Bulan"), "@point": _("Tempat menjawab")}
    options = [("", _("Semua")), *((code, words.get(code, label)) for code, label in shown.segments)]
    return [
        SimpleNamespace(label=label, address="?" + urlencode({"by": code}), is_current=code == by, count=None)
        for code, label in options
    ]


def _groups(shown: queries.Shown, by: str, only: str) -> list[SimpleNamespace]:
    """One group alone, beside all groups."""
    options = [("", _("Semua kelompok"), None), *shown.groups] if shown.groups else []
    return [
        SimpleNamespace(
            label=label, address="?" + urlencode({"by": by, "only": key}), is_current=key == only, count=count
        )
        for key, label, count in options
    ]


def _satisfaction(found: Survey) -> dict[str, Any]:
    """Everything of the page in a number of queries that does not grow with the answers."""
    seen = queries.satisfaction(found)
    return {"seen": seen, "good": queries.satisfaction(found, only_good=True) if seen.marked else None}


@opens_to(STAFF)
def details(request: HttpRequest, pk: int) -> HttpResponse:
    """Trend, groups, points, comparison and free words of a satisfaction survey."""
    found, on = open_survey(request, pk), timezone.localdate()
    if not found.is_satisfaction:
        raise Http404
    context = {
        "survey": found,
        "seen": queries.satisfaction(found),
        "trend": queries.trend(found),
        "months": queries.months(found),
        "points": queries.points(found),
        "groups": queries.demographics(found, language()),
        "comparison": queries.comparison(found, on),
        "topics": [(topic, topic_name(topic.code, topic.name)) for topic in queries.topics(found, REMARK)],
    }
    return render(request, "surveys/details.html", context)


@opens_to(STAFF)
def remarks(request: HttpRequest, pk: int, code: str, topic: str) -> HttpResponse:
    """All free words of one topic."""
    found = open_survey(request, pk)
    question = next((q for q in found.questions if q.code == code), None)
    if question is None or not queries.may_show_words(found):
        raise Http404
    page = Paginator(queries.remarks(found, code, topic), 50).get_page(request.GET.get("page"))
    context = {"survey": found, "question": question.said(language()), "page": page, "code": code, "topic": topic}
    return render(request, "surveys/remarks.html", context | {"title": topic_name(topic, name_of(found, topic))})


def topic_name(code: str, name: str) -> str:
    return {PRAISE: _("Pujian"), OTHER: _("Lainnya")}.get(code) or name or code


def name_of(found: Survey, code: str) -> str:
    if code in ELEMENT_WORDS:
        return str(ELEMENT_WORDS[code])
    return next((q.said(language()) for q in found.questions if q.code == code), code)
