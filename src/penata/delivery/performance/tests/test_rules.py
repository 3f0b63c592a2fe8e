from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.delivery.performance.rules import (
    VALUES,
    Act,
    Level,
    Part,
    Party,
    Rating,
    Rhythm,
    State,
    acts_open,
    advise,
    credit_points,
    may_be_asked,
    mean_scores,
    next_state,
    patterns_of,
    pro_rata,
    rating_of,
    shown,
    status_is_usual,
    terms_of,
)
from penata.delivery.performance.rules.law import initial_figures

LEVELS = st.sampled_from(Level)
FIGURES = {(kind, key): value for kind, key, value, _basis, _verified in initial_figures()}
SPREAD = [(key, value) for (kind, key), value in FIGURES.items() if kind == "distribution"]


# The matrix ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("results", "conduct", "rating"),
    [
        ("above", "below", "poor"),
        ("above", "as", "good"),
        ("above", "above", "very_good"),
        ("as", "below", "poor"),
        ("as", "as", "good"),
        ("as", "above", "good"),
        ("below", "below", "very_poor"),
        ("below", "as", "needs_improvement"),
        ("below", "above", "needs_improvement"),
    ],
)
def test_all_nine_cells_of_the_matrix(results, conduct, rating):
    assert rating_of(results, conduct) == rating


def test_what_is_no_level_has_no_rating():
    with pytest.raises(ValueError):
        rating_of("excellent", "as")


# A year of parts -------------------------------------------------------------------------------------------------


@given(st.integers(1, 366), LEVELS, LEVELS)
def test_one_part_says_what_it_is(days, results, conduct):
    share = pro_rata([Part(days, results, conduct)])
    assert (share.results, share.conduct, share.rating) == (results, conduct, rating_of(results, conduct))


@given(st.lists(st.tuples(st.integers(1, 366), LEVELS, LEVELS), min_size=1, max_size=12), st.randoms())
def test_the_order_of_the_parts_does_not_matter_and_the_result_lies_among_them(rows, chance):
    parts = [Part(*row) for row in rows]
    share = pro_rata(parts)
    mixed = parts[:]
    chance.shuffle(mixed)
    assert pro_rata(mixed) == share
    order = [Level.BELOW, Level.AS, Level.ABOVE]
    places = [order.index(part.results) for part in parts]
    assert min(places) <= order.index(share.results) <= max(places)
    assert share.days == sum(part.days for part in parts)


@given(st.integers(1, 300), st.integers(1, 60), LEVELS, LEVELS)
def test_cutting_a_part_in_two_changes_nothing(days, more, results, conduct):
    other = Part(90, Level.AS, Level.ABOVE)
    whole = pro_rata([Part(days + more, results, conduct), other])
    cut = pro_rata([Part(days, results, conduct), Part(more, results, conduct), other])
    assert whole == cut


def test_who_moved_in_march_is_rated_by_the_longer_part():
    share = pro_rata([Part(60, Level.BELOW, Level.AS), Part(305, Level.ABOVE, Level.ABOVE)])
    assert (share.results, share.conduct, share.rating) == (Level.ABOVE, Level.ABOVE, Rating.VERY_GOOD)
    share = pro_rata([Part(305, Level.BELOW, Level.AS), Part(60, Level.ABOVE, Level.ABOVE)])
    assert (share.results, share.conduct) == (Level.BELOW, Level.AS)


def test_no_day_has_no_share():
    assert pro_rata([]) is None
    assert pro_rata([Part(0, Level.AS, Level.AS)]) is None


# Credit points ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "rating", "points"),
    [
        ("ahli pertama", "very_good", "18.75"),
        ("ahli pertama", "good", "12.5"),
        ("ahli pertama", "needs_improvement", "9.375"),
        ("ahli pertama", "poor", "6.25"),
        ("ahli pertama", "very_poor", "3.125"),
        ("pemula", "very_good", "5.625"),
    ],
)
def test_a_whole_year_gives_the_points_of_the_regulation(level, rating, points):
    given_points = credit_points(FIGURES["coefficient", level], FIGURES["percentage", rating], 365, 365)
    assert given_points == Decimal(points)


