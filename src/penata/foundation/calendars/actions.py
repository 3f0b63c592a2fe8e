from __future__ import annotations

from datetime import date, datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..journal.actions import record
from ..journal.rules import Actor, name_acts
from ..refusals import Refused, put_into_words
from . import queries
from .models import CityDay
from .rules import WEEKEND

put_into_words(
    {
        "calendars.already_so": lambda: _(
            "Hari itu sudah demikian tanpa perlu ditetapkan. Pilih hari lain, atau ubah jenis harinya."
        ),
        "calendars.no_such_day": lambda: _("Tidak ada hari kota pada tanggal itu. Muat ulang halaman ini."),
        "calendars.name_missing": lambda: _("Tuliskan nama harinya, misalnya “Hari Jadi Kota”."),
    }
)

name_acts(
    {
        "calendars.set_city_day": gettext_lazy("Menetapkan hari kota"),
        "calendars.remove_city_day": gettext_lazy("Mencabut hari kota"),
    }
)


@transaction.atomic
def set_city_day(*, day: date, name: str, is_working: bool, because: str, by: Actor, at: datetime) -> CityDay:
    """Make a day free in this city, or worked although the nation rests. Replaces what was set before.

    Refused: `calendars.name_missing`; `calendars.already_so` when the nation's calendar says the same.
    """
    if not name.strip():
        raise Refused("calendars.name_missing", field="name")
    if is_working == _is_working_in_the_nation(day):
        raise Refused("calendars.already_so", field="day")
    with connection.cursor() as cursor:  # two administrators at once must not both insert
        cursor.execute("lock table calendars_cityday in share row exclusive mode")
    CityDay.objects.filter(day=day).delete()
    city_day = CityDay.objects.create(day=day, name=name.strip(), is_working=is_working)
    record(
        by=by,
        act="calendars.set_city_day",
        about=city_day,
        because=because,
        at=at,
        day=day.isoformat(),
        is_working=is_working,
    )
    _forget()
    return city_day


@transaction.atomic
def remove_city_day(*, day: date, because: str, by: Actor, at: datetime) -> None:
    """Let the nation's calendar speak again about a day. Refused: `calendars.no_such_day`."""
    city_day = CityDay.objects.select_for_update().filter(day=day).first()
    if city_day is None:
        raise Refused("calendars.no_such_day", field="day")
    record(
        by=by,
        act="calendars.remove_city_day",
        about=city_day,
        because=because,
        at=at,
        day=day.isoformat(),
    )
    city_day.delete()
    _forget()


def _is_working_in_the_nation(day: date) -> bool:
    is_holiday = any(national.day == day for national in queries.national_days(day.year))
    return day.weekday() not in WEEKEND and not is_holiday


def _forget() -> None:
    queries.forget()
    transaction.on_commit(queries.forget)
