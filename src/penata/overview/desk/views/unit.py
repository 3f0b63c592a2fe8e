"""What a head should know of his units."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.public.cases.queries import sight

from .. import queries
from ..rules import MINIMUM_SAMPLE, Filters


@opens_to(STAFF)
def unit(request: Request) -> HttpResponse:
    seen, filters = sight(request.standing), Filters.read(request.GET)
    page = queries.head_page(seen, filters.unit, at=timezone.now())
    if page is None and filters.unit is not None:
        raise Http404
    return render(request, "desk/unit.html", {"page": page, "sample": MINIMUM_SAMPLE})
