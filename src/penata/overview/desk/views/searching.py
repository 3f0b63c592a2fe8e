"""Search over all that someone may see: a page, and as a list under the box while he types."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import EVERYONE, opens_to
from penata.public.cases.queries import sight

from .. import paging, queries
from ..rules import clean_words

BOX = "top-found"  # where the frame shows what is found while someone types


@opens_to(EVERYONE)
def search(request: Request) -> HttpResponse:
    seen, is_typing = sight(request.standing), bool(request.htmx) and request.htmx.target == BOX
    found = queries.search_all(seen, clean_words(request.GET.get("q", "")), is_typing=is_typing)
    if is_typing:
        groups = paging.options(found)
        total = sum(len(options) for _label, options in groups)
        return render(request, "desk/found.html", {"found": found, "groups": groups, "total": total})
    frame = "ui/desk.html" if request.standing.is_staff else "ui/portal.html"
    return render(request, "desk/search.html", {"found": found, "groups": paging.found_groups(found), "frame": frame})
