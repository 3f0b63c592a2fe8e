"""What else awaits someone beside his own cases: handovers to answer, reports to route."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from penata.public.cases.models import Case
from penata.public.cases.queries import Sight

MOST = 10


class Proposed(NamedTuple):
    """A handover that waits for an answer."""

    reference: str
    title: str
    is_urgent: bool
    because: str
    proposed_by: str
    proposed_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """`to_route` None: he does not route."""

    handovers: list[Proposed]
    has_more: bool
    to_route: int | None


_PROPOSED = """
select cases.reference, cases.title, cases.is_urgent, handover.because, handover.proposed_by, handover.proposed_at
from cases_handover handover join cases_case cases on cases.id = handover.case_id
where handover.to_position_id = any(%(positions)s) and handover.state = 'proposed'
order by cases.is_urgent desc, handover.proposed_at limit %(most)s
"""


def waiting(seen: Sight) -> Waiting:
    """Two queries at most."""
    standing = seen.standing
    rows: list[Proposed] = []
    if standing.positions:
        with connection.cursor() as cursor:
            cursor.execute(_PROPOSED, {"positions": list(standing.positions), "most": MOST + 1})
            rows = [Proposed(*row) for row in cursor.fetchall()]
    return Waiting(rows[:MOST], len(rows) > MOST, to_route(seen))


def to_route(seen: Sight) -> int | None:
    """How many reports nobody was chosen for yet."""
    if not seen.standing.may("cases.route"):
        return None
    return Case.objects.filter(state__in=("received", "verified"), closed_at__isnull=True).count()
