"""Services as open data."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from ninja.errors import HttpError

from penata.foundation.accounts.rules import EVERYONE, opens_to

from . import queries

router = Router(tags=["Layanan"])


@router.get("/services", summary="Daftar layanan, atau yang cocok dengan kata")
@opens_to(EVERYONE)
def services(
    request: HttpRequest, q: str = Query("", max_length=400), topic: str = "", on: date | None = None, page: int = 1
) -> dict[str, Any]:
    """A hundred services a page, by topic and name; with `q`, the twenty-four best."""
    day = on or timezone.localdate()
    if q.strip():
        found = queries.search(q, day, limit=24)
        return {"on": day, "instead": found.instead, "services": [asdict(row) for row in found.rows]}
    start = (max(1, min(page, 1_000)) - 1) * 100
    return {"on": day, "services": [asdict(row) for row in queries.listed(day, topic[:40], start, 100)]}


@router.get("/services/{code}", summary="Standar pelayanan sebuah layanan")
@opens_to(EVERYONE)
def service(request: HttpRequest, code: str, on: date | None = None) -> dict[str, Any]:
    """The standard of a day with its components and who is responsible, by position."""
    page = queries.service(code[:60], on or timezone.localdate())
    if page is None:
        raise HttpError(404, "no such service on that day")
    return asdict(page)
