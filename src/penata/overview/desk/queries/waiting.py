"""What waits for those with a right, whoever of them does it: reports to route, and to publish."""

from __future__ import annotations

from penata.public.cases.models import Case
from penata.public.cases.queries import Sight


def to_route(seen: Sight) -> int | None:
    """How many reports nobody was chosen for yet; None: he does not route."""
    if not seen.standing.may("cases.route"):
        return None
    return Case.objects.filter(state__in=("received", "verified"), closed_at__isnull=True).count()
