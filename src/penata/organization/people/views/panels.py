"""What the pages of units and positions show about people: positions to everyone, persons to civil servants."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from penata.foundation.accounts.rules import NOBODY
from penata.organization.structure.queries.pages import PositionPage, UnitPage

from .. import queries
from .days import day_of


def of_unit(request: HttpRequest, page: UnitPage) -> str:
    """The seats of a unit: who sits on them, and which are vacant."""
    on = day_of(request)
    seats = queries.seats_of([page.unit.pk], on)
    return _shown(request, "people/panel_unit.html", {"seats": seats, "vacant": _vacant(seats), "on": on})


def of_position(request: HttpRequest, page: PositionPage) -> str:
    """Who answers for a position on the day, and how he was found."""
    on = day_of(request)
    found = queries.responder(page.position.pk, on=on) if page.is_there else None
    return _shown(request, "people/panel_position.html", {"responder": found, "on": on, "page": page})


def _vacant(seats: list[queries.SeatRow]) -> int:
    return sum(seat.person_id is None for seat in seats)


def _shown(request: HttpRequest, template: str, context: dict[str, Any]) -> str:
    standing = getattr(request, "standing", NOBODY)
    context |= {"shows_names": standing.is_staff, "today": timezone.localdate(), "request": request}
    return render_to_string(template, context)
