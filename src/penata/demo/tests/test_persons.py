import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from penata.demo.holdings import KEPT, staffing
from penata.demo.positions import head_of, positions
from penata.demo.structure import current

ON = date(2026, 11, 24)


@pytest.fixture(scope="module")
def staff():
    return staffing(ON)


def valid_nip(nip: str, sex: str) -> bool:
    if not re.fullmatch(r"\d{18}", nip):
        return False
    born, digits = date(int(nip[:4]), int(nip[4:6]), int(nip[6:8])), int(nip[12:14])
    joined = date(int(nip[8:12]), digits if digits <= 12 else 1, 1)
    adult = joined >= born.replace(year=born.year + 18, day=min(born.day, 28))
    return adult and (1 <= digits <= 12 or digits >= 21) and nip[14] == {"L": "1", "P": "2"}[sex] and nip[15:] > "000"


@pytest.mark.parametrize("on", [ON, date(2027, 2, 1), date(2028, 2, 29)])
def test_there_are_1200_civil_servants_with_valid_and_different_numbers(on):
    persons = staffing(on).persons
    assert len(persons) == 1_200
    assert len({person.nip for person in persons}) == 1_200
    servants = [person for person in persons if person.status != "politik"]
    assert all(valid_nip(person.nip, person.sex) for person in servants)
    assert {"pns", "pppk"} <= {person.status for person in servants}


@pytest.mark.slow
def test_a_big_city_has_ten_thousand():
    staff = staffing(ON, "city")
    assert len({person.nip for person in staff.persons}) == 10_000


def test_nobody_is_past_retirement_and_nobody_was_a_child(staff):
    for person in staff.persons:
        if person.status != "politik":
            born = date(int(person.nip[:4]), int(person.nip[4:6]), 1)
            assert 18 <= (ON - born).days / 365.25 <= 59.1


def test_no_seat_has_two_holders_and_nobody_two_definitive_positions_at_once(staff):
    for key in ("position", "nip"):
        spans: dict = {}
        for holding in staff.holdings:
            if holding.kind == "definitive":
                who = (holding.position, holding.seat) if key == "position" else holding.nip
                spans.setdefault(who, []).append((holding.since, holding.until or date.max))
        for own in spans.values():
            own.sort()
            assert all(end <= start for (_, end), (start, _) in pairwise(own))
    acting: dict = {}
    for holding in staff.holdings:
        if holding.kind != "definitive":
            assert holding.until is not None
            acting.setdefault(holding.position, []).append(holding)
    assert all(len(own) == 1 for own in acting.values())


def test_holdings_lie_within_the_life_of_their_position(staff):
    known = {position.code: position for position in positions(ON)}
    for holding in staff.holdings:
        assert holding.since >= known[holding.position].since
        assert holding.seat <= known[holding.position].seats
        assert holding.since <= (holding.until or date.max)


def test_all_heads_are_held_but_a_handful_and_those_have_someone_acting_or_a_superior(staff):
    held = Counter(h.kind for h in staff.holdings if h.until is None or h.until > ON)
    assert held["plt"] == 6
    assert held["plh"] >= 2
    definitive = {h.position for h in staff.holdings if h.kind == "definitive" and h.until is None}
    empty = [unit for unit in current(ON) if head_of(unit) not in definitive]
    assert len(empty) == 8


@pytest.mark.parametrize("on", [ON, date(2027, 1, 1), date(2028, 2, 29)])
def test_those_whom_one_may_try_hold_their_positions_and_are_different_people(on):
    staff = staffing(on)
    holders = {h.position: h.nip for h in staff.holdings if h.kind == "definitive" and h.until is None}
    own = {holders[head_of(unit)] for unit in KEPT}
    assert len(own) == len(KEPT)
    assert not own & {absence.nip for absence in staff.absences}


def test_an_agency_that_was_merged_had_its_head(staff):
    past = [holding for holding in staff.holdings if "-LAMA" in holding.position]
    assert len(past) == 2
    assert all(holding.until for holding in past)


def test_people_are_away_around_the_day_and_have_substitutes(staff):
    today = [absence for absence in staff.absences if absence.since <= ON < absence.until]
    assert len(today) >= 8
    assert all(absence.substitute and absence.substitute != absence.nip for absence in staff.absences)
    assert all(absence.since < absence.until <= ON + timedelta(days=60) for absence in staff.absences)


def test_ranks_fit_the_position(staff):
    ranks = {person.nip: person.rank for person in staff.persons}
    level = {position.code: position.level for position in positions(ON)}
    for holding in staff.holdings:
        if holding.kind == "definitive" and level[holding.position] == "II.b":
            assert ranks[holding.nip].startswith("IV/")
