"""Downloads for e-Kinerja: a period's evaluations and evidence for the personnel agency, one's own for a person."""

from __future__ import annotations

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, may, opens_to
from penata.foundation.tables import exports as tables

from .. import exports, queries
from ..models import Evaluation, Period
from .acting import open_evaluation, sight_of

KINDS = {"csv", "xlsx"}


def _known(form: str) -> None:
    if form not in KINDS:
        raise Http404


@opens_to(may("performance.manage"))
def evaluations(request: Request, pk: int, form: str) -> HttpResponseBase:
    """The closed evaluations of a period as e-Kinerja and SIASN take them."""
    _known(form)
    seen, period = sight_of(request), get_object_or_404(Period, pk=pk)
    rows = exports.evaluation_rows(queries.visible_evaluations(seen).filter(period=period), seen.on)
    return tables.stream(exports.EVALUATIONS, rows, f"ekinerja-{period}", form)


@opens_to(may("performance.manage"))
def evidence(request: Request, pk: int, form: str) -> HttpResponseBase:
    """Results and evidence behind the closed evaluations of a period."""
    _known(form)
    seen, period = sight_of(request), get_object_or_404(Period, pk=pk)
    closed = queries.visible_evaluations(seen).filter(period=period, state=Evaluation.State.CLOSED)
    return tables.stream(exports.EVIDENCE, exports.evidence_rows(closed, seen.on), f"bukti-{period}", form)


@opens_to(STAFF)
def own(request: Request, pk: int, form: str) -> HttpResponseBase:
    """Results and evidence of one evaluation, for whoever may read it."""
    _known(form)
    found, seen = open_evaluation(request, pk)
    rows = exports.evidence_rows(queries.visible_evaluations(seen).filter(pk=found.pk), seen.on)
    return tables.stream(exports.EVIDENCE, rows, f"bukti-{found.person.nip}-{found.period}", form)
