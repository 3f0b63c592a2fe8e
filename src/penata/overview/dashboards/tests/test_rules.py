"""Signal and chance, fairness, rhythm: without a database."""

import random
from datetime import date, timedelta
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from penata.public.cases.rules import Tally

from ..rules import FIGURES, Part, Rule, compared, is_due, p_chart, reading, shares_of, signals, spanned, wilson, xmr
from ..rules.fairness import sort_of

STEADY = [0.3, -0.4, 0.2, -0.1, 0.5, 0.6, -0.1]
numbers = st.lists(st.floats(-1e6, 1e6), min_size=8, max_size=60)


@pytest.mark.parametrize(
    ("last", "rule"),
    [
        ([3.1], Rule.BEYOND),
        ([-3.1], Rule.BEYOND),
        ([2.2, 0.1, 2.3], Rule.TWO_OF_THREE),
        ([1.2, 1.1, -0.3, 1.5, 1.3], Rule.FOUR_OF_FIVE),
        ([0.3] * 8, Rule.RUN),
        ([0.3] * 7, None),
        ([2.2, -2.3], None),
        ([2.9], None),
    ],
)
def test_the_four_rules_find_what_they_are_for(last, rule):
    found = signals([*STEADY, *last])[-1]
    assert (found.rule if found else None) == rule
    if found:
        assert found.side == (1 if last[-1] > 0 else -1)


@given(st.lists(st.none() | st.floats(-5, 5), max_size=40))
def test_a_signal_is_mirrored_when_the_numbers_are(scores):
    mirrored = signals([None if s is None else -s for s in scores])
    for one, other in zip(signals(scores), mirrored, strict=True):
        assert (one is None) == (other is None)
        if one and other:
            assert (one.rule, one.side) == (other.rule, -other.side)


@given(st.lists(st.floats(-5, 5), max_size=30), st.lists(st.floats(-5, 5), max_size=10))
def test_what_comes_later_changes_no_earlier_signal(before, after):
    assert signals([*before, *after])[: len(before)] == signals(before)


@given(numbers)
def test_limits_hold_the_middle_between_them(values):
    chart = xmr(values)
    assert chart.has_limits
    assert all(low <= chart.center <= high for low, high in zip(chart.lows, chart.highs, strict=True))


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=40))
def test_limits_of_shares_stay_between_nothing_and_everything(pairs):
    wholes = [max(pair) for pair in pairs]
    parts = [min(pair) for pair in pairs]
    chart = p_chart(parts, wholes, least=10)
    for low, high in zip(chart.lows, chart.highs, strict=True):
        assert (low is None) == (high is None)
        if low is not None:
            assert 0 <= low <= chart.center <= high <= 1


@given(st.floats(0.1, 0.9), st.integers(0, 10_000))
@settings(max_examples=20)
def test_chance_alone_is_rarely_called_a_signal(share, seed):
    """Four rules together: about one false alarm in ninety points; a third of the points would be a broken rule."""
    chance, rates = random.Random(seed), []
    for _ in range(20):
        wholes = [60] * 26
        parts = [sum(chance.random() < share for _ in range(60)) for _ in wholes]
        chart = p_chart(parts, wholes, least=10)
        rates.append(sum(signal is not None for signal in chart.signals) / 26)
    assert fmean(rates) < 0.15


def test_a_share_that_falls_is_found_and_told_from_chance():
    chance = random.Random(4)
    wholes = [40] * 26
    parts = [sum(chance.random() < 0.9 for _ in range(40)) for _ in wholes[:-1]]
    assert p_chart([*parts, 36], wholes, least=10).last_signal is None
    found = p_chart([*parts, 24], wholes, least=10).last_signal
    assert (found.rule, found.side) == (Rule.BEYOND, -1)


def test_a_large_city_does_not_see_signals_everywhere():
    """With 6,000 answers a week the classic limits are too narrow for what varies from week to week (Laney)."""
    chance = random.Random(9)
    wholes = [6000] * 26
    parts = [int(6000 * (0.88 + chance.gauss(0, 0.015))) for _ in wholes]
    chart = p_chart(parts, wholes, least=10)
    assert sum(signal is not None for signal in chart.signals) <= 4
    assert chart.highs[0] - chart.lows[0] > 0.03


def test_few_points_make_no_limits_and_few_cases_no_signal():
    assert not xmr([1.0] * 7).has_limits
    chart = p_chart([20] * 12 + [0], [20] * 12 + [4], least=10)
    assert chart.has_limits
    assert chart.last_signal is None


@given(st.integers(0, 500), st.integers(1, 500))
def test_wilsons_interval_holds_the_share_and_narrows_with_the_sample(part, whole):
    part = min(part, whole)
    low, high = wilson(part, whole)
    assert 0 <= low <= part / whole + 1e-9
    assert part / whole - 1e-9 <= high <= 1
    more_low, more_high = wilson(part * 10, whole * 10)
    assert more_high - more_low <= high - low + 1e-9


