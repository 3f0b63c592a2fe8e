"""How much of people's weeks teams take."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Sum

from ..models import Membership, Role


class Share(NamedTuple):
    """What one team takes of someone's week."""

    person_id: int
    team_id: int
    team: str
    role: str
    part: str
    hours: int
    since: date
    until: date

    def get_role_display(self) -> str:
        return str(Role(self.role).label)

    @property
    def last_day(self) -> date:
        return self.until - timedelta(days=1)


def load_of(person_ids: Iterable[int], on: date) -> dict[int, int]:
    """{person: hours a week in teams on a day}; everyone asked for is in it. One query."""
    asked = list(dict.fromkeys(person_ids))
    rows = (
        Membership.objects.filter(person__in=asked, period__contains=on)
        .values_list("person_id")
        .annotate(hours=Sum("hours"))
    )
    return dict.fromkeys(asked, 0) | dict(rows)


def shares_of(person_ids: Iterable[int], on: date) -> list[Share]:
    """Where those hours go, also in teams that have not begun; the largest first. One query."""
    rows = (
        Membership.objects.filter(person__in=list(person_ids), period__endswith__gt=on)
        .order_by("-hours", "team__name", "pk")
        .values_list("person_id", "team_id", "team__name", "role", "part", "hours", "period")
    )
    return [Share(*row[:6], row[6].lower, row[6].upper) for row in rows[:500]]
