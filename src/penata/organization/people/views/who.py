"""Who answers for this? By words, place and day, with the article and how it was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from penata.foundation.accounts.rules import EVERYONE, NOBODY, opens_to
from penata.organization.structure.queries import (
    FunctionMatch,
    FunctionsFound,
    area_names,
    areas_for_choice,
    position_titles,
    search_functions,
)

from .. import queries
from ..forms import WhoForm

MOST = 3


@dataclass(frozen=True)
class Answer:
    """A function that the words may mean, and who answers for it; `chain` is None for a gap."""

    match: FunctionMatch
    chain: queries.Chain | None
    position_title: str = ""
    unit_name: str = ""
    area_name: str = ""


@opens_to(EVERYONE)
def who(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    form = WhoForm(request.GET if request.GET else None, areas=areas_for_choice(today))
    context = {"form": form, "on": today, "answers": None}
    context["shows_names"] = getattr(request, "standing", NOBODY).is_staff
    if form.is_bound and form.is_valid() and form.cleaned_data["q"]:
        on = form.cleaned_data["on"] or today
        area = int(form.cleaned_data["area"]) if form.cleaned_data["area"] else None
        found = search_functions(form.cleaned_data["q"], MOST, on=on)
        context |= {"on": on, "answers": answers(found, area, on), "instead": found.instead}
    return render(request, "people/who.html", context, status=422 if form.errors else 200)


def answers(found: FunctionsFound, area: int | None, on: date) -> list[Answer]:
    """The functions that were found, each with its chain."""
    matches = found.matches
    chains = {match.function_id: queries.chain(match.function_id, area, on=on) for match in matches}
    positions = {c.answerable.position_id for c in chains.values() if c and c.answerable.position_id}
    titles, areas = position_titles(positions, on), area_names(on)
    result = []
    for match in matches:
        chain = chains[match.function_id]
        seat = titles.get(chain.answerable.position_id or 0) if chain else None
        place = areas.get(chain.answerable.area_id, "") if chain else ""
        result.append(Answer(match, chain, seat[0] if seat else "", seat[2] if seat else "", place))
    return result
