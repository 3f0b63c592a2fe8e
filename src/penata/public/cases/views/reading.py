from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from penata.foundation.accounts.rules import STAFF, opens_to

from .. import queries


def open_whole(request: HttpRequest, reference: str) -> queries.Whole:
    """The case of the address with everything about it; Http404 when this reader may not see it."""
    seen = queries.sight(request.standing, on=timezone.localdate())  # type: ignore[attr-defined]
    found = queries.find(seen, reference)
    if found is None:
        raise Http404
    return queries.whole(found, seen)


@opens_to(STAFF)
def case(request: HttpRequest, reference: str) -> HttpResponse:
    return render(request, "cases/case.html", {"whole": open_whole(request, reference)})
