"""Search over all that someone may see."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import EVERYONE, opens_to
from penata.public.cases.queries import sight

from .. import paging, queries
from ..rules import clean_words


@opens_to(EVERYONE)
def search(request: Request) -> HttpResponse:
    seen = sight(request.standing)
    found = queries.search_all(seen, clean_words(request.GET.get("q", "")))
    frame = "ui/desk.html" if request.standing.is_staff else "ui/portal.html"
    return render(request, "desk/search.html", {"found": found, "groups": paging.found_groups(found), "frame": frame})
