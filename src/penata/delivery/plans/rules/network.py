"""The critical path: which tasks decide when all is done (critical path method, Kelley and Walker 1959).

Days are working days from 0. A task that starts on 2 and takes 3 finishes on 5: the first moment after it. A task of
0 days is a milestone. Everything goes from task to task in loops, so that a chain of 10,000 is no deeper than one of 3.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeVar

from penata.foundation.refusals import Refused

Days = int | Decimal
K = TypeVar("K", int, str)  # by what a task is known


class Activity(NamedTuple):
    """A task as the calculation needs it."""

    name: str
    days: Days
    after: tuple[str, ...] = ()  # the tasks that must be finished before
    earliest: Days = 0  # it does not start before


class Place(NamedTuple):
    """Where a task lies: as early as it can, and how many days it may slip before the end of all slips."""

    start: Days
    finish: Days
    slack: Days

    @property
    def is_critical(self) -> bool:
        return not self.slack


@dataclass(frozen=True, slots=True)
class Schedule:
    """The place of each task, in the order that was given, and the days that all of them take."""

    places: Mapping[str, Place]
    duration: Days


def schedule(activities: Sequence[Activity]) -> Schedule:
    """Work out the start, finish and slack of each task.

    Raises Refused("plans.cycle") with its tasks, each before the next; ValueError when a task is there twice, or
    waits for one that is not there.
    """
    before = {activity.name: tuple(dict.fromkeys(activity.after)) for activity in activities}
    if len(before) < len(activities):
        raise ValueError("a task is there twice")
    days = {activity.name: activity.days for activity in activities}
    earliest = {activity.name: activity.earliest for activity in activities if activity.earliest}
    finish, latest, duration = passes(before, days, earliest)
    places = {}
    for name, took in days.items():
        start = finish[name] - took
        places[name] = Place(start, finish[name], latest[name] - start)
    return Schedule(places, duration)


def passes(
    before: Mapping[K, Collection[K]], days: Mapping[K, Days], earliest: Mapping[K, Days]
) -> tuple[dict[K, Days], dict[K, Days], Days]:
    """There and back: the earliest finish of each task, the latest start that harms nobody, and the days in all.

    `before` has every task, each dependency once. Raises as `schedule` does.
    """
    behind = _turned(before)
    order = _in_order(before, behind)
    if len(order) < len(before):
        raise Refused("plans.cycle", tasks=a_cycle(before.keys() - set(order), before))
    finish: dict[K, Days] = {}
    for name in order:
        start = earliest.get(name, 0)
        for one in before[name]:
            start = max(start, finish[one])
        finish[name] = start + days[name]
    duration = max(finish.values(), default=0)
    latest: dict[K, Days] = {}
    for name in reversed(order):
        end = duration
        for one in behind[name]:
            end = min(end, latest[one])
        latest[name] = end - days[name]
    return finish, latest, duration


def _turned(before: Mapping[K, Collection[K]]) -> dict[K, list[K]]:
    """Task → the tasks that wait for it."""
    behind: dict[K, list[K]] = {name: [] for name in before}
    for name, needed in before.items():
        for one in needed:
            if one not in behind:
                raise ValueError(f"{name} waits for {one}, which is not there")
            behind[one].append(name)
    return behind


def _in_order(before: Mapping[K, Collection[K]], behind: Mapping[K, list[K]]) -> list[K]:
    """Each task after those that it waits for; what is in a cycle, or behind one, is left out."""
    waiting = {name: len(needed) for name, needed in before.items()}
    order = [name for name, count in waiting.items() if not count]
    for name in order:  # grows while it is walked
        for one in behind[name]:
            waiting[one] -= 1
            if not waiting[one]:
                order.append(one)
    return order


def a_cycle(stuck: Collection[K], before: Mapping[K, Collection[K]]) -> tuple[K, ...]:
    """One cycle among tasks of which each waits for another of them, each before the next."""
    name = min(stuck)
    seen: dict[K, int] = {}
    walked: list[K] = []
    while name not in seen:
        seen[name] = len(walked)
        walked.append(name)
        name = min(one for one in before[name] if one in stuck)
    around = walked[seen[name] :][::-1]
    first = around.index(min(around))
    return tuple(around[first:] + around[:first])
