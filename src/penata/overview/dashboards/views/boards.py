"""A screen of figures, one figure, the services; each also as a file."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.tables.exports import stream

from .. import exports, queries
from ..queries import Place, Viewer
from ..rules import FIGURES, SERVICES, Figure
from .asking import number, place_of, query_of


@opens_to(STAFF)
def home(request: Request) -> HttpResponse:
    """One's own screen; for who has none, what would be here."""
    who = queries.viewer(request.standing)
    if not who.boards:
        return render(request, "dashboards/none.html")
    return _board(request, who, who.boards[0])


@opens_to(STAFF)
def board(request: Request, board: str) -> HttpResponse:
    return _board(request, queries.viewer(request.standing), board)


@opens_to(STAFF)
def board_file(request: Request, board: str, form: str) -> HttpResponseBase:
    place = place_of(request, board, queries.viewer(request.standing))
    found = queries.board(place)
    if form == "pdf":
        return exports.pdf(exports.board_paper(found), f"dasbor-{board}-{place.on}")
    return _stream(exports.SERIES, exports.board_rows(found), f"dasbor-{board}-{place.on}", form)


@opens_to(STAFF)
def figure(request: Request, board: str, figure: str) -> HttpResponse:
    who, known = queries.viewer(request.standing), _known(figure)
    place = place_of(request, board, who)
    read = queries.one(place, known)
    page = max(1, number(request.GET.get("page", "")) or 1)
    context = {
        **_frame(who, place),
        "read": read,
        "meaning": queries.MEANINGS[figure],
        "parts": _parts(who, place, read),
        "rows": queries.rows(place, read, who.seen, min(page, 400)),
        "said": queries.in_force(place),
        "may_set": request.standing.may("dashboards.targets"),
    }
    return render(request, "dashboards/figure.html", context)


@opens_to(STAFF)
def figure_file(request: Request, board: str, figure: str, form: str) -> HttpResponseBase:
    known = _known(figure)
    place = place_of(request, board, queries.viewer(request.standing))
    read = queries.one(place, known)
    if form == "pdf":
        return exports.pdf(exports.figure_paper(place, read), f"{figure}-{place.on}")
    return _stream(exports.SERIES, queries.series([read]), f"{figure}-{place.on}", form)


@opens_to(STAFF)
def services(request: Request, board: str) -> HttpResponse:
    """The services whose answers came later than chance explains, and all others beside them."""
    who = queries.viewer(request.standing)
    place = place_of(request, board, who)
    if not who.is_city:
        raise Http404
    lines = queries.services(place.on)
    return render(request, "dashboards/services.html", {**_frame(who, place), "lines": lines})


@opens_to(STAFF)
def services_file(request: Request, board: str, form: str) -> HttpResponseBase:
    who = queries.viewer(request.standing)
    place = place_of(request, board, who)
    if not who.is_city:
        raise Http404
    return _stream(exports.SERVICES, exports.service_rows(place.on), f"layanan-{place.on}", form)


def _board(request: Request, who: Viewer, board: str) -> HttpResponse:
    place = place_of(request, board, who)
    found = queries.board(place)
    cards = [SimpleNamespace(read=read, code=read.figure.code) for read in found.readings]
    names = [name for _key, name in found.worse]
    context = {**_frame(who, place), "found": found, "cards": cards, "worse": queries.services_sentence(names)}
    return render(request, "dashboards/board.html", context)


def _frame(who: Viewer, place: Place) -> dict[str, Any]:
    """What each of these pages shows around: whose screens he may open, and where he is."""
    tabs = [
        SimpleNamespace(
            label=queries.BOARDS[code],
            address=reverse("dashboards:board", args=[code]),
            is_current=code == place.board,
            count=None,
        )
        for code in who.boards
    ]
    is_now = place.on == queries.today()
    return {
        "who": who, "place": place, "tabs": tabs if len(tabs) > 1 else [], "query": query_of(place), "is_now": is_now,
        "title": place.name or queries.BOARDS[place.board],
    }  # fmt: skip


def _parts(who: Viewer, place: Place, read: Any) -> list[tuple[str, list[queries.Share]]]:
    """The breakdowns that make sense here; areas are counted for the whole city."""
    if place.service_id is not None or place.area_id is not None:
        return []
    kinds = ["unit", "service"]
    if place.units is None and who.is_city:
        kinds.append("area")
    return [(kind, lines) for kind in kinds if (lines := queries.breakdown(place, read, kind))]


def _known(code: str) -> Figure:
    if code not in FIGURES or code == SERVICES:
        raise Http404
    return FIGURES[code]


def _stream(columns: Any, rows: Any, name: str, form: str) -> HttpResponseBase:
    if form not in {"csv", "xlsx"}:
        raise Http404
    return stream(columns, rows, name, form)
