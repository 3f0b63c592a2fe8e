"""The small city, and a team of the roads division: the officer leads the unit, who is asked comes from elsewhere."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from penata.delivery.teams import actions
from penata.delivery.teams.models import Request, Team
from penata.foundation.notices.models import Notice
from penata.organization.people.queries import standing as standing_of

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # nine in the morning in Jakarta
SINCE, UNTIL = date(2026, 11, 1), date(2027, 3, 1)


@pytest.fixture
def standing(city):
    return lambda who, on=TODAY: standing_of(getattr(city, who), on)


@pytest.fixture
def form(city):
    def formed(unit: str = "DPU-JALAN", **values) -> Team:
        facts = {
            "name": "Tim Lampu Hemat", "purpose": "Separuh lampu jalan diganti LED.", "since": SINCE, "until": UNTIL,
            "by": city.actor("officer"), "at": NOW,
        }  # fmt: skip
        return actions.form_team(unit=city.units[unit], **facts | values)

    return formed


@pytest.fixture
def team(form) -> Team:
    return form()


@pytest.fixture
def ask(city, team):
    """`ask("colleague")`: the officer, who heads the team's unit, asks for someone."""

    def asked(who: str, **values) -> Request:
        facts = {"words": "Perlu ahli.", "hours": 4, "since": SINCE, "until": UNTIL, "by": city.actor("officer")}
        facts |= {"team": team, "at": NOW} | values
        return actions.invite(facts.pop("team"), person=city.persons[who], **facts)

    return asked


@pytest.fixture
def offer(city):
    def offered(team: Team, who: str = "colleague", **values) -> Request:
        facts = {"words": "Saya ingin ikut.", "hours": 4, "since": SINCE, "until": UNTIL, "at": NOW}
        return actions.volunteer(team, person=city.persons[who], by=city.actor(who), **facts | values)

    return offered


def told(kind: str) -> set[str]:
    """Who in the city was told of this kind of thing."""
    rows = Notice.objects.filter(kind=f"teams.{kind}", channel="inapp", cancelled_at=None)
    return {address.split("@")[0] for address in rows.values_list("recipient__email", flat=True)}
