"""Who sees which team, how busy people are, whom one could ask, and what awaits whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from penata.delivery.teams import actions, queries
from penata.delivery.teams.models import Role
from penata.organization.people import actions as people

from .conftest import NOW, SINCE, TODAY, UNTIL

pytestmark = pytest.mark.django_db


@pytest.fixture
def sees(standing):
    def seen(who: str) -> set[str]:
        return {team.name for team in queries.visible_to(queries.sight(standing(who), on=TODAY))}

    return seen


EVERYBODY = (
    "mayor", "secretary", "head", "officer", "technician", "colleague", "routing_officer", "administrator",
    "environment_head", "district_head", "village_head", "outsider",
)  # fmt: skip


def seen_by(sees) -> set[str]:
    return {who for who in EVERYBODY if sees(who)}


def test_members_and_heads_see_their_team_and_strangers_do_not(city, team, ask, sees):
    above = {"mayor", "head", "officer", "administrator"}  # the administrator holds the permission
    assert seen_by(sees) == above
    ask("technician")
    assert seen_by(sees) == above | {"technician"}
    ask("colleague")
    assert seen_by(sees) == above | {"technician", "colleague", "environment_head"}


def test_who_was_refused_sees_the_team_no_more(city, team, ask, sees):
    actions.refuse(ask("colleague"), because="Tidak bisa.", by=city.actor("environment_head"), at=NOW)
    assert not {"colleague", "environment_head"} & seen_by(sees)


def test_a_volunteer_sees_the_call_before_he_sees_the_team(city, form, offer, sees):
    team = form(takes_volunteers=True)
    offer(team)
    assert not sees("colleague")
    assert list(queries.calls(TODAY)) == [team]


def test_a_call_ends_with_the_team(form):
    form(takes_volunteers=True)
    assert not queries.calls(UNTIL).exists()


def test_loads_add_up_over_teams_and_end_with_them(city, form, ask):
    technician = city.persons["technician"]
    ask("technician", hours=6)
    ask("technician", team=form(name="Tim Lain"), hours=3, since=SINCE, until=TODAY)
    other = city.persons["mayor"].pk
    keys = [technician.pk, other]
    assert queries.load_of(keys, TODAY - timedelta(days=1)) == {technician.pk: 9, other: 0}
    assert queries.load_of(keys, TODAY) == {technician.pk: 6, other: 0}
    assert [(share.team, share.hours) for share in queries.shares_of(keys, TODAY)] == [("Tim Lampu Hemat", 6)]


def test_the_load_of_many_is_one_query(city, ask, django_assert_num_queries):
    ask("technician")
    with django_assert_num_queries(1):
        queries.load_of([person.pk for person in city.persons.values()], TODAY)


@pytest.fixture
def schooled(city):
    for who, education in {
        "colleague": "S-1 Teknik Lingkungan",
        "village_head": "S-2 Teknik Lingkungan",
        "technician": "D-3 Teknik Elektro",
        "mayor": "S-2 Teknik Lingkungan",
    }.items():
        people.change_person(city.persons[who], education=education, by=city.actor("administrator"))
    return city


def names(proposed) -> list[str]:
    return [one.who.name for one in proposed]


def test_proposals_come_from_education_and_from_positions_held(schooled, form):
    team = form(skills=["Teknik Lingkungan", "Drainase", "Kebersihan"])
    proposed, coverage = queries.proposals(team, TODAY)
    assert names(proposed) == ["Dewi Lestari", "Tono Prasetyo"]  # the mayor is not asked
    first = proposed[0].proposal
    assert {(e.skill, e.kind) for e in first.candidate.evidence} == {
        ("Teknik Lingkungan", "education"),
        ("Kebersihan", "position"),
    }
    assert proposed[0].who.agency == "Dinas Lingkungan Hidup"
    assert [one.members for one in coverage] == [[], [], []]


def test_members_cover_skills_and_are_not_proposed_again(schooled, form, ask):
    team = form(skills=["Elektro"])
    ask("technician", team=team)
    proposed, coverage = queries.proposals(team, TODAY)
    assert (proposed, coverage[0].members) == ([], ["Rudi Saputra"])


def test_a_former_position_counts_too(city, form):
    by = city.actor("administrator")
    person = city.persons["colleague"]
    people.end_holding(person.holdings.get(), on=SINCE, because="Mutasi", by=by)
    people.appoint(person, city.positions["KABID-AIR"], on=SINCE, decree=city.decree, by=by)
    proposed, _coverage = queries.proposals(form(skills=["Kebersihan"]), TODAY)
    assert names(proposed) == ["Dewi Lestari"]
    assert proposed[0].who.title == "Kepala Bidang Drainase"


@pytest.mark.parametrize("words", ["%", "_", "\\", "';drop", "-", "  ", "🔥", "a" * 100])
def test_no_words_of_a_skill_break_the_search(form, words):
    assert queries.proposals(form(skills=[words]), TODAY)[0] == []


def test_what_awaits_whom(city, form, ask, offer, standing):
    def kinds(who: str, on=TODAY) -> list[str]:
        return [line.kind for line in queries.awaiting(standing(who, on), on)]

    ask("colleague")
    offer(form(name="Tim Relawan", takes_volunteers=True), "village_head")
    assert kinds("environment_head") == ["teams.consent"]
    assert kinds("officer") == ["teams.offer"]
    assert kinds("officer", UNTIL) == ["teams.offer", "teams.overdue", "teams.overdue"]
    assert not [who for who in set(EVERYBODY) - {"environment_head", "officer"} if kinds(who)]
    (line,) = queries.awaiting(standing("environment_head"), TODAY)
    assert "Dewi Lestari" in line.label
    assert line.address.startswith("/teams/consents/")


def test_a_leader_is_told_of_volunteers_too(city, form, ask, offer, standing):
    team = form(takes_volunteers=True)
    ask("technician", team=team, role=Role.LEADER)
    offer(team)
    assert [line.kind for line in queries.awaiting(standing("technician"), TODAY)] == ["teams.offer"]


def test_what_awaits_takes_as_many_queries_for_more_requests(city, form, ask, standing, django_assert_max_num_queries):
    for number in range(4):
        ask("colleague", team=form(name=f"Tim {number}"))
    for who in ("environment_head", "mayor", "technician"):
        seen = standing(who)
        with django_assert_max_num_queries(5):
            queries.awaiting(seen, TODAY)


def test_the_planner_finds_someones_memberships_without_reading_all(city, team, ask):
    from django.db import connection

    ask("technician")
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("explain select sum(hours) from teams_membership where person_id = 1 and period @> current_date")
        assert "Index" in str(cursor.fetchall())
