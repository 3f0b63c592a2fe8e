"""What pages of lower rooms show of teams; the roof puts them there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from penata.foundation.accounts.rules import NOBODY

from .. import queries
from ..rules import load_with

MOST = 10


def of_unit(request: HttpRequest, page: Any) -> str:
    """The teams of a unit that this reader may see."""
    standing = getattr(request, "standing", NOBODY)
    if not standing.is_staff:
        return ""
    on = timezone.localdate()
    found = list(queries.of_unit(page.unit.pk, queries.sight(standing, on=on))[:MOST])
    if not found:
        return ""
    return render_to_string("teams/panel_unit.html", {"rows": queries.rows_of(found, on)}, request)


def of_person(request: HttpRequest, page: Any) -> str:
    """What teams take of someone's week: for himself, the heads above him and who sees all teams."""
    standing, on = getattr(request, "standing", NOBODY), timezone.localdate()
    if not queries.may_see_load(page.person.pk, queries.sight(standing, on=on)):
        return ""
    load = load_with(queries.load_of([page.person.pk], on)[page.person.pk])
    context = {"shares": queries.shares_of([page.person.pk], on), "load": load, "on": on}
    return render_to_string("teams/panel_person.html", context, request)
