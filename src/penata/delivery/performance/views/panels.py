"""What the page of a person shows to those who may read it: his expectations and evaluations, without ratings."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from penata.foundation.accounts.rules import NOBODY

from .. import queries


def of_person(request: HttpRequest, page: Any) -> str:
    """Nothing at all for whoever may not read them."""
    seen = queries.sight(getattr(request, "standing", NOBODY), on=timezone.localdate())
    expectations = queries.visible_expectations(seen).filter(person=page.person).order_by("-year", "pk")[:5]
    evaluations = queries.visible_evaluations(seen).filter(person=page.person).select_related("period")
    context = {"expectations": list(expectations), "evaluations": evaluations.order_by("-period__until", "pk")[:8]}
    if not context["expectations"]:
        return ""
    return render_to_string("performance/panel_person.html", context | {"request": request})
