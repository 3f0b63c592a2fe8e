from datetime import UTC, date, datetime

import pytest

from penata.foundation.calendars import actions, queries
from penata.foundation.calendars.rules import Source
from penata.foundation.journal.rules import Actor

pytestmark = pytest.mark.django_db

BY = Actor(1, "Kepala Bagian Organisasi")
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
ANNIVERSARY = date(2026, 11, 18)


def test_national_holidays_and_collective_leave_are_both_free() -> None:
    calendar = queries.calendar()
    assert not calendar.is_working(date(2026, 8, 17))
    assert not calendar.is_working(date(2026, 12, 24))
    assert calendar.name(date(2026, 12, 24)) == "Cuti Bersama Hari Raya Natal"


def test_a_case_of_the_year_end_waits_for_christmas_its_leave_and_new_year() -> None:
    assert queries.calendar().add(date(2026, 12, 23), 3) == date(2026, 12, 30)


def test_a_city_day_is_seen_by_the_calendar_at_once() -> None:
    assert queries.calendar().is_working(ANNIVERSARY)
    actions.set_city_day(day=ANNIVERSARY, name="Hari Jadi", is_working=False, because="Perwali", by=BY, at=AT)
    assert not queries.calendar().is_working(ANNIVERSARY)


def test_a_change_made_by_another_process_is_seen_after_the_check(settings) -> None:
    queries.calendar()
    actions.CityDay.objects.create(day=ANNIVERSARY, name="Hari Jadi")
    assert queries.calendar().is_working(ANNIVERSARY)
    settings.CALENDAR_CHECK_SECONDS = 0
    assert not queries.calendar().is_working(ANNIVERSARY)


def test_the_calendar_costs_no_query_between_checks(django_assert_num_queries) -> None:
    queries.calendar()
    with django_assert_num_queries(0):
        queries.calendar().add(ANNIVERSARY, 5)


def test_the_days_of_a_year_name_their_source() -> None:
    actions.set_city_day(day=date(2026, 12, 24), name="Tetap masuk", is_working=True, because="SE", by=BY, at=AT)
    sources = {day.day: day.source for day in queries.named_days(2026)}
    assert sources[date(2026, 8, 17)] is Source.NATIONAL
    assert sources[date(2026, 5, 15)] is Source.COLLECTIVE
    assert sources[date(2026, 12, 24)] is Source.CITY


def test_a_year_whose_collective_leave_is_not_decreed_yet_is_known_as_such() -> None:
    assert queries.is_collective_leave_known(2026)
    assert not queries.is_collective_leave_known(2090)
