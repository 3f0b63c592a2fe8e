"""A team of the roads division for the walk over all pages: with members, a request, an offer, and a call."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from penata.delivery.teams import actions
from penata.delivery.teams.models import Role
from penata.foundation.journal.rules import Actor

SYSTEM = Actor.system("tests")
SEEN_BY = {"officer", "head", "colleague", "administrator"}  # the officer heads its unit, the colleague is asked
DECIDE = {"officer", "head", "administrator"}
HEADS = {"officer", "head", "colleague", "administrator"}  # of any unit


def prepare(city: Any) -> None:
    at = timezone.now() - timedelta(hours=1)
    today = timezone.localdate(at)
    days = {"since": today, "until": today + timedelta(days=100)}
    team = actions.form_team(
        name="Tim Lampu Hemat", purpose="Separuh lampu jalan diganti LED.", unit=city.units["DPU-JALAN"],
        decree=city.decree, skills=["Teknik Elektro"], takes_volunteers=True, by=SYSTEM, at=at, **days,
    )  # fmt: skip
    persons = city.persons
    asked = {"words": "Perlu ahlinya.", "hours": 4, "by": SYSTEM, "at": at, **days}
    led = actions.invite(team, person=persons["technician"], role=Role.LEADER, **asked)
    city.team, city.member = team, led.memberships.get()
    city.asked = actions.invite(team, person=persons["colleague"], **asked)
    city.offered = actions.volunteer(team, person=persons["village_head"], **asked)


def example(seen_by: set[str] = SEEN_BY, **parts: str) -> Any:
    import examples

    return lambda city: examples.Example(
        {name: getattr(city, what).pk for name, what in parts.items()}, seen_by=seen_by
    )


def _new(city: Any) -> Any:
    import examples

    return examples.Example({}, seen_by=HEADS)


def _invite(city: Any) -> Any:
    import examples

    return examples.Example({"pk": city.team.pk, "person": city.persons["officer"].pk}, seen_by=DECIDE)


EXAMPLES = {
    "teams:new": _new,
    "teams:team": example({*SEEN_BY, "technician"}, pk="team"),
    "teams:change": example(DECIDE, pk="team"),
    "teams:dissolve": example(DECIDE, pk="team"),
    "teams:report": example(set(), pk="team"),
    "teams:return_report": example(DECIDE, pk="team"),
    "teams:lead": example(DECIDE, pk="team"),
    "teams:candidates": example(DECIDE, pk="team"),
    "teams:invite": _invite,
    "teams:volunteer": lambda city: {"pk": city.team.pk},
    "teams:end": example(DECIDE, pk="member"),
    "teams:letter": example(DECIDE, pk="member"),
    "teams:consent": example(set(), pk="asked"),  # the head of the other agency is asked: he is not of the walk
    "teams:offer": example(DECIDE, pk="offered"),
    "teams:withdraw": example(DECIDE, pk="asked"),
    "teams:export": lambda city: {"form": "csv"},
}


def __getattr__(name: str) -> Any:
    if name == "LISTS":
        import examples

        return [examples.List("teams:teams", "teams:team", lambda city: [{"pk": city.team.pk}])]
    raise AttributeError(name)
