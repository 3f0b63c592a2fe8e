from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, opens_to

from .. import queries
from ..models import Person


@opens_to(STAFF)
def persons(request: Request) -> HttpResponse:
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    rows = queries.persons_like(words, timezone.localdate())
    return render(request, "people/persons.html", {"rows": rows, "words": words})


@opens_to(STAFF)
def person(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Person, pk=pk)
    today, standing = timezone.localdate(), request.standing
    is_own = standing.person_id == found.pk
    context = {
        "page": queries.person_page(found),
        "today": today,
        "sees_contact": is_own or standing.may("people.see") or standing.may("people.change"),
        "may_record_absence": may_record_absence(request, found),
    }
    return render(request, "people/person.html", context)


@opens_to(STAFF)
def history(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Person, pk=pk)
    context = {"person": found, "holdings": queries.holdings_ever(found)}
    return render(request, "people/history.html", context)


def may_record_absence(request: Request, person: Person) -> bool:
    """Oneself, one's superior, and who may change data of people."""
    standing = request.standing
    if standing.person_id == person.pk or standing.may("people.change"):
        return True
    return queries.is_superior_of(standing, person, timezone.localdate())
