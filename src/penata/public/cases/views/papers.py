"""Lists and cases as files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from penata.foundation.accounts.rules import STAFF, may, opens_to
from penata.foundation.files.exports import pdf
from penata.foundation.tables.exports import stream
from penata.organization.structure.queries import area_names

from .. import exports, queries
from .reading import filters_of, open_whole, sight_of

PAPERS = {"disposition": exports.disposition, "file": exports.case_file}


@opens_to(may("cases.export"))
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The list as filtered, as CSV or XLSX."""
    if form not in {"csv", "xlsx"}:
        raise Http404
    rows = exports.table(sight_of(request), filters_of(request))
    return stream(exports.COLUMNS, rows, f"laporan-{timezone.localdate():%Y-%m-%d}", form)


@opens_to(STAFF)
def paper(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    if kind not in PAPERS:
        raise Http404
    return pdf(PAPERS[kind](open_whole(request, reference)), f"{reference}-{kind}")


@opens_to(STAFF)
def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """For who may see the case, and for who wrote it down."""
    case = queries.find(sight_of(request), reference) or queries.taken_by(request.actor.id or 0, reference)  # type: ignore[attr-defined]
    if case is None:
        raise Http404
    area = area_names(timezone.localdate()).get(case.area_id or 0, "")
    return pdf(exports.receipt(case, seat=queries.seat_now(case), area=area), f"{reference}-receipt")
