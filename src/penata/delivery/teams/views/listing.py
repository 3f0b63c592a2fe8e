"""Lists of teams and calls, one team, one's own requests, letters."""

from __future__ import annotations

from dataclasses import asdict
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.files.exports import pdf
from penata.foundation.tables.exports import stream
from penata.organization.structure.queries import unit_names

from .. import exports, queries
from ..models import STATE_WORDS, Membership
from ..rules import TeamState, load_with
from .opening import open_team, sight_of

SIZE, EXPORT_MOST = 25, 5_000


@opens_to(STAFF)
def teams(request: HttpRequest) -> HttpResponse:
    seen, filters = sight_of(request), filters_of(request)
    page = _page(request, queries.filtered(seen, filters))
    context = {
        "page": page,
        "rows": queries.rows_of(list(page.object_list), seen.on),
        "filters": filters,
        "options": _options(filters, seen),
        "query": urlencode(_parts(filters)),
        "kept": [(name, value) for name, value in _parts(filters).items() if name != "q"],
        "may_form": may_form_any(seen),
        "waiting": queries.waiting_count(request.standing, seen.on),
    }
    return render(request, "teams/teams.html", context)


@opens_to(STAFF)
def calls(request: HttpRequest) -> HttpResponse:
    """Teams that ask for volunteers."""
    on, words = sight_of(request).on, _words(request)
    page = _page(request, queries.open_calls(words, on))
    context: dict[str, Any] = {"page": page, "words": words, "query": urlencode({"q": words} if words else {})}
    context["rows"] = queries.rows_of(list(page.object_list), on)
    context["skills"] = queries.skills_of([team.pk for team in page.object_list])
    return render(request, "teams/calls.html", context)


@opens_to(STAFF)
def team(request: HttpRequest, pk: int) -> HttpResponse:
    found, seen = open_team(request, pk)
    return render(request, "teams/team.html", {"page": queries.team_page(found, seen), "on": seen.on})


@opens_to(STAFF)
def mine(request: HttpRequest) -> HttpResponse:
    """What I work in, what I was asked for and what I offered."""
    person, on = request.standing.person_id, sight_of(request).on
    shares = queries.shares_of([person] if person is not None else [], on)
    hours = queries.load_of([person], on)[person] if person is not None else 0
    requests = queries.request_rows(queries.requests_of(person)[:100], on)
    letters = Membership.objects.filter(person=person).select_related("team").order_by("-period")[:100]
    context = {"shares": shares, "load": load_with(hours), "requests": requests, "letters": letters, "on": on}
    return render(request, "teams/mine.html", context)


@opens_to(STAFF)
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter of assignment."""
    rows = Membership.objects.select_related("team__decree", "person", "request")
    member, seen = get_object_or_404(rows, pk=pk), sight_of(request)
    if not queries.may_read_letter(member, seen):
        raise Http404
    seat = queries.colleagues([member.person_id], member.letter_on).get(member.person_id)
    unit = unit_names([member.team.unit_id], seen.on).get(member.team.unit_id, "")
    return pdf(exports.letter(member, seat, unit), f"surat-tugas-{member.pk}")


@opens_to(STAFF)
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The list as filtered, as CSV or XLSX."""
    if form not in {"csv", "xlsx"}:
        raise Http404
    seen = sight_of(request)
    found = list(queries.filtered(seen, filters_of(request))[:EXPORT_MOST])
    return stream(exports.COLUMNS, exports.table(found, seen.on), f"tim-{seen.on:%Y-%m-%d}", form)


def may_form_any(seen: queries.Sight) -> bool:
    """Heads of units, and holders of the permission."""
    return bool(seen.below) or seen.standing.may("teams.form")


def _page(request: HttpRequest, rows: Any) -> Page[Any]:
    return Paginator(rows, SIZE).get_page(request.GET.get("page"))


def _words(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:100]


def filters_of(request: HttpRequest) -> queries.Filters:
    """The filters in the address; what cannot be read does not narrow."""
    state, whose = request.GET.get("state", ""), request.GET.get("whose", "")
    return queries.Filters(
        q=_words(request),
        state=state if state in set(TeamState) else "",
        whose=whose if whose in {"mine", "unit"} else "",
    )


def _parts(filters: queries.Filters) -> dict[str, str]:
    return {name: value for name, value in asdict(filters).items() if value}


def _options(filters: queries.Filters, seen: queries.Sight) -> list[SimpleNamespace]:
    """The groups of filter links."""
    states = [("", _("Belum dibubarkan")), *[(str(state), str(words)) for state, words in STATE_WORDS.items()]]
    whose = [("", _("Semua yang boleh saya lihat")), ("mine", _("Saya bertugas"))]
    if seen.below:
        whose.append(("unit", _("Unit saya")))
    groups = [(_("Keadaan"), "state", states), (_("Milik"), "whose", whose)]
    return [
        SimpleNamespace(label=label, links=[_link(filters, name, value, words) for value, words in values])
        for label, name, values in groups
    ]


def _link(filters: queries.Filters, name: str, value: str, words: str) -> SimpleNamespace:
    address = "?" + urlencode(_parts(filters.with_changes(**{name: value})))
    return SimpleNamespace(label=words, address=address, is_current=getattr(filters, name) == value, count=None)
