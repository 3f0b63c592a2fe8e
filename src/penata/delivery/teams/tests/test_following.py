"""Who leaves or moves leaves no team behind without a word."""

from __future__ import annotations

from typing import Any

import pytest

from penata.delivery.teams import actions
from penata.delivery.teams.models import Membership, Request
from penata.delivery.teams.tests.conftest import NOW, TODAY
from penata.foundation.journal.models import Entry
from penata.foundation.notices.models import Notice
from penata.organization.people import actions as people
from penata.organization.people.models import Holding

pytestmark = pytest.mark.django_db


def leaves(city: Any, who: str) -> None:
    people.leave(city.persons[who], on=TODAY, because="Pensiun", by=city.actor("administrator"))


def moves(city: Any, who: str, to: str) -> None:
    """His new position was vacated before."""
    by = {"on": TODAY, "decree": city.decree, "article": "Pasal 4", "by": city.actor("administrator")}
    before = Holding.objects.as_known().get(position=city.positions[to], valid__endswith=None)
    people.end_holding(before, because="Mutasi", **by)
    people.appoint(city.persons[who], city.positions[to], **by)


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=f"teams.{kind}").values_list("recipient__name", flat=True))


def test_who_leaves_ends_in_his_teams_that_day_and_the_leading_are_told(city, team, ask):
    member = Membership.objects.get(request=ask("technician"))
    leaves(city, "technician")
    assert actions.follow_people(at=NOW) == 1
    member.refresh_from_db()
    assert (member.until, member.ended_because) == (
        TODAY,
        "Tidak lagi bekerja pada pemerintah kota sejak 24 November 2026.",
    )
    assert told("ended") == {"Sari Puspita"}
    assert Entry.objects.about("teams.team", team.pk).filter(act="teams.end_membership").count() == 1
    assert actions.follow_people(at=NOW) == 0


def test_a_team_that_loses_its_leader_is_told(city, team, ask):
    ask("technician", role="leader")
    leaves(city, "technician")
    actions.follow_people(at=NOW)
    assert told("leaderless") == {"Sari Puspita"}


def test_a_request_for_who_leaves_is_withdrawn(city, team, ask):
    request = ask("colleague")
    leaves(city, "colleague")
    actions.follow_people(at=NOW)
    request.refresh_from_db()
    assert (request.state, request.answer) == ("withdrawn", "Tidak lagi bekerja pada pemerintah kota.")
    assert told("withdrawn") == {"Sari Puspita"}


def test_who_moves_goes_on_from_the_new_unit_and_its_head_is_told(city, team, ask):
    member = Membership.objects.get(request=ask("technician"))
    moves(city, "technician", "KABID-SAMPAH")
    assert actions.follow_people(at=NOW) == 1
    member.refresh_from_db()
    assert (member.position, member.until > TODAY) == (city.positions["KABID-SAMPAH"], True)
    assert "Wayan Sudarma" in told("moved")
    assert actions.follow_people(at=NOW) == 0


def test_consent_is_asked_of_the_new_superior(city, team, ask):
    request = ask("colleague")
    moves(city, "colleague", "PENYALUR")
    before = request.superior_id
    actions.follow_people(at=NOW)
    request = Request.objects.get(pk=request.pk)
    assert (request.state, request.position) == ("asked", city.positions["PENYALUR"])
    assert request.superior_id != before
