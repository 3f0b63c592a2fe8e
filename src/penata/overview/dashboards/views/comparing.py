"""Like units beside each other, and the kelurahan on a map."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.tables.exports import stream

from .. import exports, queries
from ..queries import Comparison, Viewer
from ..rules import FIGURES, MINIMUM_SAMPLE, Figure
from .asking import day_of


@opens_to(STAFF)
def compare(request: Request) -> HttpResponse:
    found = _comparison(request)
    figures = [(code, queries.NAMES[code]) for code in queries.COMPARABLE]
    context = {"found": found, "figures": figures, "least": MINIMUM_SAMPLE, "on": found.until}
    return render(request, "dashboards/compare.html", context)


@opens_to(STAFF)
def compare_file(request: Request, form: str) -> HttpResponseBase:
    if form not in {"csv", "xlsx"}:
        raise Http404
    found = _comparison(request)
    return stream(exports.COMPARED, exports.compared_rows(found), f"banding-{found.figure.code}-{found.until}", form)


@opens_to(STAFF)
def area_map(request: Request) -> HttpResponse:
    figure, on = _mapped(request), day_of(request)
    figures = [(code, queries.NAMES[code]) for code in queries.MAPPED]
    context: dict[str, Any] = {
        "figure": figure, "figures": figures, "on": on, "lines": queries.areas(figure, on), "least": MINIMUM_SAMPLE,
        "is_share": figure.kind == "share",
    }  # fmt: skip
    return render(request, "dashboards/map.html", context)


@opens_to(STAFF)
def area_source(request: Request) -> JsonResponse:
    """The boundaries with their shades, for the map."""
    figure = _mapped(request)
    return JsonResponse(queries.features(figure, day_of(request), words=lambda line: exports.area_words(figure, line)))


@opens_to(STAFF)
def map_file(request: Request, form: str) -> HttpResponseBase:
    if form not in {"csv", "xlsx"}:
        raise Http404
    figure, on = _mapped(request), day_of(request)
    return stream(exports.AREAS, exports.area_rows(figure, on), f"kelurahan-{figure.code}-{on}", form)


def _comparison(request: Request) -> Comparison:
    who = _who(request)
    asked = {name: request.GET.get(name, "") for name in ("figure", "kind")}
    return queries.comparison(who, on=day_of(request), **asked)


def _who(request: Request) -> Viewer:
    who = queries.viewer(request.standing)
    if not who.is_city and not who.seen.subtree:
        raise Http404
    return who


def _mapped(request: Request) -> Figure:
    """The figure of the map; Http404 for who does not see the whole city."""
    if not queries.viewer(request.standing).is_city:
        raise Http404
    code = request.GET.get("figure", "")
    return FIGURES[code if code in queries.MAPPED else queries.MAPPED[0]]
