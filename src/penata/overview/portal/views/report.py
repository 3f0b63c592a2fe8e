"""Reporting, one question a page. Each page keeps its answer and leads to the next question that is open."""

from __future__ import annotations

from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache

from penata.foundation.accounts.queries import client_address
from penata.foundation.accounts.rules import EVERYONE, opens_to
from penata.foundation.files import queries as files
from penata.foundation.refusals import Refused, words_for

from .. import actions, queries, rules
from ..forms import PhotosForm, PlaceForm, ReporterForm, WordsForm
from ..models import Draft
from ..widgets import challenge as make_challenge


def of_draft(view: Any) -> Any:
    """Open to everyone who has the draft's address; a draft that is gone says so."""

    @opens_to(EVERYONE)
    @never_cache
    @wraps(view)
    def page(request: HttpRequest, key: UUID, **kwargs: Any) -> HttpResponseBase:
        draft = queries.draft(key)
        if draft is None:
            return render(request, "portal/gone.html", status=404)
        if draft.handed_in_at is not None:
            return _to_case(draft)
        try:
            return view(request, draft, **kwargs)
        except Refused as refusal:
            if refusal.code != "portal.handed_in":  # in another tab, in this moment
                raise
            return _to_case(draft)

    return page


def _page(request: HttpRequest, step: str, form: Any, draft: Draft | None = None, **more: Any) -> HttpResponse:
    number, of = rules.step_number(step)
    context = {"form": form, "draft": draft, "number": number, "of": of, **more}
    return render(request, f"portal/report/{step}.html", context, status=422 if form.errors else 200)


def _onward(draft: Draft, after: str) -> HttpResponse:
    """Photos follow the place once; then the first question that is open."""
    progress = queries.progress_of(draft)
    step = "photos" if after == "place" and not rules.may_check(progress) else progress.next_step
    return redirect(f"portal:{step}", key=draft.pk)


@opens_to(EVERYONE)
@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    service = queries.service_named(request.GET.get("service", ""), on=timezone.localdate())
    given = {"words": request.GET.get("words", "")}
    form = WordsForm(request.POST) if request.method == "POST" else WordsForm(initial=given)
    if request.method != "POST" or not form.is_valid():
        return _page(request, "words", form, service=service)
    actions.count_draft(client_address(request))
    draft = actions.begin(
        at=timezone.now(),
        words=form.cleaned_data["words"],
        is_suspicious=bool(form.cleaned_data["website"]),
        service_id=service and service.service_id,
        language=translation.get_language() or "id",
    )
    return redirect("portal:place", key=draft.pk)


@of_draft
def words(request: HttpRequest, draft: Draft) -> HttpResponse:
    form = WordsForm(request.POST) if request.method == "POST" else WordsForm(initial={"words": draft.words})
    if request.method == "POST" and form.is_valid():
        actions.answer(draft, words=form.cleaned_data["words"])
        return _onward(draft, "words")
    return _page(request, "words", form, draft)


@of_draft
def place(request: HttpRequest, draft: Draft) -> HttpResponse:
    today = timezone.localdate()
    given = {"area": draft.area_id, "place": draft.place, "latitude": draft.latitude, "longitude": draft.longitude}
    form = PlaceForm(request.POST, on=today) if request.method == "POST" else PlaceForm(initial=given, on=today)
    if request.method == "POST" and form.is_valid():
        actions.answer(draft, has_place=True, **queries.place_from(form.cleaned_data, on=today))
        return _onward(draft, "place")
    return _page(request, "place", form, draft)


@of_draft
def photos(request: HttpRequest, draft: Draft) -> HttpResponse:
    form = PhotosForm(request.POST, request.FILES) if request.method == "POST" else PhotosForm()
    if request.method == "POST" and form.is_valid():
        actions.count_photos(client_address(request), len(form.cleaned_data["photos"]))
        try:
            actions.add_photos(draft, form.cleaned_data["photos"], at=timezone.now())
        except Refused as refusal:
            if refusal.code == "portal.handed_in":
                raise
            form.add_error("photos", words_for(refusal))
        else:
            return redirect("portal:photos", key=draft.pk) if "more" in request.POST else _onward(draft, "photos")
    return _page(request, "photos", form, draft)


@of_draft
def remove_photo(request: HttpRequest, draft: Draft, photo: int) -> HttpResponse:
    if request.method == "POST":
        actions.remove_photo(draft, photo)
    return redirect("portal:photos", key=draft.pk)


@of_draft
def photo(request: HttpRequest, draft: Draft, photo: int) -> HttpResponseBase:
    attachment = queries.photo_of(draft, photo)
    return files.response(attachment, thumbnail=True) if attachment else HttpResponse(status=404)


@of_draft
def reporter(request: HttpRequest, draft: Draft) -> HttpResponse:
    given = ReporterForm.given(draft)
    form = ReporterForm(request.POST) if request.method == "POST" else ReporterForm(initial=given)
    if request.method == "POST" and form.is_valid():
        actions.answer(draft, has_reporter=True, **form.answers())
        return _onward(draft, "reporter")
    return _page(request, "reporter", form, draft)


@of_draft
def check(request: HttpRequest, draft: Draft) -> HttpResponse:
    if not rules.may_check(queries.progress_of(draft)):
        return _onward(draft, "check")
    if request.method == "POST":
        return _hand_in(request, draft)
    return _check_page(request, draft)


def _check_page(request: HttpRequest, draft: Draft, *, is_suspicious: bool = False) -> HttpResponse:
    number, of = rules.step_number("check")
    facts = queries.to_check(draft, on=timezone.localdate(), at=timezone.now())
    context = {"draft": draft, "number": number, "of": of, "is_suspicious": is_suspicious, **facts}
    return render(request, "portal/report/check.html", context, status=422 if is_suspicious else 200)


def _hand_in(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Who reports very often solves a challenge, or has a person look first; nobody is turned away in silence."""
    is_often = actions.reports_often(client_address(request), draft)
    is_proven = actions.has_solved(request.POST.get("altcha", ""))
    if is_often and not is_proven and "review" not in request.POST:
        return _check_page(request, draft, is_suspicious=True)
    try:
        submitted = actions.hand_in(draft, at=timezone.now(), needs_review=is_often and not is_proven)
    except Refused as refusal:
        messages.error(request, words_for(refusal))
        return redirect("portal:words", key=draft.pk)
    return redirect("portal:track_new", secret=submitted.secret)


@opens_to(EVERYONE)
@never_cache
def challenge(request: HttpRequest) -> HttpResponse:
    return JsonResponse(make_challenge(at=timezone.now()))


def _to_case(draft: Draft) -> HttpResponse:
    """A draft that was handed in before leads to its case, however often it is opened."""
    submitted = actions.hand_in(draft, at=timezone.now())
    return redirect("portal:track_new", secret=submitted.secret)
