"""What pages of other rooms show of surveys; the roof puts it there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from .. import queries


def of_service(request: HttpRequest, service: Any) -> str:
    """On a service's page: how its users judged it last, as far as that was published."""
    seen = queries.published_of(service.code)
    return render_to_string("surveys/panel_service.html", {"seen": seen}, request) if seen else ""
