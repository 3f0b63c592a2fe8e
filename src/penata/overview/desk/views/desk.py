"""What awaits whoever is signed in, and where everyone lands after signing in."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import SIGNED_IN, STAFF, opens_to
from penata.public.cases.queries import sight

from .. import paging, queries
from ..rules import BULK_ACTS, Filters


@opens_to(STAFF)
def desk(request: Request) -> HttpResponse:
    """The list; as a whole page, or only its part when htmx asks."""
    seen, filters = sight(request.standing), Filters.read(request.GET)
    page = queries.desk_page(seen, filters)
    context: dict[str, Any] = {
        "page": page,
        "sections": paging.sections(page),
        "groups": paging.group_options(page) if filters.is_open_only else [],
        "choices": paging.choice_options(page),
        "waiting": queries.waiting(seen) if filters.scope == "mine" and not filters.is_narrowed else None,
        "scopes": paging.scope_options(filters, may_units=bool(seen.units)),
        "is_head": bool(seen.standing.heads),
        "has_units": filters.scope != "mine" or bool(filters.q),
    }
    return render(request, "desk/desk.html#list" if request.htmx else "desk/desk.html", context | _links(page))


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