def test_points_are_written_with_two_places_a_half_goes_up():
    assert shown(Decimal("5.625")) == Decimal("5.63")


@given(st.integers(1, 365), st.sampled_from(["12.5", "25", "37.5", "50", "3.75", "5"]))
def test_a_part_of_the_year_gives_no_more_than_the_year(days, coefficient):
    part = credit_points(Decimal(coefficient), Decimal(150), days, 365)
    whole = credit_points(Decimal(coefficient), Decimal(150), 365, 365)
    assert 0 < part <= whole
    assert abs(part - whole * days / 365) <= Decimal("0.0001")


@pytest.mark.parametrize("days", [0, -1, 366])
def test_points_of_days_outside_the_year_are_refused(days):
    with pytest.raises(ValueError):
        credit_points(Decimal(5), Decimal(100), days, 365)


# The spread ------------------------------------------------------------------------------------------------------


def counts(**numbers):
    return {Rating(name): number for name, number in numbers.items()}


@pytest.mark.parametrize(
    ("result", "given_counts", "broken"),
    [
        ("very_good", counts(very_good=8, good=2), ["max:very_good"]),
        ("very_good", counts(very_good=7, good=3), []),
        ("good", counts(very_good=1, good=9), ["max:good", "some:needs_improvement|poor"]),
        ("good", counts(very_good=2, good=7, poor=1), []),
        ("needs_improvement", counts(needs_improvement=5, good=5), ["min:needs_improvement"]),
        ("needs_improvement", counts(very_good=2, needs_improvement=8), ["max:very_good"]),
        ("poor", counts(poor=6, needs_improvement=1, good=3), []),
        ("poor", counts(poor=5, good=5), ["min:poor", "min:needs_improvement"]),
        ("very_poor", counts(very_poor=6, poor=1, good=2, very_good=1), ["max:very_good"]),
        ("very_poor", counts(very_poor=6, needs_improvement=1, good=3), []),
    ],
)
def test_advice_names_each_pattern_that_is_not_kept(result, given_counts, broken):
    found = advise(patterns_of(result, SPREAD), given_counts)
    said = [f"{one.pattern.bound}:{'|'.join(one.pattern.ratings)}" for one in found]
    assert said == broken


def test_nobody_rated_needs_no_advice():
    assert advise(patterns_of("good", SPREAD), {}) == []


@given(st.dictionaries(st.sampled_from(Rating), st.integers(0, 40)), st.sampled_from(Rating))
def test_advice_says_how_many_would_keep_the_pattern(given_counts, result):
    for one in advise(patterns_of(result, SPREAD), given_counts):
        assert one.of == sum(given_counts.values())
        if one.pattern.bound == "max":
            assert one.count > one.wanted
            assert one.wanted * 100 <= one.pattern.percent * one.of
        else:
            assert one.count < one.wanted


def test_the_splits_of_the_explanation_of_government_regulation_30_of_2019():
    assert status_is_usual(10, 30, 10)
    assert status_is_usual(5, 35, 10)
    assert not status_is_usual(11, 30, 9)
    assert not status_is_usual(10, 25, 15)
    assert status_is_usual(0, 0, 0)


# Periods ---------------------------------------------------------------------------------------------------------


@given(st.integers(2000, 2100), st.sampled_from([Rhythm.MONTHLY, Rhythm.QUARTERLY]))
def test_the_periods_of_a_year_cover_each_day_once_and_the_year_as_a_whole(year, rhythm):
    terms = terms_of(year, rhythm)
    *parts, whole = terms
    assert (whole.kind, whole.since, whole.until) == (Rhythm.YEARLY, date(year, 1, 1), date(year + 1, 1, 1))
    assert parts[0].since == whole.since
    assert parts[-1].until == whole.until
    assert all(one.until == other.since for one, other in pairwise(parts))
    assert len(parts) == {Rhythm.MONTHLY: 12, Rhythm.QUARTERLY: 4}[rhythm]
    assert all(one.until - one.since >= timedelta(days=28) for one in parts)


