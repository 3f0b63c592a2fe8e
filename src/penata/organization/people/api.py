"""Who answers for a function in a place on a day, and who heads what, as data. Positions are public; the names of those
who hold them are for civil servants."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from ninja.errors import HttpError

from penata.foundation.accounts.rules import EVERYONE, NOBODY, opens_to
from penata.organization.structure.queries import as_data, subtree_of_code

from . import queries

router = Router(tags=["Organisasi"])


@router.get("/answers", summary="Siapa yang menjawab untuk tugas ini, di sini, pada hari itu")
@opens_to(EVERYONE)
def answers(
    request: HttpRequest,
    function: str = Query(..., max_length=40),
    area: str = Query("", max_length=40),
    on: date | None = None,
    at: datetime | None = None,
) -> Any:
    """The accountable position with its article, and the position that answers that day when its seat is empty.

    `area` is an official code; without it the whole city is meant. `at` asks for what was known at an instant.
    """
    day = on or timezone.localdate()
    found = queries.answer(function.replace("\x00", ""), area.replace("\x00", ""), on=day, at=_known(at))
    if found is None:
        raise HttpError(404, "nobody answers for this function in this area on this day")
    return _as_json(found)


@router.get("/units/{path:code}/subtree", summary="Sebuah unit dan semua di bawahnya")
@opens_to(EVERYONE)
def subtree(request: HttpRequest, code: str, on: date | None = None, at: datetime | None = None) -> Any:
    """The unit with this code first, then each after the one above it, with the title of the position that heads it.

    `holder` is how that position is held on the day: `kind` is `definitive`, `plt` or `plh`; null when it is vacant.
    Civil servants who have signed in also see the holder's `name`.
    """
    day = on or timezone.localdate()
    rows = subtree_of_code(code, on=day, at=_known(at))
    if not rows:
        raise HttpError(404, "no such unit on that day")
    names = getattr(request, "standing", NOBODY).is_staff
    heads = [row.head_id for row in rows if row.head_id]
    holders = queries.holders_of(heads, on=day, at=_known(at), with_names=names)
    units = as_data(rows)
    for unit, row in zip(units, rows, strict=True):
        held = holders.get(row.head_id or 0)
        unit["holder"] = None if held is None else dict(zip(("kind", "name"), held, strict=False))
    return _as_json({"on": day.isoformat(), "units": units})


def _as_json(data: Any) -> HttpResponse:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type="application/json")


def _known(at: datetime | None) -> datetime | None:
    """The instant asked for; one without a zone is the city's."""
    return timezone.make_aware(at) if at is not None and timezone.is_naive(at) else at
