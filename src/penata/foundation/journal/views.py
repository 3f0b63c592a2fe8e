"""Who may open these stands in `config/access.py`: the rules of access are made in a room above."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from . import exports, queries
from .forms import SearchForm
from .paging import stretch
from .queries import Search
from .rules import act_in_words


def entries(request: HttpRequest) -> HttpResponse:
    """The journal, searched by who, what, about what and when."""
    form, search = _asked(request)
    page = stretch(queries.found(search), request.GET.get("before", ""))
    asked = request.GET.copy()
    asked.pop("before", None)
    context: dict[str, Any] = {
        "form": form,
        "search": search,
        "rows": [(entry, act_in_words(entry.act)) for entry in page.entries],
        "older": page.older,
        "query": asked.urlencode(),
    }
    return render(request, "journal/entries.html", context, status=422 if form.errors else 200)


def export(request: HttpRequest) -> StreamingHttpResponse:
    """The same search as CSV, all of it."""
    _form, search = _asked(request)
    lines = exports.csv_lines(queries.lines(queries.found(search)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="jejak-{search.since}-{search.until}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _asked(request: HttpRequest) -> tuple[SearchForm, Search]:
    """The form as asked; a search that cannot be read is the usual one."""
    today = timezone.localdate()
    form = SearchForm(request.GET)
    return form, form.search(today) if form.is_valid() else Search(today - timedelta(days=30), today)
