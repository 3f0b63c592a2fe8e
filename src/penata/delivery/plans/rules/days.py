"""A plan's tasks between the calendar's days and the working days of the critical path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from penata.foundation.calendars.rules import WorkingCalendar

from .network import Activity, passes, schedule


class Planned(NamedTuple):
    """A task that has its days."""

    id: int
    start: date
    due: date
    is_milestone: bool
    needs: tuple[int, ...] = ()


class Slack(NamedTuple):
    """How many working days a task may slip before the plan's end does; negative: it is late already."""

    days: int
    is_critical: bool


def working_days(task: Planned, calendar: WorkingCalendar) -> int:
    """How long a task takes; one that lies on free days only takes a day."""
    if task.is_milestone:
        return 0
    return max(1, calendar.between(task.start - timedelta(days=1), task.due))


@lru_cache(maxsize=32)  # a plan is looked at more often than it is changed
def slacks(tasks: tuple[Planned, ...], calendar: WorkingCalendar) -> Mapping[int, Slack]:
    """Task → its slack, by the days as they are planned: gaps that people left between tasks are slack too.

    The network is that of the dependencies, with each task no earlier than its planned start.
    """
    if not tasks:
        return {}
    known = {task.id for task in tasks}
    first, day = min(task.start for task in tasks) - timedelta(days=1), timedelta(days=1)

    @cache  # many tasks begin and end on the same few days
    def count(until: date) -> int:
        return calendar.between(first, until)

    before, lengths, planned = {}, {}, {}
    for task in tasks:
        begin, end = count(task.start - day), count(task.due)
        before[task.id] = [one for one in task.needs if one in known]
        # A milestone is the end of its day; what lies on free days only takes a day.
        lengths[task.id], planned[task.id] = (0, end) if task.is_milestone else (max(1, end - begin), begin)
    finish, latest, _duration = passes(before, lengths, planned)
    found = {}
    for key, length in lengths.items():
        slack = int(latest[key] + length - finish[key])
        found[key] = Slack(slack, not slack)
    return found


class Step(NamedTuple):
    """A task of a template."""

    number: int
    days: int
    after: tuple[int, ...]


def laid_out(steps: Iterable[Step], start: date, calendar: WorkingCalendar) -> Mapping[int, tuple[date, date]]:
    """Number → (first day, last day), as early as the dependencies allow, from the first working day at `start` on."""
    steps = list(steps)
    found = schedule([Activity(str(s.number), s.days, tuple(map(str, s.after))) for s in steps])
    first = calendar.add(start, 0)
    laid = {}
    for step in steps:
        place = found.places[str(step.number)]
        if step.days:
            begin, end = calendar.add(first, int(place.start)), calendar.add(first, int(place.finish) - 1)
        else:
            begin = end = calendar.add(first, max(0, int(place.finish) - 1))
        laid[step.number] = (begin, end)
    return laid
