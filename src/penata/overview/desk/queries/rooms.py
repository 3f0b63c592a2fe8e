"""What awaits someone in the rooms that the roof names (`PENATA_AWAITING`), and handovers that wait for his answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from penata.foundation.accounts.rules import Standing
from penata.foundation.awaiting import Awaiting
from penata.foundation.calendars.queries import calendar
from penata.public.cases.queries import Sight

from ..rules import group_of

Tells = Callable[[Standing, date], list[Awaiting]]
MOST = 500  # lines of other rooms on one desk
MOST_HANDOVERS = 50


class Thing(NamedTuple):
    """A line of the desk that is no case. `days_left` in working days."""

    room: str
    label: str
    why: str
    due_on: date | None
    days_left: int | None
    group: str
    address: str
    is_urgent: bool


@cache
def rooms() -> dict[str, tuple[Promise, Tells]]:
    """The rooms that tell what awaits: name → (label, function), in the order of the filters."""
    named: dict[str, tuple[Promise, str]] = import_string(settings.PENATA_AWAITING)
    return {name: (label, import_string(path)) for name, (label, path) in named.items()}


def told(seen: Sight) -> list[Thing]:
    """What the other rooms have for him today, by day; a room's own number of queries, however many rows."""
    lines = _handovers(seen)
    for _label, tells in rooms().values():
        lines += tells(seen.standing, seen.on)
    days = calendar()
    things = [
        Thing(
            one.kind.partition(".")[0],
            one.label,
            one.why,
            one.due,
            None if one.due is None else days.between(seen.on, one.due),
            group_of(one.due, seen.on),
            one.address,
            one.is_urgent,
        )
        for one in lines
    ]
    return sorted(things, key=lambda one: (one.due_on or date.max, one.label))[:MOST]


_PROPOSED = """
select cases.reference, cases.title, cases.is_urgent, cases.due_on, handover.because, handover.proposed_by,
    handover.proposed_at
from cases_handover handover join cases_case cases on cases.id = handover.case_id
where handover.to_position_id = any(%(positions)s) and handover.state = 'proposed'
order by cases.is_urgent desc, handover.proposed_at limit %(most)s
"""


def _handovers(seen: Sight) -> list[Awaiting]:
    """Handovers that wait for the answer of whoever sits at their position."""
    if not seen.standing.positions:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_PROPOSED, {"positions": list(seen.standing.positions), "most": MOST_HANDOVERS})
        rows = cursor.fetchall()
    return [
        Awaiting(
            kind="cases.handover",
            label=title,
            why=_("Pelimpahan menunggu jawaban Anda, dari %(by)s: %(because)s") % {"by": by, "because": because[:120]},
            due=due_on,
            address=reverse("cases:case", args=[reference]),
            at=at,
            is_urgent=is_urgent,
        )
        for reference, title, is_urgent, due_on, because, by, at in rows
    ]
