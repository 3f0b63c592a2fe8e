"""A tablet at the counter: a page that works offline, and the door through which it sends later."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.queries import client_address
from penata.foundation.accounts.rules import EVERYONE, opens_to
from penata.foundation.refusals import Refused, words_for

from .. import actions, queries
from ..forms import AnswerForm
from ..models import Point
from .answering import language

MOST_SHEETS = 50  # in one sending; the tablet sends again


@opens_to(EVERYONE)
@ensure_csrf_cookie
def kiosk(request: HttpRequest, code: str) -> HttpResponse:
    """All pages of the survey at once; a script shows one at a time and keeps the answers until they are sent."""
    point = queries.point(code)
    if point is None or point.kind != Point.Kind.KIOSK:
        return render(request, "surveys/gone.html", status=404)
    questions, on = point.survey.questions, timezone.localdate()
    form = AnswerForm(questions=questions, language=language(), places=queries.places(questions, on))
    pages = queries.kiosk_pages(questions, form)
    return render(
        request, "surveys/kiosk.html", {"point": point, "survey": point.survey, "pages": pages, "language": language()}
    )


@opens_to(EVERYONE)
def send(request: HttpRequest, code: str) -> HttpResponse:
    """{"sheets": [{"key", "answers", "on", "seconds"}]} → which are kept, and which are refused with the reason.

    What was kept may be forgotten by the tablet; sending it again would change nothing.
    """
    if request.method != "POST":
        return HttpResponse(status=405)
    point = queries.point(code)
    if point is None or point.kind != Point.Kind.KIOSK:
        return JsonResponse({"error": "closed"}, status=404)
    sheets = _sheets(request.body)
    if sheets is None:
        return JsonResponse({"error": "unreadable"}, status=422)
    kept, refused = [], []
    for sheet in sheets[:MOST_SHEETS]:
        why = _send_one(point, sheet, client_address(request))
        (refused.append({"key": sheet.get("key"), "why": why}) if why else kept.append(sheet["key"]))
    return JsonResponse({"kept": kept, "refused": refused})


def _sheets(body: bytes) -> list[dict[str, Any]] | None:
    try:
        sheets = json.loads(body)["sheets"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    is_list = isinstance(sheets, list) and all(isinstance(sheet, dict) for sheet in sheets)
    return sheets if is_list and all(isinstance(sheet.get("answers"), dict) for sheet in sheets) else None


def _send_one(point: Point, sheet: dict[str, Any], address: str) -> str:
    """Empty when it is kept; else why not."""
    try:
        key, on = UUID(str(sheet.get("key"))), date.fromisoformat(str(sheet.get("on"))[:10])
        seconds = float(sheet["seconds"]) if isinstance(sheet.get("seconds"), int | float) else None
    except ValueError:
        return "unreadable"
    at = timezone.now()
    try:
        is_rapid = actions.is_rapid(point, address)
        actions.send(point, sheet["answers"], key=key, on=on, at=at, seconds=seconds, is_rapid=is_rapid)
    except Refused as refusal:
        return words_for(refusal)
    return ""


@opens_to(EVERYONE)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, served from the address whose pages it keeps."""
    path = finders.find("surveys/worker.js")
    if path is None:
        raise Http404
    with open(str(path), encoding="utf-8") as file:
        response = HttpResponse(file.read(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response
