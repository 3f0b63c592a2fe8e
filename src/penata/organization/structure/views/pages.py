"""The chart, and what there is on a day."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from penata.foundation.accounts.rules import EVERYONE, STAFF, opens_to

from .. import queries
from ..models import Decree
from ..queries import ChartRow
from .days import asked_day, day_of, words_of


@opens_to(EVERYONE)
def chart(request: HttpRequest) -> HttpResponse:
    on, since, words = day_of(request), asked_day(request, "since"), words_of(request)
    days = queries.chart_days()
    if "step" in request.GET:
        return redirect(_at_step(request, days))
    rows = queries.chart(on)
    changes, gone = _changes(queries.chart(since), rows) if since else ({}, [])
    context = {"rows": rows, "on": on, "today": timezone.localdate(), "since": since, "words": words}
    context |= {"changes": changes, "gone": gone, "days": days, "step": max(0, sum(day <= on for day, _ in days) - 1)}
    if words:
        context["units"] = queries.units_like(words, on)
        context["positions"] = queries.positions_like(words, on)
        context["functions"] = queries.search_functions(words, 8, on=on)
    return render(request, "structure/chart.html", context)


def _at_step(request: HttpRequest, days: list[tuple[date, str]]) -> str:
    """The address of the day to which the slider was moved; what else was asked for stays."""
    step = request.GET["step"]
    place = int(step) if step.isascii() and step.isdigit() and len(step) < 6 else len(days)
    asked = {name: request.GET[name] for name in ("q", "since") if request.GET.get(name)}
    chosen = {"on": days[place][0].isoformat()} if place < len(days) else {}
    return f"{reverse('structure:chart')}?{urlencode(chosen | asked)}"


def _changes(before: list[ChartRow], after: list[ChartRow]) -> tuple[dict[int, str], list[ChartRow]]:
    """Unit → "new" or "changed" between two days, and the units that are gone."""
    then = {row.unit_id: row for row in before}
    now = {row.unit_id for row in after}
    changes = {row.unit_id: "new" for row in after if row.unit_id not in then}
    for row in after:
        old = then.get(row.unit_id)
        if old is not None and (old.name, old.parent_id, old.kind) != (row.name, row.parent_id, row.kind):
            changes[row.unit_id] = "changed"
    return changes, [row for row in before if row.unit_id not in now]


@opens_to(EVERYONE)
def unit(request: HttpRequest, code: str) -> HttpResponse:
    on = day_of(request)
    page = queries.unit_page(code, on)
    return _shown(request, "structure/unit.html", page, on)


@opens_to(EVERYONE)
def position(request: HttpRequest, code: str) -> HttpResponse:
    on = day_of(request)
    page = queries.position_page(code, on)
    return _shown(request, "structure/position.html", page, on)


@opens_to(EVERYONE)
def function(request: HttpRequest, code: str) -> HttpResponse:
    on = day_of(request)
    page = queries.function_page(code, on)
    return _shown(request, "structure/function.html", page, on)


@opens_to(EVERYONE)
def functions(request: HttpRequest) -> HttpResponse:
    on, words = day_of(request), words_of(request)
    found = queries.search_functions(words, 20, on=on) if words else None
    rows = [] if found and found.matches else queries.functions_on(on, words)
    context = {"rows": rows, "found": found, "words": words, "on": on, "today": timezone.localdate()}
    return render(request, "structure/functions.html", context)


@opens_to(EVERYONE)
def areas(request: HttpRequest) -> HttpResponse:
    on = day_of(request)
    rows = queries.areas_on(on)
    return render(request, "structure/areas.html", {"rows": rows, "on": on, "today": timezone.localdate()})


@opens_to(EVERYONE)
def area(request: HttpRequest, code: str) -> HttpResponse:
    on = day_of(request)
    return _shown(request, "structure/area.html", queries.area_page(code, on), on)


@opens_to(EVERYONE)
def decrees(request: HttpRequest) -> HttpResponse:
    return render(request, "structure/decrees.html", {"decrees": Decree.objects.all()[:500]})


@opens_to(EVERYONE)
def decree(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Decree, pk=pk)
    return render(request, "structure/decree.html", {"decree": found, "effects": queries.effects(found)})


@opens_to(EVERYONE)
def history(request: HttpRequest, noun: str, code: str) -> HttpResponse:
    found = queries.versions_of(noun, code)
    if found is None:
        raise Http404
    subject, versions = found
    mandates = queries.mandates_of(subject) if noun == "function" else []  # type: ignore[arg-type]
    context = {"noun": noun, "subject": subject, "versions": versions, "mandates": mandates}
    return render(request, "structure/history.html", context)


@opens_to(STAFF)
def gaps(request: HttpRequest) -> HttpResponse:
    on = day_of(request)
    until = asked_day(request, "until")
    until = until if until is not None and until > on else None
    found = queries.gaps_and_overlaps(on, until, limit=500)
    return render(request, "structure/gaps.html", {"gaps": found, "on": on, "until": until})


def _shown(request: HttpRequest, template: str, page: object | None, on: date) -> HttpResponse:
    if page is None:
        raise Http404
    return render(request, template, {"page": page, "on": on, "today": timezone.localdate()})
