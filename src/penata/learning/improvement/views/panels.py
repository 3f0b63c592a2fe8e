"""What pages of other rooms show of improvement; the roof puts it there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from penata.foundation.accounts.rules import NOBODY

from .. import queries


def of_tracking(request: HttpRequest, found: Any) -> str:
    """For a reporter: what his report led to."""
    rows = queries.behind_case(found.case)
    if not rows:
        return ""
    shown = queries.as_improved(rows, timezone.localdate())
    return render_to_string("improvement/panel_tracking.html", {"rows": shown}, request)


def of_front(request: HttpRequest, record: Any) -> str:
    """On the front page: what was improved lately."""
    rows = queries.lately_improved()
    return render_to_string("improvement/panel_front.html", {"rows": rows}, request) if rows else ""


def of_service(request: HttpRequest, service: Any) -> str:
    """On a service's page: that something was improved in it."""
    rows = queries.improved_in(service.code)
    context = {"rows": rows, "service": service}
    return render_to_string("improvement/panel_service.html", context, request) if rows else ""


def of_survey(request: HttpRequest, survey: Any) -> str:
    """On a survey: its plans about low elements, each of which may become an evaluation."""
    standing = getattr(request, "standing", NOBODY)
    if not standing.is_staff:
        return ""
    seen = queries.sight(standing, on=timezone.localdate())
    rows = [row for row in queries.follow_ups_of(survey.pk) if queries.may_open(row[0].unit_id, seen)]
    return render_to_string("improvement/panel_survey.html", {"rows": rows}, request) if rows else ""
