from datetime import UTC, date, datetime

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from penata.foundation.calendars import actions
from penata.foundation.calendars.models import CityDay
from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

pytestmark = pytest.mark.django_db

BY = Actor(1, "Kepala Bagian Organisasi")
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY = date(2026, 11, 18)


def set_day(**changes: object) -> CityDay:
    values = {"day": DAY, "name": "Hari Jadi", "is_working": False, "because": "Perwali", "by": BY, "at": AT}
    return actions.set_city_day(**(values | changes))


def test_setting_a_day_is_one_entry_in_the_journal() -> None:
    set_day()
    entry = Entry.objects.get()
    assert (entry.act, entry.because, entry.details["day"]) == (
        "calendars.set_city_day",
        "Perwali",
        "2026-11-18",
    )


def test_setting_a_day_again_replaces_what_was_said() -> None:
    set_day()
    set_day(name="Hari Jadi Kota Lama")
    assert CityDay.objects.get().name == "Hari Jadi Kota Lama"


def test_removing_a_day_is_kept_in_the_journal() -> None:
    set_day()
    actions.remove_city_day(day=DAY, because="Salah tanggal", by=BY, at=AT)
    assert not CityDay.objects.exists()
    assert Entry.objects.filter(act="calendars.remove_city_day").exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "calendars.name_missing"),
        ({"is_working": True}, "calendars.already_so"),
        ({"day": date(2026, 11, 21)}, "calendars.already_so"),
        ({"day": date(2026, 8, 17)}, "calendars.already_so"),
    ],
)
def test_a_day_that_says_nothing_is_refused(changes: dict, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        set_day(**changes)
    assert refusal.value.code == code
    assert str(refusal.value) != code
    assert not Entry.objects.exists()


def test_a_day_that_is_not_there_cannot_be_removed() -> None:
    with pytest.raises(Refused, match="Tidak ada hari kota"):
        actions.remove_city_day(day=DAY, because="", by=BY, at=AT)


def test_a_change_queues_the_jobs_that_the_roof_named_with_the_calendar_before_and_after(settings) -> None:
    settings.PENATA_AFTER_CITY_DAY = ["tests.follow"]
    set_day()
    set_day(name="Nama lain")  # nothing changes in the calendar
    actions.remove_city_day(day=DAY, because="", by=BY, at=AT)
    first, second = ProcrastinateJob.objects.filter(task_name="tests.follow").order_by("id")
    assert first.args["before"] == [["2026-11-18", True]]
    assert first.args["after"] == [["2026-11-18", False]]
    assert second.args["before"] == [["2026-11-18", False]]
    assert second.args["after"] == []
    assert first.lock == second.lock == "tests.follow"
