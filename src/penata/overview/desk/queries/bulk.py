"""What a bulk act needs: the cases that were ticked, and whom a head may give them to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import connection

from penata.public.cases.models import Case
from penata.public.cases.queries import Sight, visible_to

MOST = 300


def chosen_cases(seen: Sight, keys: Sequence[int]) -> list[Case]:
    """The visible ones among these."""
    return list(visible_to(seen).filter(pk__in=keys).order_by("due_on", "pk")) if keys else []


_COLLEAGUES = """
select version.position_id, version.title, unit.name
from structure_positionversion version
join structure_unitversion unit on unit.unit_id = version.unit_id
    and unit.valid @> %(on)s::date and upper_inf(unit.recorded)
where version.valid @> %(on)s::date and upper_inf(version.recorded)
    and (version.unit_id = any(%(heads)s) or (version.is_head and unit.parent_id = any(%(heads)s)))
order by version.is_head desc, unit.name, version.title limit %(most)s
"""


def colleagues(seen: Sight, on: date) -> list[tuple[int, str, str]]:
    """Positions of the units that he heads, and the heads of the units right below: (key, title, unit)."""
    if not seen.standing.heads:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_COLLEAGUES, {"heads": list(seen.standing.heads), "on": on, "most": MOST})
        return cursor.fetchall()
