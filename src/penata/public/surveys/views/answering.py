"""Answering, one question a page. Each page keeps its answer and leads to the next that is asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.queries import client_address
from penata.foundation.accounts.rules import EVERYONE, STAFF, opens_to
from penata.foundation.refusals import Refused, words_for

from .. import actions, queries
from ..forms import AnswerForm
from ..models import Draft, Point
from ..rules.questions import Kind, Question, is_asked, missing, page_after, pages_of

COOKIE = "survei"  # that this browser has answered, for the survey's days; it says nothing else
COOKIE_AGE = 60 * 24 * 3600
ONE_TAP = (Kind.SCALE, Kind.CHOICE)
View = Callable[..., HttpResponse]


def language() -> str:
    return translation.get_language() or "id"


@opens_to(EVERYONE)
def open_now(request: HttpRequest) -> HttpResponse:
    """What can be answered today, and what came of earlier surveys."""
    on = timezone.localdate()
    rows = queries.open_rows(on, language())
    return render(request, "surveys/open.html", {"rows": rows, "published": queries.published_rows(on)})


@opens_to(EVERYONE)
@never_cache
def begin(request: HttpRequest, code: str) -> HttpResponse:
    point = queries.point(code)
    if point is None or point.kind not in {Point.Kind.LINK, Point.Kind.INVITATION}:
        return render(request, "surveys/gone.html", status=404)
    ticket = request.GET.get("undangan", "")[:100]
    if request.method == "POST" or (point.kind == Point.Kind.INVITATION and not ticket):
        return _begun(request, point, ticket)
    return render(request, "surveys/begin.html", {"survey": point.survey, "language": language()})


def _begun(request: HttpRequest, point: Point, ticket: str) -> HttpResponse:
    actions.count_draft(client_address(request))
    if point.kind == Point.Kind.INVITATION and not ticket:
        return render(request, "surveys/gone.html", status=404)
    try:
        draft = actions.begin(point, at=timezone.now(), ticket=ticket, same_device=_has_answered(request, point))
    except Refused as refusal:
        return render(request, "surveys/gone.html", {"why": words_for(refusal)}, status=409)
    first = pages_of(draft.survey.questions, {})[0]
    return redirect("surveys:page", key=draft.pk, page=first)


@opens_to(STAFF)
@never_cache
def begin_of_staff(request: HttpRequest, pk: int) -> HttpResponse:
    """A survey of one's own unit, or of one above it."""
    survey = next((one for one in queries.for_staff(request.standing, timezone.localdate()) if one.pk == pk), None)
    if survey is None:
        raise Http404
    if request.method != "POST":
        return render(request, "surveys/begin.html", {"survey": survey, "language": language()})
    try:
        draft = actions.begin(survey.points.get(kind=Point.Kind.STAFF), at=timezone.now(), account=request.user)
    except Refused as refusal:
        return render(request, "surveys/gone.html", {"why": words_for(refusal)}, status=409)
    return redirect("surveys:page", key=draft.pk, page=pages_of(survey.questions, {})[0])


def _has_answered(request: HttpRequest, point: Point) -> bool:
    try:
        value = request.get_signed_cookie(f"{COOKIE}-{point.survey_id}", default="")
    except signing.BadSignature:
        return False
    return value == "ya"


def of_draft(view: View) -> View:
    """Open to everyone who has the draft's address; one of staff only to him who began it."""

    @opens_to(EVERYONE)
    @never_cache
    @wraps(view)
    def page(request: HttpRequest, key: UUID, **kwargs: Any) -> HttpResponse:
        draft = Draft.objects.select_related("survey", "point").filter(pk=key).first()
        if draft is None or (draft.account_id and draft.account_id != request.standing.account_id):
            return render(request, "surveys/gone.html", status=404)
        if draft.handed_in:
            return redirect("surveys:thanks", pk=draft.survey_id)
        try:
            return view(request, draft, **kwargs)
        except Refused as refusal:
            return render(request, "surveys/gone.html", {"why": words_for(refusal)}, status=409)

    return page


@of_draft
def page(request: HttpRequest, draft: Draft, page: int) -> HttpResponse:
    asked = [q for q in draft.survey.questions if q.page == page and is_asked(q, draft.answers)]
    if not asked:
        return _onward(draft, page)
    places = queries.places(asked, timezone.localdate())
    data = {"data": request.POST} if request.method == "POST" else {"initial": draft.answers}
    form = AnswerForm(**data, questions=asked, language=language(), places=places)
    if form.is_bound and form.is_valid():
        actions.keep_answers(draft, form.cleaned_data["answers"])
        return _onward(draft, page)
    return render(request, "surveys/page.html", _page(draft, page, asked, form), status=422 if form.errors else 200)


def _page(draft: Draft, page: int, asked: list[Question], form: AnswerForm) -> dict[str, Any]:
    pages = pages_of(draft.survey.questions, draft.answers)
    place = pages.index(page)
    one = asked[0] if len(asked) == 1 and asked[0].kind in ONE_TAP else None
    taps = [(o.key, o.words.get(language()) or o.words["id"]) for o in one.options] if one else []
    return {
        "draft": draft, "form": form, "number": place + 1, "of": len(pages) + 1, "one": one, "taps": taps,
        "question": asked[0].said(language()), "given": draft.answers.get(one.code) if one else None,
        "previous": pages[place - 1] if place else None,
    }  # fmt: skip


def _onward(draft: Draft, page: int) -> HttpResponse:
    following = page_after(draft.survey.questions, draft.answers, page)
    if following is None:
        return redirect("surveys:check", key=draft.pk)
    return redirect("surveys:page", key=draft.pk, page=following)


@of_draft
def check(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The answers once more; sending them ends the draft."""
    questions = draft.survey.questions
    still_open = set(missing(questions, draft.answers))
    if request.method == "POST" and not still_open:
        return _handed_in(request, draft)
    rows = queries.answer_rows(draft, language(), still_open, on=timezone.localdate())
    pages = pages_of(questions, draft.answers)
    context = {"draft": draft, "rows": rows, "is_whole": not still_open, "number": len(pages) + 1, "of": len(pages) + 1}
    context["previous"] = pages[-1]
    return render(request, "surveys/check.html", context, status=422 if request.method == "POST" else 200)


def _handed_in(request: HttpRequest, draft: Draft) -> HttpResponse:
    is_of_staff = draft.account_id is not None
    unit_id = queries.unit_in(draft.survey, request.standing, timezone.localdate()) if is_of_staff else None
    is_rapid = not is_of_staff and actions.is_rapid(draft.point, client_address(request))
    actions.hand_in(draft, at=timezone.now(), unit_id=unit_id, is_rapid=is_rapid)
    response = redirect("surveys:thanks", pk=draft.survey_id)
    if not is_of_staff:
        response.set_signed_cookie(
            f"{COOKIE}-{draft.survey_id}",
            "ya",
            max_age=COOKIE_AGE,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return response


@opens_to(EVERYONE)
def thanks(request: HttpRequest, pk: int) -> HttpResponse:
    """The same page for everyone who has answered."""
    survey = queries.once_opened(pk)
    if survey is None:
        raise Http404
    return render(request, "surveys/thanks.html", {"survey": survey, "language": language()})
