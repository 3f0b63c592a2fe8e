"""The front page, and the boundaries that its map of places draws."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import condition

from penata.foundation.accounts.rules import EVERYONE, opens_to

from .. import queries
from ..forms import WordsForm


@opens_to(EVERYONE)
def front(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "form": WordsForm(),
        "wanted": queries.most_wanted(today),
        "answered": queries.lately_answered(),
    }
    return render(request, "portal/front.html", context)


def _boundaries_tag(request: HttpRequest) -> str:
    return f'"{queries.structure_version(timezone.localdate())}"'


@opens_to(EVERYONE)
@condition(etag_func=_boundaries_tag)
def boundaries(request: HttpRequest) -> HttpResponse:
    response = JsonResponse(queries.boundaries(timezone.localdate()))
    response["Cache-Control"] = "public, max-age=3600"
    return response
