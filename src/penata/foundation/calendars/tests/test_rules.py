from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.foundation.calendars.rules import WorkingCalendar, hours_after
from penata.foundation.periods import Period

PLAIN = WorkingCalendar()
FRIDAY = date(2026, 11, 20)

days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
holidays = st.frozensets(st.dates(date(2024, 1, 1), date(2027, 12, 31)), max_size=60)
calendars = st.builds(
    WorkingCalendar,
    holidays,
    weekend=st.sampled_from([frozenset({5, 6}), frozenset({6}), frozenset({4, 5}), frozenset()]),
    extra=st.frozensets(st.dates(date(2024, 1, 1), date(2027, 12, 31)), max_size=10),
)
counts = st.integers(-400, 400)


@pytest.mark.parametrize(
    ("count", "due"),
    [
        (3, date(2026, 11, 25)),
        (5, date(2026, 11, 27)),
        (10, date(2026, 12, 4)),
        (14, date(2026, 12, 10)),
        (60, date(2027, 2, 12)),
    ],
)
def test_working_days_are_counted_as_in_the_vectors_of_the_regulations(count: int, due: date) -> None:
    assert PLAIN.add(FRIDAY, count) == due
    assert PLAIN.between(FRIDAY, due) == count


def test_a_holiday_moves_the_deadline_behind_it() -> None:
    calendar = WorkingCalendar({date(2026, 12, 25): "Hari Raya Natal", date(2027, 1, 1): "Tahun Baru Masehi"})
    assert calendar.add(FRIDAY, 60) == date(2027, 2, 16)
    assert calendar.name(date(2026, 12, 25)) == "Hari Raya Natal"


def test_hours_of_the_law_run_through_the_weekend() -> None:
    assert hours_after(datetime(2026, 11, 20, 16, tzinfo=UTC), 72) == datetime(2026, 11, 23, 16, tzinfo=UTC)


def test_no_days_at_all_means_this_day_or_the_next_that_is_worked() -> None:
    assert PLAIN.add(FRIDAY, 0) == FRIDAY
    assert PLAIN.add(date(2026, 11, 21), 0) == date(2026, 11, 23)


def test_days_can_be_counted_backwards() -> None:
    assert PLAIN.add(date(2026, 11, 23), -1) == FRIDAY
    assert PLAIN.add(date(2026, 11, 22), -1) == FRIDAY


def test_an_extra_working_day_counts_although_it_is_a_saturday() -> None:
    assert WorkingCalendar(extra={date(2026, 11, 21)}).add(FRIDAY, 1) == date(2026, 11, 21)


def test_a_week_without_a_working_day_is_refused() -> None:
    with pytest.raises(ValueError, match="no deadlines"):
        WorkingCalendar(weekend=range(7))


def test_a_pause_moves_the_deadline_by_its_working_days() -> None:
    pause = Period(date(2026, 11, 24), date(2026, 11, 26))
    assert PLAIN.deadline(FRIDAY, 3, [pause]) == date(2026, 11, 27)


def test_a_pause_over_the_weekend_moves_nothing() -> None:
    assert PLAIN.deadline(FRIDAY, 3, [Period(date(2026, 11, 21), date(2026, 11, 23))]) == date(2026, 11, 25)


def test_a_pause_after_the_deadline_moves_nothing() -> None:
    assert PLAIN.deadline(FRIDAY, 3, [Period(date(2026, 11, 26))]) == date(2026, 11, 25)


def test_there_is_no_deadline_while_a_pause_is_open() -> None:
    assert PLAIN.deadline(FRIDAY, 3, [Period(date(2026, 11, 25))]) is None


@given(calendars, days, st.integers(1, 400))
def test_the_nth_working_day_is_worked_and_n_days_away(calendar: WorkingCalendar, day: date, count: int) -> None:
    due = calendar.add(day, count)
    assert calendar.is_working(due)
    assert calendar.between(day, due) == count


@given(calendars, days, days, days)
def test_distances_add_up_and_turn_round(calendar: WorkingCalendar, a: date, b: date, c: date) -> None:
    assert calendar.between(a, b) == -calendar.between(b, a)
    assert calendar.between(a, b) + calendar.between(b, c) == calendar.between(a, c)


@given(calendars, days, st.integers(0, 60))
def test_the_distance_is_what_counting_day_by_day_gives(calendar: WorkingCalendar, day: date, span: int) -> None:
    later = [day + timedelta(days=n) for n in range(1, span + 1)]
    assert calendar.between(day, day + timedelta(days=span)) == sum(map(calendar.is_working, later))


@given(calendars, days, counts)
def test_later_starts_never_have_earlier_deadlines(calendar: WorkingCalendar, day: date, count: int) -> None:
    assert calendar.add(day, count) <= calendar.add(day + timedelta(days=1), count)
    assert calendar.add(day, count) <= calendar.add(day, count + 1)


@given(
    calendars,
    days,
    st.integers(0, 40),
    st.lists(st.tuples(st.integers(-10, 60), st.integers(1, 20)), max_size=4),
)
def test_a_deadline_is_the_nth_working_day_on_which_the_clock_ran(
    calendar: WorkingCalendar, start: date, count: int, spans: list[tuple[int, int]]
) -> None:
    pauses = [Period(start + timedelta(days=first), start + timedelta(days=first + length)) for first, length in spans]

    def runs(day: date) -> bool:
        return calendar.is_working(day) and not any(day in pause for pause in pauses)

    day, left = start, count
    while left > 0 or (count == 0 and not runs(day)):
        day += timedelta(days=1)
        left -= runs(day)
    assert calendar.deadline(start, count, pauses) == day
