"""The structure as data: units, positions, functions. Who answers, and who heads what, is in the room above."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from ninja.errors import HttpError

from penata.foundation.accounts.rules import EVERYONE, opens_to

from . import queries

router = Router(tags=["Organisasi"])


def as_json(data: Any) -> HttpResponse:
    """Plain values as JSON, without a schema's detour: for answers that are asked for often."""
    return HttpResponse(
        json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str), content_type="application/json"
    )


def known(at: datetime | None) -> datetime | None:
    """The instant asked for; one without a zone is the city's."""
    return timezone.make_aware(at) if at is not None and timezone.is_naive(at) else at


@router.get("/units", summary="Semua unit pada suatu hari")
@opens_to(EVERYONE)
def units(request: HttpRequest, on: date | None = None, at: datetime | None = None) -> Any:
    """Every unit of a day, each after the one above it; `at` asks for what was known at an instant."""
    day = on or timezone.localdate()
    rows = queries.chart(day, known(at))
    return as_json({"on": day.isoformat(), "units": queries.as_data(rows)})


@router.get("/positions/{path:code}", summary="Sebuah jabatan dan tugasnya")
@opens_to(EVERYONE)
def position(request: HttpRequest, code: str, on: date | None = None) -> Any:
    """What the position is on a day, and its tasks with their articles. Who holds it is not said here."""
    page = queries.position_page(code.replace("\x00", ""), on or timezone.localdate())
    if page is None or not page.is_there:
        raise HttpError(404, "no such position on that day")
    return as_json(_position(code, page))


@router.get("/functions", summary="Tugas, atau yang cocok dengan kata")
@opens_to(EVERYONE)
def functions(request: HttpRequest, q: str = Query("", max_length=400), on: date | None = None) -> Any:
    """All functions of a day by code; with `q`, the twenty whose words fit best, typing errors forgiven."""
    day = on or timezone.localdate()
    if q.strip():
        found = [(row.code, row.title, True) for row in queries.search_functions(q, 20, on=day).matches]
    else:
        found = queries.functions_on(day)
    return as_json({"on": day.isoformat(), "functions": [{"code": c, "title": t, "is_public": p} for c, t, p in found]})


def _position(code: str, page: queries.PositionPage) -> dict[str, Any]:
    version = page.version
    return {
        "code": code,
        "title": version.title,
        "unit": page.unit_code,
        "category": version.category,
        "level": version.level,
        "class": version.job_class,
        "seats": version.seats,
        "is_head": version.is_head,
        "superior": page.superior[0] if page.superior else None,
        "tasks": [
            {"function": t.function_code, "aspect": t.aspect, "area": t.area_name, "article": t.article}
            for t in page.tasks
        ],
    }
