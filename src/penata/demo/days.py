"""Working days of the demonstration, as the calendars room counts them; without a database."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import country_holidays
from holidays.constants import GOVERNMENT, PUBLIC

from penata.foundation.calendars.rules import WorkingCalendar

ZONE = ZoneInfo("Asia/Jakarta")
OPENING = 7.5  # offices open at 07.30
# Share of reports by hour of the day: people write in the morning and in the evening.
HOURS = (2, 1, 1, 1, 2, 4, 8, 14, 18, 20, 18, 14, 12, 13, 12, 11, 11, 12, 14, 18, 18, 13, 8, 4)


@cache
def calendar(last_year: int) -> WorkingCalendar:
    years = range(last_year - 2, last_year + 2)
    free = country_holidays("ID", years=years, categories=(PUBLIC, GOVERNMENT), language="id")
    return WorkingCalendar({day: str(name) for day, name in free.items()})


def moment(day: date, hours: float) -> datetime:
    """An instant of a day in Jakarta, `hours` after midnight."""
    return datetime.combine(day, time.min, ZONE) + timedelta(seconds=int(hours * 3600))


def any_hour(day: date, chance: random.Random) -> datetime:
    hour = chance.choices(range(24), HOURS)[0]
    return moment(day, hour + chance.random())


def office_hour(day: date, chance: random.Random) -> datetime:
    return moment(day, OPENING + 0.2 + chance.random() * 8)
