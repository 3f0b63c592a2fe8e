from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import queue
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
    was_working = _is_working(day)
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
    _changed(day, was_working, at)
    return city_day


@transaction.atomic
def remove_city_day(*, day: date, because: str, by: Actor, at: datetime) -> None:
    """Let the nation's calendar speak again about a day. Refused: `calendars.no_such_day`."""
    with connection.cursor() as cursor:
        cursor.execute("lock table calendars_cityday in share row exclusive mode")
    city_day = CityDay.objects.filter(day=day).first()
    if city_day is None:
        raise Refused("calendars.no_such_day", field="day")
    was_working = city_day.is_working
    record(
        by=by,
        act="calendars.remove_city_day",
        about=city_day,
        because=because,
        at=at,
        day=day.isoformat(),
    )
    city_day.delete()
    _changed(day, was_working, at)


def _is_working_in_the_nation(day: date) -> bool:
    is_holiday = any(national.day == day for national in queries.national_days(day.year))
    return day.weekday() not in WEEKEND and not is_holiday


def _is_working(day: date) -> bool:
    own = CityDay.objects.filter(day=day).first()
    return own.is_working if own is not None else _is_working_in_the_nation(day)


def _changed(day: date, was_working: bool, at: datetime) -> None:
    """Queue the jobs that the roof named for those above who promised something in working days.

    Each gets the calendar as it was and as it is, so that changes in quick succession are not counted twice.
    """
    now = dict(queries.own_days())
    if _is_working(day) != was_working:
        before, after = _as_json({**now, day: was_working}), _as_json(now)
        for name in settings.PENATA_AFTER_CITY_DAY:
            queue.defer(name, lock=name, day=day.isoformat(), changed_at=at.isoformat(), before=before, after=after)
    queries.forget()
    transaction.on_commit(queries.forget)


def _as_json(own: dict[date, bool]) -> list[list[str | bool]]:
    return [[day.isoformat(), is_working] for day, is_working in sorted(own.items())]
