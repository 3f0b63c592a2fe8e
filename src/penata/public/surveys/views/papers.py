"""Papers, codes and files of a survey."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.files.exports import pdf
from penata.foundation.tables.exports import XLSX, stream
from penata.organization.structure.queries import unit_names

from .. import exports
from ..models import Point, Survey
from .answering import language
from .opening import open_survey

PAGES = {Point.Kind.LINK: "surveys:begin", Point.Kind.KIOSK: "surveys:kiosk"}


@opens_to(STAFF)
def report(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The official report, pdf or xlsx."""
    survey, on = open_survey(request, pk), timezone.localdate()
    if not survey.is_satisfaction or form not in {"pdf", "xlsx"}:
        raise Http404
    unit, name = unit_names([survey.unit_id], on).get(survey.unit_id, ""), f"skm-{survey.pk}-{on}"
    if form == "pdf":
        return pdf(exports.report(survey, unit, on), name)
    file = exports.report_xlsx(survey, unit, on)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


@opens_to(STAFF)
def answers(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The answers as rows: csv, xlsx, or spss (CSV and syntax). Of anonymous staff never."""
    survey = open_survey(request, pk)
    if form not in {"csv", "xlsx", "spss"} or not exports.may_export(survey):
        raise Http404
    name = f"jawaban-{survey.pk}"
    if form == "spss":
        response = HttpResponse(exports.spss(survey, language()), content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
        return response
    return stream(exports.columns(survey), exports.rows(survey), name, form)


@opens_to(STAFF)
def code(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    """The QR code as a picture."""
    _survey, found = _point(request, pk, point)
    return HttpResponse(exports.qr_svg(_address(request, found)), content_type="image/svg+xml")


@opens_to(STAFF)
def poster(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    survey, found = _point(request, pk, point)
    return pdf(exports.poster(survey, found, _address(request, found)), f"poster-{found.code}")


@opens_to(STAFF)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The questionnaire on paper."""
    survey = open_survey(request, pk)
    return pdf(exports.sheet(survey, language()), f"kuesioner-{survey.pk}")


def _point(request: HttpRequest, pk: int, point: int) -> tuple[Survey, Point]:
    survey = open_survey(request, pk)
    return survey, get_object_or_404(Point, pk=point, survey=survey, kind__in=PAGES)


def _address(request: HttpRequest, point: Point) -> str:
    return request.build_absolute_uri(reverse(PAGES[Point.Kind(point.kind)], args=[point.code]))
