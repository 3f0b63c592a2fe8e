"""Whether a measure helped: the interval holds what it says, finds what is there, and admits what it cannot know."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest

from penata.learning.improvement.rules.comparing import propose
from penata.learning.improvement.rules.effects import Measured, Verdict, measure
from penata.learning.improvement.rules.evaluating import Act, State, next_state, reopens
from penata.learning.improvement.rules.metrics import BINS, BINS_A_DAY, Member, Metric, values

BEFORE, AFTER = 12, 12


def shocks(chance: np.random.Generator, weeks: int, memory: float = 0.3) -> np.ndarray:
    """Ups and downs that last a little from week to week."""
    steps, found = chance.normal(size=weeks + 10), np.zeros(weeks + 10)
    for week in range(1, weeks + 10):
        found[week] = memory * found[week - 1] + np.sqrt(1 - memory**2) * steps[week]
    return found[10:]


def town(
    metric: Metric,
    seed: int,
    *,
    effect: float = 0.0,
    members: int = 8,
    a_week: int = 20,
    weekly: float = 0.15,
    drift: float = 0.0,
    trend: float = 0.0,
) -> list[Member]:
    """The treated subject and others: weeks that all share, weeks of their own, and a drift of their own after it."""
    chance, weeks = np.random.default_rng(seed), BEFORE + AFTER
    shared, found = shocks(chance, weeks), []
    for place in range(members + 1):
        level = chance.normal(0, 0.3) + 0.3 * shared + weekly * shocks(chance, weeks)
        level[BEFORE:] += chance.normal(0, drift) + (effect if place == 0 else 0.0)
        level += trend * np.arange(weeks) if place == 0 else 0.0
        size = chance.poisson(a_week * np.exp(chance.normal(0, 0.4) + 0.1 * shared))
        found.append(Member(str(place), cells_of(metric, chance, level, size, a_week)))
    return found


def cells_of(
    metric: Metric, chance: np.random.Generator, level: np.ndarray, size: np.ndarray, a_week: int
) -> np.ndarray:
    if metric is Metric.REPORTS:
        return chance.poisson(a_week * np.exp(level)).astype(float)[:, None]
    if metric is Metric.LATE:
        return np.column_stack((chance.binomial(size, 1 / (1 + np.exp(0.6 - level))), size)).astype(float)
    if metric is Metric.ELEMENT:
        answers = [
            np.clip(np.round(chance.normal(3 + one, 0.8, n)), 1, 4).sum() for one, n in zip(level, size, strict=True)
        ]
        return np.column_stack((answers, size)).astype(float)
    cells = np.zeros((len(level), BINS))
    for week, (one, n) in enumerate(zip(level, size, strict=True)):
        days = np.exp(chance.normal(1.6 + one, 0.9, n))
        np.add.at(cells[week], np.minimum((days * BINS_A_DAY).astype(int), BINS - 1), 1)
    return cells


@cache
def tried(metric: Metric, times: int, effect: float = 0.0, drift: float = 0.0) -> Sequence[Measured]:
    """The same town so many times."""
    found = []
    for seed in range(times):
        own, *others = town(metric, seed, effect=effect, drift=drift)
        found.append(measure(metric, own, others, before=BEFORE, seed=seed, draws=300))
    return found


def share(found: Sequence[Measured], truth: float) -> float:
    """In how many of them the interval holds the truth."""
    return float(np.mean([(one.low or 0.0) <= truth <= (one.high or 0.0) for one in found]))


@pytest.mark.parametrize("metric", [Metric.LATE, Metric.REPORTS, Metric.ELEMENT])
def test_without_an_effect_the_interval_holds_nothing_about_95_times_in_100(metric):
    assert 0.91 <= share(tried(metric, 200), 0.0) <= 0.995


def test_so_it_does_of_medians():
    assert 0.84 <= share(tried(Metric.DAYS, 25), 0.0) <= 1.0


def test_so_it_does_where_each_subject_drifts_by_itself():
    assert 0.88 <= share(tried(Metric.LATE, 200, drift=0.2), 0.0) <= 0.99


def test_a_known_effect_is_found_and_its_interval_holds_it():
    found = tried(Metric.REPORTS, 100, effect=-0.7)
    truth = np.expm1(-0.7)
    assert 0.9 <= share(found, truth) <= 1.0
    assert np.mean([one.verdict == Verdict.BETTER for one in found]) > 0.85
    assert abs(np.mean([one.difference for one in found]) - truth) < 0.03


def test_fewer_late_cases_are_better_and_more_are_worse():
    better, worse = (town(Metric.LATE, 5, effect=effect, weekly=0.05, a_week=60) for effect in (-1.5, 1.5))
    assert measure(Metric.LATE, better[0], better[1:], before=BEFORE).verdict == Verdict.BETTER
    assert measure(Metric.LATE, worse[0], worse[1:], before=BEFORE).verdict == Verdict.WORSE


def test_a_trend_before_the_measure_is_no_effect_of_it():
    found = [town(Metric.REPORTS, seed, trend=-0.12, a_week=60, weekly=0.05) for seed in range(20)]
    verdicts = [measure(Metric.REPORTS, one[0], one[1:], before=BEFORE).verdict for one in found]
    assert verdicts.count(Verdict.UNFIT) == 20


def test_a_fit_comparison_is_seldom_called_unfit():
    verdicts = [one.verdict for one in tried(Metric.LATE, 200)]
    assert verdicts.count(Verdict.UNFIT) <= 14  # two in a hundred are expected, more with memory


@pytest.mark.parametrize("change", ["cases", "weeks", "members"])
def test_of_too_little_nothing_is_said(change):
    own, *others = town(Metric.LATE, 1, a_week=1 if change == "cases" else 20)
    if change == "weeks":
        own, others = Member("0", own.cells[7:]), [Member(one.key, one.cells[7:]) for one in others]
    found = measure(
        Metric.LATE, own, others[:1] if change == "members" else others, before=5 if change == "weeks" else BEFORE
    )
    assert (found.verdict, found.difference) == (Verdict.FEW, None)


def test_the_same_weeks_always_give_the_same_interval():
    own, *others = town(Metric.DAYS, 3)
    first, again = (measure(Metric.DAYS, own, others, before=BEFORE, seed=9) for _n in range(2))
    assert first == again


def test_nothing_at_all_is_too_little():
    none = [Member(str(n), np.zeros((24, 2))) for n in range(4)]
    assert measure(Metric.LATE, none[0], none[1:], before=BEFORE).verdict == Verdict.FEW


def test_a_median_lies_within_its_quarter_of_a_day_and_waits_at_the_end():
    cells = np.zeros(BINS)
    cells[8:12] = 10  # forty cases answered between the second and the third day
    assert values(Metric.DAYS, cells, 1) == pytest.approx(2.5)
    cells[-1] = 1_000
    assert values(Metric.DAYS, cells, 1) > 170


def test_the_most_alike_are_proposed_and_none_of_another_kind_of_work():
    own, *others = town(Metric.LATE, 4, members=10, a_week=40)
    busy = Member("busy", own.cells * 20)
    found = propose(Metric.LATE, own, [*others, busy])
    assert found is not None
    assert 2 <= len(found.alike) <= 10
    assert "busy" not in {one.key for one in found.alike}
    assert [one.distance for one in found.alike] == sorted(one.distance for one in found.alike)


def test_of_a_subject_with_hardly_any_cases_nothing_is_proposed():
    own, *others = town(Metric.LATE, 4, a_week=20)
    assert propose(Metric.LATE, Member("0", own.cells / 100), others) is None


@pytest.mark.parametrize(
    ("verdicts", "running", "is_asked_anew"),
    [
        ([Verdict.NONE], False, True), ([Verdict.WORSE], False, True), ([Verdict.NONE], True, False),
        ([Verdict.BETTER, Verdict.NONE], False, False), ([Verdict.FEW], False, False), ([], False, False),
        ([Verdict.NONE, Verdict.UNFIT], False, False),
    ],
)  # fmt: skip
def test_causes_are_sought_anew_when_nothing_helped(verdicts, running, is_asked_anew):
    assert reopens(verdicts, still_running=running) is is_asked_anew


def test_a_closed_evaluation_only_opens_again():
    assert [act for act in Act if next_state(State.CLOSED, act)] == [Act.REOPEN]