# Who may do what -------------------------------------------------------------------------------------------------


def allowed(state, *parties, is_over=False, asked_by=None):
    return acts_open(state, frozenset(parties), is_over=is_over, asked_by=asked_by)


def test_an_evaluation_goes_from_the_person_to_the_superior_and_back():
    assert allowed(State.OPEN, Party.PERSON) == {Act.CHOOSE, Act.SUBMIT}
    assert allowed(State.SUBMITTED, Party.PERSON) == set()
    assert allowed(State.SUBMITTED, Party.APPRAISER) == {Act.DECIDE, Act.GIVE_BACK}
    assert allowed(State.DECIDED, Party.PERSON) == {Act.ACCEPT, Act.OBJECT}
    assert allowed(State.OBJECTED, Party.JUDGE) == {Act.ANSWER}
    assert next_state(State.OPEN, Act.SUBMIT) == State.SUBMITTED
    assert next_state(State.OBJECTED, Act.ANSWER) == State.CLOSED


def test_the_superior_need_not_wait_for_a_report_when_the_period_is_over():
    assert Act.DECIDE not in allowed(State.OPEN, Party.APPRAISER)
    assert Act.DECIDE in allowed(State.OPEN, Party.APPRAISER, is_over=True)


def test_a_reopening_waits_for_the_other_signature():
    assert allowed(State.CLOSED, Party.PERSON) == {Act.ASK_REOPEN}
    assert allowed(State.CLOSED, Party.APPRAISER, asked_by=Party.PERSON) == {Act.SIGN_REOPEN, Act.DECLINE_REOPEN}
    assert allowed(State.CLOSED, Party.PERSON, asked_by=Party.PERSON) == set()
    assert next_state(State.CLOSED, Act.SIGN_REOPEN) == State.SUBMITTED


@given(st.sampled_from(State), st.booleans(), st.sampled_from([None, Party.PERSON, Party.APPRAISER]))
def test_nobody_else_may_do_anything(state, is_over, asked_by):
    assert acts_open(state, frozenset(), is_over=is_over, asked_by=asked_by) == frozenset()


@given(st.sampled_from(State), st.booleans(), st.sampled_from([None, Party.PERSON, Party.APPRAISER]))
def test_nobody_decides_or_answers_about_himself(state, is_over, asked_by):
    mine = acts_open(state, frozenset({Party.PERSON}), is_over=is_over, asked_by=asked_by)
    assert not mine & {Act.DECIDE, Act.ANSWER, Act.GIVE_BACK}


# The survey ------------------------------------------------------------------------------------------------------


def test_a_survey_of_too_few_is_not_opened():
    assert not may_be_asked(4, 5)
    assert may_be_asked(5, 5)
    assert not may_be_asked(9, 2)


@given(st.integers(0, 30), st.integers(3, 10), st.booleans())
def test_a_result_is_never_shown_below_the_minimum_nor_while_the_survey_runs(answers, minimum, is_over):
    tallies = [(value, 4, answers) for value in VALUES]
    found = mean_scores(tallies, answers=answers, minimum=minimum, is_over=is_over)
    assert (found is not None) == (is_over and answers >= minimum)


def test_the_mean_of_each_value():
    tallies = [("service", 5, 2), ("service", 2, 1), ("loyal", 3, 3)]
    found = mean_scores(tallies, answers=3, minimum=3, is_over=True)
    assert found == {"service": Fraction(4), "loyal": Fraction(3)}


# The figures of law ----------------------------------------------------------------------------------------------


def test_each_figure_has_its_basis_and_stands_once_and_none_pretends_to_be_verified():
    rows = initial_figures()
    assert len({(kind, key) for kind, key, *_rest in rows}) == len(rows)
    assert all(basis for *_row, basis, _verified in rows)
    assert not any(verified for *_row, verified in rows)
