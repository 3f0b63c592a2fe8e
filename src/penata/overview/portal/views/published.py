"""What everyone may read: published reports and figures."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from penata.foundation.accounts.actions import count_attempt
from penata.foundation.accounts.queries import client_address
from penata.foundation.accounts.rules import EVERYONE, opens_to
from penata.foundation.refusals import Refused, words_for
from penata.foundation.tables.exports import stream_csv
from penata.public.cases import actions as cases
from penata.public.cases.models import Case

from .. import queries
from ..forms import FollowForm


@opens_to(EVERYONE)
def reports(request: HttpRequest) -> HttpResponse:
    page = queries.published_page(request.GET.get("q", ""), request.GET.get("page", ""), on=timezone.localdate())
    return render(request, "portal/reports.html", {"page": page, "words": request.GET.get("q", "")})


@opens_to(EVERYONE)
def report(request: HttpRequest, reference: str) -> HttpResponse:
    found = queries.published_one(reference, on=timezone.localdate())
    if found is None:
        raise Http404
    form = FollowForm(request.POST) if request.method == "POST" else FollowForm()
    if request.method == "POST" and form.is_valid() and _followed(request, found.case, form):
        return redirect("portal:published_one", reference=reference)
    return render(request, "portal/report.html", {"found": found, "form": form}, status=422 if form.errors else 200)


def _followed(request: HttpRequest, case: Case, form: FollowForm) -> bool:
    count_attempt(kind="follow", key=client_address(request), limit=20, per=timedelta(hours=1))
    try:
        language = translation.get_language() or "id"
        cases.follow(case, email=form.cleaned_data["email"], language=language, at=timezone.now())
    except Refused as refusal:
        form.add_error("email", words_for(refusal))
        return False
    messages.success(request, _("Kami akan mengabari Anda tentang laporan ini."))
    return True


@opens_to(EVERYONE)
@gzip_page  # a long table, on old phones
def statistics(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/statistics.html", queries.statistics(timezone.localdate()))


@opens_to(EVERYONE)
def statistics_file(request: HttpRequest, form: str) -> HttpResponseBase:
    if form not in {"services", "areas"}:
        raise Http404
    today = timezone.localdate()
    return stream_csv(queries.FIGURE_COLUMNS, queries.figure_rows(form, today), f"reports-by-{form}-{today}")
