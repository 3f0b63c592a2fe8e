"""Days, loads and times, without a database."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.delivery.plans.rules.days import Planned, Slack, Step, laid_out, slacks
from penata.delivery.plans.rules.load import HOURS_A_DAY, Reserved, Work, weeks_of
from penata.delivery.plans.rules.progress import group_of, lane_of, level_under, reached
from penata.delivery.plans.rules.recurring import times
from penata.delivery.plans.rules.standings import may_work_on, ties_of
from penata.foundation.calendars.rules import WorkingCalendar
from penata.foundation.periods import Period

MONDAY = date(2026, 11, 23)
DAYS = WorkingCalendar([date(2026, 12, 25)])


def day(n: int) -> date:
    return MONDAY + timedelta(days=n)


def test_the_longest_way_through_the_plan_is_critical():
    tasks = (
        Planned(1, day(0), day(2), False),  # 3 days
        Planned(2, day(3), day(4), False, (1,)),  # 2 days, until Friday
        Planned(3, day(3), day(3), False, (1,)),  # 1 day beside it
        Planned(4, day(7), day(8), False, (2, 3)),
        Planned(5, day(8), day(8), True, (4,)),
    )
    assert slacks(tasks, DAYS) == {
        1: Slack(0, True), 2: Slack(0, True), 3: Slack(1, False), 4: Slack(0, True), 5: Slack(0, True)
    }  # fmt: skip


def test_a_gap_that_was_planned_is_slack():
    tasks = (Planned(1, day(0), day(0), False), Planned(2, day(7), day(8), False, (1,)))
    assert slacks(tasks, DAYS)[1] == Slack(4, False)


def test_a_task_on_free_days_only_takes_a_day():
    assert slacks((Planned(1, day(5), day(6), False),), DAYS) == {1: Slack(0, True)}


def test_a_template_is_laid_out_over_weekends_and_holidays():
    found = laid_out([Step(1, 5, ()), Step(2, 1, (1,)), Step(3, 0, (2,))], day(1), DAYS)  # from Tuesday on
    assert found == {1: (day(1), day(7)), 2: (day(8), day(8)), 3: (day(8), day(8))}


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6), st.integers(0, 400))
def test_what_is_laid_out_in_a_row_never_overlaps_nor_falls_on_a_free_day(lengths, offset):
    steps = [Step(n, days, (n - 1,) if n else ()) for n, days in enumerate(lengths)]
    found = laid_out(steps, day(offset), DAYS)
    worked = [step for step in steps if step.days]
    for step in worked:
        start, due = found[step.number]
        assert DAYS.is_working(start)
        assert DAYS.between(start - timedelta(days=1), due) == step.days
    for one, other in pairwise(worked):
        assert found[other.number][0] == DAYS.add(found[one.number][1], 1)


def load(*works: Work, reserved=(), away=(), today=MONDAY, count=3):
    return weeks_of(works, reserved, away, today=today, calendar=DAYS, count=count)


def test_what_is_left_is_spread_over_the_days_that_are_left():
    weeks = load(Work(None, day(0), day(11), 40, 50, 1))  # two weeks, half done
    assert [week.hours for week in weeks] == [10, 10, 0]
    assert [week.capacity for week in weeks] == [5 * HOURS_A_DAY] * 3


def test_work_is_shared_by_those_who_do_it_and_late_work_is_due_now():
    assert load(Work(None, day(0), day(4), 30, 0, 3))[0].hours == 10
    assert load(Work(None, day(-9), day(-3), 8, 0, 1))[0].hours == 8
    assert load(Work(None, None, None, 8, 0, 1))[0].hours == 0


def test_a_team_has_at_least_the_hours_that_it_asked_for():
    reserved = [Reserved(7, 10, day(0), day(100))]
    assert load(reserved=reserved)[0].hours == 10
    assert load(Work(7, day(0), day(4), 4, 0, 1), reserved=reserved)[0].hours == 10, "its tasks are in them"
    assert load(Work(7, day(0), day(4), 16, 0, 1), reserved=reserved)[0].hours == 16, "unless they ask for more"
    assert load(Work(None, day(0), day(4), 4, 0, 1), reserved=reserved)[0].hours == 14


def test_absences_and_holidays_leave_less_and_are_said_before_it_hurts():
    week = load(Work(None, day(0), day(4), 20, 0, 1), away=[Period(day(0), day(2))])[0]
    assert (week.capacity, week.days_away, week.is_over) == (15, 2, True)
    assert load(Work(None, day(0), day(4), 23, 0, 1))[0].is_nearly
    assert load(today=date(2026, 12, 21))[0].capacity == 20
    assert load(Work(None, day(0), day(4), 5, 0, 1), away=[Period(day(0), day(7))])[0].share == 999


@given(
    st.integers(-30, 30), st.integers(0, 60), st.integers(1, 400), st.integers(0, 100), st.integers(1, 5),
)  # fmt: skip
def test_no_hour_is_lost_nor_doubled(start, length, hours, progress, people):
    work = Work(None, day(start), day(start + length), hours, progress, people)
    weeks = load(work, count=14)
    left = hours * (100 - progress) / 100 / people
    assert sum(week.hours for week in weeks) == pytest.approx(left, abs=0.05 * 14)


@pytest.mark.parametrize(
    ("every", "first", "until", "expected"),
    [
        ("week", date(2026, 1, 5), date(2026, 1, 20), [5, 12, 19]),
        ("fortnight", date(2026, 1, 5), date(2026, 1, 31), [5, 19]),
        ("month", date(2026, 1, 31), date(2026, 4, 30), [31, 28, 31, 30]),
        ("quarter", date(2026, 1, 15), date(2026, 7, 20), [15, 15, 15]),
        ("year", date(2024, 2, 29), date(2028, 3, 1), [29, 28, 28, 28, 29]),
    ],
)
def test_work_comes_again_on_its_day(every, first, until, expected):
    assert [one.day for one in times(every, first, None, after=None, until=until)] == expected


def test_what_came_already_comes_not_again():
    asked = {"every": "week", "first": MONDAY, "last": day(21)}
    assert times(**asked, after=None, until=day(100)) == [day(0), day(7), day(14), day(21)]
    assert times(**asked, after=day(7), until=day(100)) == [day(14), day(21)]
    assert times(**asked, after=None, until=day(-1)) == []


@pytest.mark.parametrize(
    ("start", "target", "value", "expected"),
    [(0, 100, 50, 50), (20, 10, 15, 50), (20, 10, 25, 0), (5, 5, 5, 100), (0, 1, None, None), (0, 1, 99, 999)],
)
def test_how_much_of_the_way_is_gone(start, target, value, expected):
    assert reached(Decimal(start), Decimal(target), None if value is None else Decimal(value)) == expected


def test_lanes_groups_and_levels():
    assert lane_of("doing", is_blocked=True) == "blocked"
    assert lane_of("done", is_blocked=True) == "done"
    found = [group_of(due, MONDAY, day(6)) for due in (None, day(-1), day(0), day(6), day(7))]
    assert found == ["unplanned", "late", "today", "week", "later"]
    assert [level_under(level) for level in ("goal", "outcome", "output", "activity")] == [
        "outcome", "output", "activity", None
    ]  # fmt: skip


def test_who_leads_and_who_works():
    asked = {"unit_id": 5, "lead_id": 1, "leader_id": 2}
    assert [ties_of(person, **asked, below=()).leads for person in (1, 2, 3, None)] == [True, True, False, False]
    assert ties_of(3, **asked, below={5}).leads
    assert not ties_of(None, unit_id=5, lead_id=None, leader_id=None, below=()).leads
    assert may_work_on(1, 1, (), leads=False)
    assert may_work_on(1, 2, (1,), leads=False)
    assert not may_work_on(None, None, (), leads=False)
