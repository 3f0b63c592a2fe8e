"""Processes of outside systems: where the time of their cases goes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, may, opens_to
from penata.foundation.tables.exports import stream
from penata.foundation.ui.widgets import attempt

from .. import actions
from ..exports import processes as tables
from ..forms.processes import ChosenForm, ProcessForm
from ..models import Process
from ..queries import PAGE, may_open, sight, today
from ..queries import processes as queries


@opens_to(STAFF)
def processes(request: Request) -> HttpResponse:
    found = queries.listed_processes(request.standing, on=today())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "improvement/processes.html", {
        "page": page, "services": queries.service_names(list(page)), "imports": request.standing.may("tables.import"),
    })  # fmt: skip


@opens_to(STAFF)
def process(request: Request, pk: int) -> HttpResponse:
    one = _found(request, pk)
    form = _chosen(request, one)
    read = queries.read(one, _asked(form))
    return render(request, "improvement/process.html", {
        "one": one, "form": form, "read": read, "found": read.figures, "query": request.GET.urlencode(),
        "service": queries.service_names([one]).get(one.service_id or 0),
        "changes": request.standing.may("improvement.see"),
        "may_open": may_open(one.unit_id, sight(request.standing, on=today())),
    }, status=422 if form.errors else 200)  # fmt: skip


@opens_to(STAFF)
def process_table(request: Request, pk: int, form: str) -> HttpResponseBase:
    one = _found(request, pk)
    read = queries.read(one, _asked(_chosen(request, one)))
    return stream(tables.columns(), tables.rows(read.figures), one.name, form)


@opens_to(may("improvement.see"))
def change_process(request: Request, pk: int) -> HttpResponse:
    one = _found(request, pk)
    steps = queries.steps_of(one)
    given = {name: getattr(one, name) for name in ("name", "promise_days", "last_steps")}
    given["counts_working_days"] = "1" if one.counts_working_days else ""
    form = (
        ProcessForm(request.POST, steps=steps) if request.method == "POST" else ProcessForm(initial=given, steps=steps)
    )
    if attempt(form, lambda: actions.change_process(one, **form.cleaned_data, by=request.actor, at=timezone.now())):
        messages.success(request, _("Keterangan proses diubah."))
        return redirect(one)
    return render(
        request, "improvement/change_process.html", {"one": one, "form": form}, status=422 if form.is_bound else 200
    )


def _chosen(request: Request, one: Process) -> ChosenForm:
    units = queries.units_of(one)
    return ChosenForm(request.GET, units=units) if request.GET else ChosenForm(units=units)


def _asked(form: ChosenForm) -> queries.Asked:
    """What the form says; what cannot be read in it is left away, and said beside it."""
    form.is_valid()
    said: dict[str, Any] = form.cleaned_data if form.is_bound else {}
    return queries.Asked(said.get("since"), said.get("until"), said.get("unit", ""))


def _found(request: Request, pk: int) -> Process:
    return get_object_or_404(queries.visible_processes(request.standing, on=today()), pk=pk)
