"""What pages of lower rooms show of cases; the roof puts them there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from penata.foundation.accounts.rules import NOBODY
from penata.organization.structure.queries import subtree_ids

from .. import queries


def of_unit(request: HttpRequest, page: Any) -> str:
    """A unit's cases in four figures, with those of the units below; for civil servants."""
    if not getattr(request, "standing", NOBODY).is_staff:
        return ""
    on = timezone.localdate()
    found = queries.figures(list(subtree_ids([page.unit.pk], on)), on)
    return render_to_string("cases/figures.html", {"figures": found, "least": queries.MINIMUM_SAMPLE})
