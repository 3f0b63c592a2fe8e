"""Who answers for a function in a place on a day, as data. Positions, never persons: the answer is public."""

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
    if at is not None and timezone.is_naive(at):
        at = timezone.make_aware(at)
    found = queries.answer(function.replace("\x00", ""), area.replace("\x00", ""), on=day, at=at)
    if found is None:
        raise HttpError(404, "nobody answers for this function in this area on this day")
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type="application/json")
