from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ..accounts.models import Request
from ..accounts.rules import may, opens_to
from ..refusals import Refused
from . import actions, exports, paging, queries
from .forms import ApplyForm, MappingForm, UploadForm, initial, put_into_form
from .models import ImportRun

IMPORT = may("tables.import")
SHOWN = 200  # findings on the page; the download has all


@opens_to(IMPORT)
def runs(request: Request) -> HttpResponse:
    """Choose what and upload; below, what was brought in before."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        try:
            run = _upload(request, form)
        except Refused as refusal:
            put_into_form(form, refusal)
        else:
            return redirect("tables:run", token=run.token)
    page = Paginator(queries.recent_runs(), 25).get_page(request.GET.get("page"))
    titles = {one.name: one.title for one in queries.importers()}
    context = {"form": form, "page": page, "rows": paging.rows(list(page), titles)}
    return render(request, "tables/runs.html", context, status=422 if form.errors else 200)


def _upload(request: Request, form: UploadForm) -> ImportRun:
    file = form.cleaned_data["file"]
    return actions.keep_upload(
        importer_name=form.cleaned_data["importer"],
        upload=file,
        file_name=file.name,
        by=request.actor,
        at=timezone.now(),
    )


@opens_to(IMPORT)
@never_cache
def run(request: Request, token: str) -> HttpResponse:
    return _run_page(request, get_object_or_404(ImportRun, token=token))


@opens_to(IMPORT)
@require_POST
def check(request: Request, token: str) -> HttpResponse:
    """A dry run with the columns and choices that the user states."""
    run = get_object_or_404(ImportRun, token=token)
    try:
        form = MappingForm(queries.importer(run.importer), queries.preview(run).header, request.POST)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("tables:run", token=run.token)
    if form.is_valid() and _started(request, run, form):
        return redirect("tables:run", token=run.token)
    return _run_page(request, run, form=form)


def _started(request: Request, run: ImportRun, form: MappingForm) -> bool:
    try:
        mapping, choices = form.mapping(), form.choices()
        actions.start(run=run, mapping=mapping, choices=choices, by=request.actor, at=timezone.now())
    except Refused as refusal:
        put_into_form(form, refusal)
        return False
    return True


@opens_to(IMPORT)
@require_POST
def apply(request: Request, token: str) -> HttpResponse:
    run = get_object_or_404(ImportRun, token=token)
    form = ApplyForm(request.POST, was_seen=bool(run.outcome and run.outcome.seen_before))
    if form.is_valid():
        try:
            actions.apply_checked(run=run, **form.cleaned_data, by=request.actor, at=timezone.now())
        except Refused as refusal:
            put_into_form(form, refusal)
        else:
            messages.success(request, gettext("Impor dijalankan. Hasilnya ada di halaman ini."))
            return redirect("tables:run", token=run.token)
    return _run_page(request, run, apply_form=form)


@opens_to(IMPORT)
def report(request: Request, token: str) -> HttpResponseBase:
    """All findings and rows left out, as CSV."""
    run = get_object_or_404(ImportRun, token=token)
    rows = exports.report_rows(run.outcome) if run.outcome else ()
    return exports.stream_csv(exports.report_columns(), rows, gettext("temuan %(file)s") % {"file": run.file_name})


def _run_page(
    request: Request, run: ImportRun, form: MappingForm | None = None, apply_form: ApplyForm | None = None
) -> HttpResponse:
    importer, outcome = queries.importer(run.importer), run.outcome
    words, mark = paging.STATES[run.state]
    context: dict[str, Any] = {"run": run, "title": importer.title, "words": words, "mark": mark, "report": outcome}
    if outcome is not None:
        context["findings"] = [(f, actions.in_words(f), actions.repair_in_words(f)) for f in outcome.findings[:SHOWN]]
        context["left_out"] = [(f, actions.in_words(f)) for f in outcome.left_out[:SHOWN]]
    if run.stored and not run.is_waiting and run.state != ImportRun.State.DONE:
        try:
            preview = queries.preview(run)
        except Refused as refusal:
            context["gone"] = str(refusal)
        else:
            given = initial(preview.mapping, run.choices)
            context |= {"preview": preview, "form": form or MappingForm(importer, preview.header, initial=given)}
    if run.state == ImportRun.State.CHECKED:
        context["apply_form"] = apply_form or ApplyForm(was_seen=bool(outcome and outcome.seen_before))
    is_faulty = any(bound is not None and bound.errors for bound in (form, apply_form))
    return render(request, "tables/run.html", context, status=422 if is_faulty else 200)
