"""A plan's tasks between the calendar's days and the working days of the critical path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from penata.foundation.calendars.rules import WorkingCalendar

from .network import Activity, Place, schedule


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


def slacks(tasks: Sequence[Planned], calendar: WorkingCalendar) -> dict[int, Slack]:
    """Task → its slack, by the days as they are planned: gaps that people left between tasks are slack too.

    The network is that of the dependencies, with each task no earlier than its planned start.
    """
    if not tasks:
        return {}
    known = {task.id for task in tasks}
    first = min(task.start for task in tasks) - timedelta(days=1)
    activities = []
    for task in tasks:
        length = working_days(task, calendar)
        # A milestone is the end of its day.
        planned = calendar.between(first, task.due if task.is_milestone else task.start - timedelta(days=1))
        needed = tuple(str(one) for one in task.needs if one in known)
        activities.append(Activity(str(task.id), length, needed, planned))
    places = schedule(activities).places
    return {task.id: _slack(places[str(task.id)]) for task in tasks}


def _slack(place: Place) -> Slack:
    return Slack(int(place.slack), place.is_critical)


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
