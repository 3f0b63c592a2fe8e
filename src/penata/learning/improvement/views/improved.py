"""You said, we did: for everyone, without a script."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import urlencode

from penata.foundation.accounts.rules import EVERYONE, opens_to
from penata.foundation.tables.exports import stream_csv

from .. import exports, queries
from ..models import Effect

A_PAGE = 10


@opens_to(EVERYONE)
def improved(request: HttpRequest) -> HttpResponse:
    on, asked = timezone.localdate(), {name: request.GET.get(name, "")[:60] for name in ("service", "area")}
    asked = {name: value.replace("\x00", "") for name, value in asked.items()}
    page = Paginator(queries.improved_where(**asked), A_PAGE).get_page(request.GET.get("page"))
    services, areas = queries.filters(on)
    query = urlencode({name: value for name, value in asked.items() if value})
    rows = queries.as_improved(list(page), on)
    context = {"page": page, "rows": rows, "services": services, "areas": areas, "asked": asked, "query": query}
    return render(request, "improvement/improved.html", context)


@opens_to(EVERYONE)
def improved_one(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.improved(), pk=pk)
    (one,) = queries.as_improved([found], timezone.localdate())
    return render(request, "improvement/improved_one.html", {"one": one})


@opens_to(EVERYONE)
def improved_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The weeks of a published effect."""
    effect = get_object_or_404(Effect, pk=pk, measured_at__isnull=False, measure__evaluation__in=queries.improved())
    return stream_csv(exports.WEEK_COLUMNS, exports.week_rows(effect), f"improvement-{effect.pk}")