def test_a_unit_with_hard_work_is_not_blamed_for_it():
    easy, hard = Part("easy", 95, 100), Part("hard", 50, 100)
    units = {1: [easy, hard], 2: [Part("hard", 100, 200)], 3: [Part("easy", 190, 200)], 4: [Part("easy", 150, 200)]}
    city = {"easy": 0.95, "hard": 0.5}
    found = {one.key: one for one in compared(units, city, least=10)}
    assert [found[key].verdict for key in (1, 2, 3, 4)] == ["like", "like", "like", "below"]
    assert found[2].share < found[4].share
    assert found[2].adjusted > found[4].adjusted


parts = st.builds(
    lambda sort, n, share: Part(sort, round(n * share), n), st.sampled_from("abc"), st.integers(0, 80), st.floats(0, 1)
)


@given(st.dictionaries(st.integers(1, 50), st.lists(parts, min_size=1, max_size=4), min_size=1, max_size=12))
def test_comparison_keeps_the_order_says_nothing_of_small_samples_and_draws_to_the_middle(units):
    city = shares_of(part for own in units.values() for part in own)
    found = compared(units, city, least=10)
    assert [one.key for one in found] == list(units)
    total = sum(one.all for one in found)
    mean = sum(one.good for one in found) / total if total else 0
    for one in found:
        if one.all < 10:
            assert (one.verdict, one.share, one.estimate) == ("few", None, None)
        else:
            assert 0 <= one.low <= one.high <= 1
            assert abs(one.estimate - mean) <= abs(one.adjusted - mean) + 1e-9


def test_services_are_compared_with_their_like():
    assert sort_of("permit", 5) == sort_of("permit", 7)
    assert sort_of("permit", 5) != sort_of("complaint", 5)
    assert sort_of("permit", 3) != sort_of("permit", 30)


def test_a_stock_is_summed_from_the_beginning():
    weeks = [Tally(received=20, answered=20, ended=19)] * 52
    read = reading(FIGURES["open"], spanned(Tally(received=5), weeks), until=date(2026, 11, 24))
    assert read.chart.values[-1] == 5 + 52
    assert read.days == 7
    assert len(read.ends) == 26


def test_where_a_week_has_few_cases_four_are_one_point():
    read = reading(FIGURES["on_time"], spanned(Tally(), [Tally(answered=4, in_time=3)] * 52), until=date(2026, 11, 24))
    assert (read.days, len(read.ends), read.sizes[-1], read.value) == (28, 13, 16, 0.75)


@pytest.mark.parametrize(
    ("in_time", "target", "verdict", "reach"),
    [
        (18, 0.85, "chance", "met"),
        (18, 0.95, "chance", "chance"),
        (8, 0.85, "worse", "chance"),
        (18, 1.0, "chance", "chance"),
    ],
)
def test_a_reading_says_signal_or_chance_and_whether_the_target_can_be_reached(in_time, target, verdict, reach):
    weeks = [*[Tally(answered=20, in_time=18 - n % 2) for n in range(51)], Tally(answered=20, in_time=in_time)]
    read = reading(FIGURES["on_time"], spanned(Tally(), weeks), until=date(2026, 11, 24), target=target)
    assert (read.verdict, read.reach) == (verdict, reach)


def test_below_the_sample_no_share_is_told():
    weeks = [*[Tally(answered=20, in_time=18)] * 51, Tally(answered=9, in_time=1)]
    read = reading(FIGURES["on_time"], spanned(Tally(), weeks), until=date(2026, 11, 24))
    assert (read.value, read.verdict) == (None, "few")


def test_limits_may_begin_with_a_new_way_of_working():
    until = date(2026, 11, 24)
    weeks = [Tally(answered=20, in_time=12)] * 36 + [Tally(answered=20, in_time=18 + n % 2) for n in range(16)]
    old = reading(FIGURES["on_time"], spanned(Tally(), weeks), until=until)
    new = reading(
        FIGURES["on_time"], spanned(Tally(), weeks), until=until, limits_since=until - timedelta(days=16 * 7 - 1)
    )
    assert old.chart.center < 0.8 < new.chart.center
    assert new.verdict == "chance"


@pytest.mark.parametrize(
    ("rhythm", "last", "today", "due"),
    [
        ("weekly", None, date(2026, 11, 30), True),  # a Monday
        ("weekly", date(2026, 11, 30), date(2026, 11, 30), False),
        ("weekly", date(2026, 11, 23), date(2026, 12, 2), True),  # the worker slept
        ("weekly", None, date(2026, 11, 24), False),
        ("monthly", None, date(2026, 12, 1), True),
        ("monthly", date(2026, 12, 1), date(2026, 12, 31), False),
        ("monthly", None, date(2026, 11, 30), False),
    ],
)
def test_a_dashboard_is_sent_once_on_its_day(rhythm, last, today, due):
    assert is_due(rhythm, last, date(2026, 11, 24), today) is due
