"""What an address asks for."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlencode

from django.http import Http404

from penata.foundation.accounts.models import Request

from .. import queries
from ..queries import Place, Viewer

EARLIEST = date(2000, 1, 1)


def number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,15}", text) and text.isascii() else None


def day_of(request: Request) -> date:
    """The day that is asked for; today when it is not a day, or has not come."""
    today = queries.today()
    try:
        day = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today
    return day if EARLIEST <= day <= today else today


def place_of(request: Request, board: str, who: Viewer) -> Place:
    """What is looked at; Http404 when it is not there, or not for him."""
    keys = {name: number(request.GET.get(name, "")) for name in ("unit", "service", "area")}
    found = queries.place(who, board, on=day_of(request), **keys)
    if found is None:
        raise Http404
    return found


def query_of(place: Place, **more: object) -> str:
    """The query string that keeps the place and, when it is not today, the day."""
    said: dict[str, object] = {
        name: value
        for name, value in (("unit", place.unit_id), ("service", place.service_id), ("area", place.area_id))
        if value is not None
    }
    if place.on != queries.today():
        said["on"] = place.on.isoformat()
    return urlencode({**said, **more})
