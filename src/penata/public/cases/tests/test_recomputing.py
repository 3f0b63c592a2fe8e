"""A city day is set or taken back while cases are open: their deadlines follow, in writing, and nobody is disturbed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from penata.foundation.calendars import actions as calendars
from penata.foundation.calendars.queries import forget
from penata.foundation.calendars.rules import WorkingCalendar
from penata.foundation.journal.models import Entry
from penata.foundation.notices.models import Notice
from penata.foundation.ui.templatetags.words import told

from .. import actions
from ..models import Case
from ..rules import clocks_for, paused, recomputed
from .conftest import RESIDENT, TODAY, hours, kinds

FREE = date(2026, 11, 24)  # a Tuesday between a Friday's report and its deadline on Wednesday
WEEKDAYS = WorkingCalendar()


@pytest.fixture(autouse=True)
def fresh_calendar():
    forget()
    yield
    forget()


@pytest.fixture
def set_free(officer, run_jobs):
    def change(day: date = FREE, *, after: float = 1, run: bool = True) -> int:
        at = hours(after)
        calendars.set_city_day(day=day, name="Hari Jadi", is_working=False, because="Perwali 9", by=officer, at=at)
        return run_jobs("cases.recompute_deadlines") if run else 0

    return change


@pytest.mark.usefixtures("checked_at_the_end")
class TestOnTheDatabase:
    def test_a_deadline_behind_a_new_free_day_moves_by_a_day(self, case, set_free):
        assert (case.finish_by, case.due_on) == (date(2026, 11, 25), date(2026, 11, 25))
        law = (case.legal_reply_by, case.legal_by)
        notices = Notice.objects.count()
        assert set_free() == 1
        case.refresh_from_db()
        assert (case.verify_by, case.answer_by, case.finish_by, case.due_on) == (date(2026, 11, 26),) * 4
        assert (case.legal_reply_by, case.legal_by) == law
        step = case.steps.get(kind="extended")
        assert step.is_public
        assert told(step.text) == "Hari kota berubah: 24 November 2026."
        with override("en"):
            assert told(step.text) == "A city day changed: 24 November 2026."
        assert step.facts["clocks"]["before"]["finish_by"] == "2026-11-25"
        assert Notice.objects.count() == notices
        entry = Entry.objects.get(act="cases.recompute_deadlines")
        assert (entry.details["count"], entry.details["moved"][0][0]) == (1, case.reference)

    def test_it_comes_back_when_the_day_is_taken_off_again(self, case, set_free, officer, run_jobs):
        set_free()
        calendars.remove_city_day(day=FREE, because="Batal", by=officer, at=hours(2))
        run_jobs("cases.recompute_deadlines")
        case.refresh_from_db()
        assert case.finish_by == date(2026, 11, 25)
        assert kinds(case).count("extended") == 2

    def test_two_changes_before_the_worker_comes_are_counted_once_each(self, case, set_free, run_jobs):
        set_free(date(2026, 11, 25), run=False)
        set_free(date(2026, 11, 26), run=False)
        run_jobs("cases.recompute_deadlines")
        case.refresh_from_db()
        assert case.finish_by == date(2026, 11, 27)

    def test_another_name_for_the_same_day_moves_nothing(self, case, set_free):
        set_free()
        assert set_free() == 0

    def test_what_is_ended_passed_or_received_since_stays(self, case, hand_in, set_free):
        later = hand_in(at=hours(2)).case
        ended = hand_in().case
        actions.withdraw(ended, by=RESIDENT, at=hours(0.5))
        set_free()
        for one in (later, ended):
            assert "extended" not in kinds(one)
        set_free(date(2026, 12, 1), after=240)  # the deadline of `case` is behind us by then
        assert kinds(case).count("extended") == 1

    def test_the_number_of_queries_does_not_grow_with_the_cases(
        self, hand_in, set_free, run_jobs, django_assert_max_num_queries
    ):
        for _ in range(5):
            hand_in()
        set_free(run=False)
        with django_assert_max_num_queries(14):
            run_jobs("cases.recompute_deadlines")
        assert Case.objects.filter(finish_by=date(2026, 11, 26)).count() == 5


days = st.integers(-3, 30).map(lambda n: TODAY + timedelta(days=n))


@given(received=st.integers(0, 10), changed=st.sets(days, max_size=4))
def test_as_many_working_days_remain_as_did(received, changed):
    clocks = clocks_for("complaint", TODAY - timedelta(days=received), WEEKDAYS)
    after = WorkingCalendar(changed)
    moved = recomputed(clocks, TODAY, WEEKDAYS, after)
    eve = TODAY - timedelta(days=1)
    for name in ("verify_by", "answer_by", "finish_by"):
        old, new = getattr(clocks, name), getattr(moved, name)
        if old < TODAY:
            assert new == old
        else:
            assert new >= TODAY
            assert after.between(eve, new) == WEEKDAYS.between(eve, old)
    assert recomputed(moved, TODAY, after, WEEKDAYS) == clocks


@given(pause=st.integers(1, 20), changed=st.sets(days, max_size=4))
def test_a_pause_that_ends_later_gives_the_same_as_if_the_calendar_had_always_been_so(pause, changed):
    ahead = {day for day in changed if day >= TODAY}
    after, since = WorkingCalendar(ahead), TODAY - timedelta(days=2)
    clocks, until = clocks_for("complaint", since, WEEKDAYS), TODAY + timedelta(days=pause)
    left = WEEKDAYS.between(since, clocks.finish_by)
    resumed = paused(recomputed(clocks, TODAY, WEEKDAYS, after), since, until, after).after
    assert after.between(until, resumed.finish_by) == left
