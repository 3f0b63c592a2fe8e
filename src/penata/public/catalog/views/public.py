"""What everyone may read: the services, their standards, their history."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date

from penata.foundation.accounts.rules import EVERYONE, opens_to
from penata.foundation.tables.exports import stream_csv
from penata.public.catalog import paging, queries
from penata.public.catalog.exports import COLUMNS, service_rows

PAGE = 24


@opens_to(EVERYONE)
def services(request: HttpRequest) -> HttpResponse:
    """The list by topic, or what fits the words."""
    today, words, topic = timezone.localdate(), request.GET.get("q", "").strip(), request.GET.get("topic", "")
    if words:
        found = queries.search(words, today, limit=PAGE)
        return render(request, "catalog/services.html", {"words": words[:200], "found": found, "rows": found.rows})
    counts = queries.topic_counts(today)
    total = sum(count for name, _, count in counts if topic in {"", name})
    page = Paginator(range(total), PAGE).get_page(request.GET.get("page"))
    rows = queries.listed(today, topic, max(page.start_index() - 1, 0), PAGE) if total else []
    options = paging.topic_options(topic, counts)
    context = {"rows": rows, "page": page, "topics": options, "query": paging.without_page(request.GET)}
    return render(request, "catalog/services.html", context)


@opens_to(EVERYONE)
def service(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "catalog/service.html", _page(request, code))


@opens_to(EVERYONE)
def printed(request: HttpRequest, code: str) -> HttpResponse:
    """The standard on paper, all components in the order of the law."""
    return render(request, "catalog/printed.html", _page(request, code))


@opens_to(EVERYONE)
def history(request: HttpRequest, code: str) -> HttpResponse:
    versions = list(queries.history(code))
    if not versions:
        raise Http404
    return render(request, "catalog/history.html", {"versions": versions, "code": code, "today": timezone.localdate()})


@opens_to(EVERYONE)
def pledge(request: HttpRequest) -> HttpResponse:
    """The city's promise to its residents (maklumat pelayanan, UU 25/2009 art. 22)."""
    counts = queries.topic_counts(timezone.localdate())
    return render(request, "catalog/pledge.html", {"number": sum(count for _, _, count in counts)})


@opens_to(EVERYONE)
def table(request: HttpRequest) -> StreamingHttpResponse:
    today = timezone.localdate()
    return stream_csv(COLUMNS, service_rows(today), f"layanan-{today}")


def _page(request: HttpRequest, code: str) -> dict[str, object]:
    """The standard of the day asked for; of a service that is closed or not yet open, the nearest one."""
    today = timezone.localdate()
    on = asked_day(request) or today
    page = queries.service(code, on)
    if page is None:
        last = queries.history(code).first()
        page = queries.service(code, last.valid.lower) if last is not None else None
    if page is None:
        raise Http404
    is_open = page.since <= today and (page.until is None or today < page.until)
    return {"service": page, "on": on, "today": today, "is_open": is_open, "is_past": on != today}


def asked_day(request: HttpRequest) -> date | None:
    """`?on=2026-03-03`; anything that is not a day is left out."""
    try:
        return parse_date(request.GET.get("on", ""))
    except ValueError:
        return None
