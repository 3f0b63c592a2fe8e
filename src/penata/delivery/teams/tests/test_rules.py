from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.delivery.teams.rules import (
    Act,
    Right,
    Ties,
    acts_open,
    bare_name,
    load_with,
    needs_consent,
    next_state,
    state_of,
)
from penata.delivery.teams.rules.proposing import Candidate, Evidence, Mix, background_of, propose, tokens_of
from penata.delivery.teams.rules.rights import rights_of
from penata.foundation.refusals import Refused

SINCE, UNTIL = date(2026, 2, 1), date(2026, 5, 1)


@pytest.mark.parametrize(
    ("dissolved", "on", "state"),
    [
        (None, date(2026, 1, 31), "planned"),
        (None, SINCE, "active"),
        (None, date(2026, 4, 30), "active"),
        (None, UNTIL, "overdue"),
        (date(2026, 3, 1), date(2026, 2, 28), "active"),
        (date(2026, 3, 1), date(2026, 3, 1), "dissolved"),
        (date(2026, 6, 1), date(2026, 5, 15), "overdue"),
    ],
)
def test_what_a_team_is_on_a_day(dissolved, on, state):
    assert state_of(SINCE, UNTIL, dissolved, on) == state


STATES = ("offered", "asked", "assigned", "refused", "declined", "withdrawn")
MOVES = {
    ("welcome", "offered"): "asked",
    ("decline", "offered"): "declined",
    ("consent", "asked"): "assigned",
    ("refuse", "asked"): "refused",
    ("withdraw", "offered"): "withdrawn",
    ("withdraw", "asked"): "withdrawn",
}


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", STATES)
def test_a_request_moves_only_as_the_table_says(act, state):
    if (act, state) in MOVES:
        assert next_state(act, state) == MOVES[act, state]
    else:
        with pytest.raises(Refused):
            next_state(act, state)


def test_a_welcomed_volunteer_who_needs_no_consent_is_assigned():
    assert next_state(Act.WELCOME, "offered", needs_consent=False) == "assigned"


@given(st.sampled_from(STATES), st.booleans(), st.booleans(), st.booleans())
def test_what_is_open_to_someone_always_has_a_next_state(state, decides, is_asker, is_superior):
    for act in acts_open(state, decides=decides, is_asker=is_asker, is_superior=is_superior):
        assert next_state(act, state)


@pytest.mark.parametrize(
    ("unit", "by_official", "needed"), [(1, True, False), (9, True, True), (1, False, True), (None, True, True)]
)
def test_consent_is_needed_across_units_and_when_a_leader_asks(unit, by_official, needed):
    assert needs_consent(unit_id=unit, team_units=frozenset({1, 2}), by_official=by_official) is needed


def test_leaders_ask_and_only_officials_change_and_dissolve():
    leader, official = Ties(False, True, True), Ties(True, False, False)
    assert rights_of(leader, is_dissolved=False) == {Right.SEE, Right.INVITE, Right.REPORT}
    assert rights_of(official, is_dissolved=False) == set(Right) - {Right.REPORT}
    assert rights_of(official, is_dissolved=True) == {Right.SEE}


@pytest.mark.parametrize(
    ("hours", "share", "heavy", "too_much"), [(0, 0, False, False), (13, 52, True, False), (26, 104, True, True)]
)
def test_a_load_is_measured_by_the_effective_week(hours, share, heavy, too_much):
    load = load_with(hours)
    assert (load.share, load.is_heavy, load.is_too_much) == (share, heavy, too_much)


@pytest.mark.parametrize(
    ("education", "background"),
    [
        ("S-2 Teknik Sipil", "teknik sipil"),
        ("S1 Teknik Sipil", "teknik sipil"),
        ("D-3 Keperawatan", "keperawatan"),
        ("D-IV Akuntansi", "akuntansi"),
        ("SMA Sederajat", "sma sederajat"),
        ("", ""),
    ],
)
def test_a_background_is_an_education_without_its_degree(education, background):
    assert background_of(education) == background


@given(st.text(max_size=200))
def test_no_words_break_the_search_for_skills(words):
    assert all(len(token) > 1 for token in tokens_of(words))
    assert isinstance(background_of(words), str)


def one(key: int, agency: str = "DPU", education: str = "S-1 Teknik Sipil", hours: int = 0, skills=("Sipil",)):
    return Candidate(key, agency, education, hours, False, tuple(Evidence(s, "education", education) for s in skills))


def chosen(*candidates, mix=None, most=3) -> list[int]:
    return [each.candidate.person_id for each in propose(candidates, mix or Mix(), most=most)]


def test_who_adds_a_missing_skill_goes_before_another_of_the_same():
    assert chosen(one(1), one(2), one(3, "DLH", "S-1 Biologi", 4, ("Biologi",)))[:2] == [1, 3]


def test_another_background_and_agency_go_before_more_of_the_same():
    assert chosen(one(1), one(2), one(3, "DLH", "S-1 Teknik Sipil dan Lingkungan"))[:2] == [1, 3]


def test_who_is_free_goes_before_who_is_busy():
    assert chosen(one(1, hours=20), one(2)) == [2, 1]


def test_functional_officials_and_executors_go_before_heads_who_know_the_same():
    assert chosen(one(1), replace(one(2), is_core=True)) == [2, 1]


def test_what_the_team_has_already_counts_less():
    mix = Mix(frozenset({"Sipil"}), frozenset({"teknik sipil"}), frozenset({"DPU"}))
    assert chosen(one(1), one(2, skills=("Biologi",)), mix=mix)[0] == 2


def test_each_proposal_says_why():
    (found,) = propose([one(1, hours=6)], Mix())
    assert [reason.code for reason in found.reasons] == ["skill", "background", "agency"]


candidates = st.builds(one, st.integers(1, 30), st.sampled_from("ABC"), st.sampled_from(["S-1 X", "S-2 Y", ""]))


@given(st.lists(candidates, max_size=15), st.integers(1, 8))
def test_proposals_are_the_same_whatever_the_order_and_name_nobody_twice(found, most):
    unique = list({each.person_id: each for each in found}.values())
    names = chosen(*unique, most=most)
    assert names == chosen(*reversed(unique), most=most)
    assert len(names) == len(set(names)) == min(most, len(unique))


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Tim Jalan Bebas Genangan", "Jalan Bebas Genangan"),
        ("Timur Raya", "Timur Raya"),
        ("Tim", "Tim"),
        ("Satgas", "Satgas"),
    ],
)
def test_a_sentence_about_a_team_does_not_say_team_twice(name, bare):
    assert bare_name(name) == bare
