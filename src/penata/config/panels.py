"""What pages show of rooms above their own: named places, filled here.

A page writes `{% panels "catalog.service" page %}`; each function listed under that name is called with the request
and the record, and gives HTML (`render_to_string`) or nothing. Places that exist: see docs/house.md.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

PANELS: dict[str, tuple[str, ...]] = {
    "catalog.services": ("penata.config.panels.report_anything",),
    "catalog.service": (
        "penata.config.panels.report_about",
        "penata.public.surveys.views.panels.of_service",
        "penata.learning.improvement.views.panels.of_service",
    ),
    "structure.unit": (
        "penata.organization.people.views.panels.of_unit",
        "penata.public.cases.views.panels.of_unit",
        "penata.delivery.teams.views.panels.of_unit",
    ),
    "people.person": (
        "penata.delivery.teams.views.panels.of_person",
        "penata.delivery.performance.views.panels.of_person",
    ),
    "portal.front": ("penata.learning.improvement.views.panels.of_front",),
    "portal.track": ("penata.learning.improvement.views.panels.of_tracking",),
    "surveys.survey": ("penata.learning.improvement.views.panels.of_survey",),
    "structure.position": ("penata.organization.people.views.panels.of_position",),
}
"""Place → dotted names of functions `(request, record) -> str`; the order is that of the page."""

_BUTTON = '<div class="acts"><a class="btn btn-{}" href="{}">{}</a></div>'


def report_anything(request: HttpRequest, record: Any) -> str:
    """For those who did not find their service: no one has to know which it is."""
    return format_html(_BUTTON, "secondary", reverse("portal:begin"), _("Sampaikan dengan kata-kata Anda sendiri"))


def report_about(request: HttpRequest, service: Any) -> str:
    """The way from a service to a report about it."""
    if not service.is_reportable:
        return ""
    address = f"{reverse('portal:begin')}?{urlencode({'service': service.code})}"
    return format_html(_BUTTON, "primary", address, _("Laporkan tentang layanan ini"))
