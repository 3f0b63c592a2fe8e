from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.conf import settings
from django.db.models import Count, Max
from django.utils import timezone
from holidays import country_holidays

from .models import CityDay
from .rules import NamedDay, Source, WorkingCalendar

YEARS_BACK, YEARS_AHEAD = 10, 3

Version = tuple[int | None, int, int]  # newest city day, number of them, this year


@dataclass(slots=True)
class _Kept:
    calendar: WorkingCalendar
    version: Version
    checked: float


_kept: _Kept | None = None


def calendar() -> WorkingCalendar:
    """The city's working days, from ten years ago to three ahead; kept in the process.

    Whether an administrator changed a day is asked at most once in `CALENDAR_CHECK_SECONDS`.
    """
    global _kept  # noqa: PLW0603 one calendar a process, on purpose
    now = time.monotonic()
    if _kept is not None and now - _kept.checked < settings.CALENDAR_CHECK_SECONDS:
        return _kept.calendar
    version = _version()
    if _kept is None or _kept.version != version:
        _kept = _Kept(_build(version[2]), version, now)
    else:
        _kept.checked = now
    return _kept.calendar


def forget() -> None:
    """Ask the database again at the next use."""
    global _kept  # noqa: PLW0603
    _kept = None


def named_days(year: int) -> list[NamedDay]:
    """The days of a year that differ from their weekday, in order; a city's own word replaces the nation's."""
    days = {day.day: day for day in national_days(year)}
    for own in CityDay.objects.filter(day__year=year):
        days[own.day] = NamedDay(own.day, own.name, Source.CITY, own.is_working)
    return sorted(days.values(), key=lambda day: day.day)


@cache
def national_days(year: int) -> tuple[NamedDay, ...]:
    """National holidays and collective leave of a year; a day that is both counts as a holiday."""
    days: dict[date, NamedDay] = {}
    for category, source in (("government", Source.COLLECTIVE), ("public", Source.NATIONAL)):
        for day, name in country_holidays("ID", years=year, categories=(category,), language="id").items():
            if day.year == year:
                days[day] = NamedDay(day, name.replace("; ", ", "), source)
    return tuple(sorted(days.values(), key=lambda day: day.day))


def is_collective_leave_known(year: int) -> bool:
    """Whether the joint decree of a year is known: without it deadlines of that year may still move."""
    return any(day.source is Source.COLLECTIVE for day in national_days(year))


def _version() -> Version:
    row = CityDay.objects.aggregate(newest=Max("id"), number=Count("id"))
    return row["newest"], row["number"], timezone.localdate().year


def own_days() -> list[tuple[date, bool]]:
    """The city's own days as they are now, each with whether it is worked."""
    return list(CityDay.objects.order_by("day").values_list("day", "is_working"))


def calendar_with(own: Iterable[tuple[date, bool]]) -> WorkingCalendar:
    """The nation's calendar with these days of a city: as it was, or would be."""
    return _with([(day, "", is_working) for day, is_working in own], timezone.localdate().year)


def _build(this_year: int) -> WorkingCalendar:
    return _with(CityDay.objects.values_list("day", "name", "is_working"), this_year)


def _with(own: Iterable[tuple[date, str, bool]], this_year: int) -> WorkingCalendar:
    free = {
        day.day: day.name
        for year in range(this_year - YEARS_BACK, this_year + YEARS_AHEAD + 1)
        for day in national_days(year)
    }
    worked = set()
    for day, name, is_working in own:
        if is_working:
            worked.add(day)
        else:
            free[day] = name
    return WorkingCalendar(free, extra=worked)
