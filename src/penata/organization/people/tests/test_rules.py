from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.organization.people.rules.identity import Invalid, Nip, nip_problem, read_nik, read_nip
from penata.organization.people.rules.ranks import rank_of
from penata.organization.people.rules.responding import Seat, decide, told


def test_a_nip_says_when_its_owner_was_born_and_began():
    assert read_nip("198609262015051001") == Nip(date(1986, 9, 26), date(2015, 5, 1), False, 0, False, 1)
    assert read_nip("199205082023082001").is_female


def test_the_number_of_a_contract_employee_counts_his_contracts():
    number = read_nip("190001012023212998", minimum_age=0)
    assert (number.is_contract, number.contract, number.is_female, number.serial) == (True, 1, True, 998)


@pytest.mark.parametrize(
    ("nip", "reason"),
    [
        ("198613262015051001", "birth"),
        ("198609262015131001", "entry"),
        ("198609262015001001", "entry"),
        ("198609262015053001", "sex"),
        ("198609262015051000", "serial"),
        ("19860926201505100", "length"),
        ("19860926201505100x", "length"),
        ("١٩٨٦٠٩٢٦٢٠١٥٠٥١٠٠١", "length"),
        ("201009262015051001", "age"),
        ("198609260000051001", "entry"),
    ],
)
def test_a_number_that_cannot_be_a_nip_is_refused_with_the_reason(nip, reason):
    assert nip_problem(nip) == reason


def test_a_nik_holds_the_region_and_the_birthday_of_a_woman_plus_forty():
    nik = read_nik("9971015708900001")
    assert (nik.is_city, nik.day, nik.month, nik.year, nik.is_female) == (True, 17, 8, 90, True)


@pytest.mark.parametrize("day", ["00", "32", "40", "72", "99"])
def test_impossible_days_of_a_nik_are_refused(day):
    with pytest.raises(Invalid, match="birth"):
        read_nik(f"997101{day}08900001")


def test_the_thirteenth_month_and_the_serial_zero_of_a_nik_are_refused():
    with pytest.raises(Invalid, match="birth"):
        read_nik("9971015713900001")
    with pytest.raises(Invalid, match="serial"):
        read_nik("9971015708900000")


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading_of_numbers(text):
    assert isinstance(nip_problem(text), str)


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("III/d", "III/d"), ("iii/D", "III/d"), ("IIId", "III/d"), ("III d", "III/d"), ("IV/e", "IV/e"),
        ("ix", "IX"), ("I", "I"), ("V", "V"), ("III/e", None), ("VI/a", None), ("abc", None), ("", None),
    ],
)  # fmt: skip
def test_ranks_are_known_in_their_usual_spellings(text, rank):
    assert rank_of(text) == rank


def seat(step=0, kind="definitive", person=1, **more):
    return Seat(
        step, 10 + step, f"Jabatan {step}", 20 + step, "Unit", kind, 1, person, f"Nama {person}", person, **more
    )


def empty(step=0):
    return Seat(step, 10 + step, f"Jabatan {step}", 20 + step, "Unit")


@pytest.mark.parametrize(
    ("line", "how", "person", "steps"),
    [
        ([seat()], "holder", 1, ()),
        ([seat(is_away=True, substitute_id=2)], "substitute", 2, ("holder_away", "substitute")),
        ([seat(is_away=True), seat(1, person=3)], "superior", 3, ("holder_away", "no_substitute", "superior")),
        ([seat(), seat(kind="plh", person=4)], "daily", 4, ("holder_away", "daily")),
        ([seat(kind="plt", person=5)], "acting", 5, ("seat_empty", "acting")),
        ([empty(), seat(1, person=3)], "superior", 3, ("seat_empty", "superior")),
        (
            [empty(), seat(1, is_away=True, substitute_id=6), seat(2, person=7)],
            "superior",
            6,
            ("seat_empty", "superior", "holder_away", "substitute"),
        ),
        (
            [seat(kind="plt", is_away=True, substitute_id=8)],
            "substitute",
            8,
            ("seat_empty", "acting_away", "substitute"),
        ),
        ([empty(), empty(1)], "superior", None, ("seat_empty", "superior", "seat_empty", "nobody")),
        ([empty()], "holder", None, ("seat_empty", "nobody")),
    ],
)
def test_who_answers_and_why(line, how, person, steps):
    found = decide(line)
    assert (found.how, found.person_id, found.steps) == (how, person, steps)


def test_no_line_no_responder():
    assert decide([]) is None


def test_the_superiors_position_is_where_the_case_goes():
    assert decide([empty(), seat(1, person=3)]).position_id == 11


def test_all_who_sit_on_a_position_are_told_and_the_superior_when_nobody_does():
    assert told([seat(person=1), seat(person=2)]) == [1, 2]
    assert told([seat(is_away=True, substitute_account_id=9)]) == [9]
    assert told([empty(), seat(1, person=3)]) == [3]
    assert told([empty()]) == []


def test_those_are_told_who_sit_where_the_case_goes():
    away = [seat(is_away=True), seat(kind="plt", person=2, is_away=True, substitute_account_id=9)]
    found = decide([*away, seat(1, person=3), seat(1, person=4)])
    assert (found.position_id, found.told) == (11, (3, 4))


def brute_force(line):
    """The rule again, said differently: the first position where anyone answers, and who."""
    for step in sorted({s.step for s in line}):
        seats = [s for s in line if s.step == step and s.person_id]
        definitive = [s for s in seats if s.kind == "definitive"]
        order = ["plh", "definitive", "substitute", "plt"] if definitive else ["plt", "plh", "substitute"]
        for wanted in order:
            for s in seats:
                if wanted == "substitute":
                    of_holder = s.kind == "definitive" if definitive else True
                    if s.is_away and s.substitute_id and of_holder:
                        return s.substitute_id
                elif s.kind == wanted and not s.is_away:
                    return s.person_id
    return None


seats = st.builds(
    lambda step, kind, person, away, substitute: seat(
        step, kind, person, is_away=away, substitute_id=substitute if away else None
    ),
    st.integers(0, 3),
    st.sampled_from(["definitive", "plt", "plh"]),
    st.integers(1, 50),
    st.booleans(),
    st.none() | st.integers(51, 99),
)


@given(st.lists(seats, max_size=6))
def test_the_rule_agrees_with_its_plain_reading(line):
    line = sorted(line, key=lambda s: (s.step, s.kind, s.seat))
    found = decide(line)
    assert (found.person_id if found else None) == brute_force(line)
