"""What awaits whoever is signed in, and where everyone lands after signing in."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import SIGNED_IN, STAFF, opens_to
from penata.public.cases.queries import Sight, sight

from .. import paging, queries
from ..rules import BULK_ACTS, MOST_FOUND, Filters


@opens_to(STAFF)
def desk(request: Request) -> HttpResponse:
    """The list; as a whole page, or only its part when htmx asks."""
    seen, filters = sight(request.standing), Filters.read(request.GET)
    page = queries.desk_page(seen, filters, queries.told(seen) if filters.is_whole else ())
    context = _context(seen, page)
    return render(request, "desk/desk.html#list" if request.htmx else "desk/desk.html", context | _links(page))


def _context(seen: Sight, page: queries.DeskPage) -> dict[str, Any]:
    filters = page.filters
    is_first = filters.scope == "mine" and not filters.is_narrowed and filters.page == 1
    return {
        "page": page,
        "sections": paging.sections(page),
        "groups": paging.group_options(page) if filters.is_open_only else [],
        "rooms": paging.room_options(page) if filters.is_whole else [],
        "choices": paging.choice_options(page),
        "to_route": queries.to_route(seen) if is_first else None,
        "changes": queries.changes(seen.standing.account_id, at=timezone.now()) if is_first else None,
        "scopes": paging.scope_options(filters, may_units=bool(seen.units)),
        "has_cases": any(isinstance(row, queries.Line) for row in page.rows),
        "most_found": MOST_FOUND,
        "is_head": bool(seen.standing.heads),
        "has_units": filters.scope != "mine" or bool(filters.q),
    }


def _links(page: queries.DeskPage) -> dict[str, Any]:
    """The addresses that the list needs beside its filters."""
    filters = page.filters
    return {
        "next": paging.address(filters, page=filters.page + 1) if page.has_next else "",
        "previous": paging.address(filters, page=filters.page - 1) if filters.page > 1 else "",
        "urgent_only": paging.address(filters, urgent=not filters.urgent),
        "without": paging.address(Filters(scope=filters.scope)),
        "acts": list(BULK_ACTS),
    }


@opens_to(SIGNED_IN)
def start(request: Request) -> HttpResponse:
    """After signing in: a civil servant to his desk, everyone else to the front page."""
    return redirect("desk:desk") if request.standing.is_staff else redirect("/")
