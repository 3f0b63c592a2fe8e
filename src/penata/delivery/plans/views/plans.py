"""A plan as board, list, chart over time and calendar."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.tables.exports import stream
from penata.public.cases import queries as cases

from .. import exports, queries
from ..models import Plan
from .common import plan_or_404, seen_by, today


@opens_to(STAFF)
def plans(request: Request) -> HttpResponse:
    seen, scope = seen_by(request), request.GET.get("scope", "open")
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    page = Paginator(queries.listing(seen, scope, words), 25).get_page(request.GET.get("page"))
    rows = list(page)
    context = {
        "page": page,
        "rows": list(zip(rows, queries.owner_names(rows, seen.on).values(), strict=True)),
        "words": words,
        "scope": scope,
        "scopes": _scopes(scope),
        "may_open": bool(queries.led_units(seen) or queries.led_teams(seen)),
    }
    return render(request, "plans/plans.html", context)


def _scopes(scope: str) -> list[SimpleNamespace]:
    words = {"open": _("Berjalan"), "mine": _("Yang saya kerjakan"), "closed": _("Ditutup")}
    return [
        SimpleNamespace(label=label, address=f"?scope={name}", is_current=scope == name, count=None)
        for name, label in words.items()
    ]


def frame(plan: Plan, seen: queries.Sight, view: str) -> dict[str, Any]:
    """What every page of a plan shows: whose it is, the ways to look at it, and whether he may change it."""
    words = {"plan": _("Papan"), "table": _("Daftar"), "gantt": _("Jadwal"), "month": _("Kalender"), "load": _("Beban")}
    tabs = [
        SimpleNamespace(
            label=label, address=reverse(f"plans:{name}", args=[plan.pk]), is_current=name == view, count=None
        )
        for name, label in words.items()
    ]
    leads = plan.closed_at is None and queries.ties(plan, seen).leads
    return {"plan": plan, "owner": queries.owner_name(plan, seen.on), "tabs": tabs, "leads": leads, "today": seen.on}


@opens_to(STAFF)
def plan(request: Request, pk: int) -> HttpResponse:
    found, seen = plan_or_404(request, pk)
    rows = queries.rows_of(found)
    lanes = queries.lanes_of(rows)
    context = frame(found, seen, "plan") | {"lanes": lanes, "total": len(rows), "person": request.standing.person_id}
    return render(request, "plans/board.html", context)


@opens_to(STAFF)
def table(request: Request, pk: int) -> HttpResponse:
    found, seen = plan_or_404(request, pk)
    page = Paginator(queries.rows_of(found), 100).get_page(request.GET.get("page"))
    context = frame(found, seen, "table") | {"page": page, "cases": _cases_beside(request, found, seen)}
    return render(request, "plans/table.html", context)


def _cases_beside(request: Request, found: Plan, seen: queries.Sight) -> list[Any]:
    """The residents' reports of the plan's unit that are due next, as far as he may see them: asked, never copied."""
    if found.unit_id is None:
        return []
    filters = cases.Filters(unit=found.unit_id, state="open")
    return cases.listing(cases.sight(request.standing, on=seen.on), filters).rows[:10]


@opens_to(STAFF)
def gantt(request: Request, pk: int) -> HttpResponse:
    found, seen = plan_or_404(request, pk)
    context = frame(found, seen, "gantt") | {"chart": queries.chart_of(found)}
    return render(request, "plans/gantt.html", context)


@opens_to(STAFF)
def month(request: Request, pk: int) -> HttpResponse:
    found, seen = plan_or_404(request, pk)
    first = _month(request.GET.get("month", ""), seen.on)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    context = frame(found, seen, "month") | {
        "first": first,
        "before": (first - timedelta(days=1)).strftime("%Y-%m"),
        "after": (last + timedelta(days=1)).strftime("%Y-%m"),
        "weeks": _weeks(first, last, queries.due_between(found, first, last)),
    }
    return render(request, "plans/month.html", context)


def _month(words: str, on: date) -> date:
    """The first day of a month like 2026-11; of this month when it cannot be read."""
    try:
        year, month_number = words.split("-")
        return date(min(2100, max(2000, int(year[:4]))), int(month_number[:2]), 1)
    except ValueError:
        return on.replace(day=1)


def _weeks(first: date, last: date, due: list[tuple[Any, ...]]) -> list[list[tuple[date, bool, list[Any]]]]:
    """Weeks of (day, is in the month, what is due)."""
    day, weeks = first - timedelta(days=first.weekday()), []
    while day <= last:
        week = [day + timedelta(days=n) for n in range(7)]
        weeks.append([(one, first <= one <= last, [row for row in due if row[0] == one]) for one in week])
        day += timedelta(weeks=1)
    return weeks


@opens_to(STAFF)
def load(request: Request, pk: int) -> HttpResponse:
    found, seen = plan_or_404(request, pk)
    people = queries.people_of(found, seen.on)[:60]
    loads = queries.loads_of([key for key, _name in people], seen.on)
    rows = [(name, loads[key]) for key, name in people]
    rows.sort(key=lambda row: -max(week.share for week in row[1]))
    context = frame(found, seen, "load") | {"rows": rows, "weeks": rows[0][1] if rows else []}
    return render(request, "plans/load.html", context)


@opens_to(STAFF)
def export(request: Request, pk: int, form: str) -> HttpResponseBase:
    found, _seen = plan_or_404(request, pk)
    if form not in {"csv", "xlsx"}:
        raise Http404
    return stream(exports.COLUMNS, exports.tasks(found), f"{found.title} {today():%Y-%m-%d}", form)
