"""Each case cut into pieces that do not overlap: waiting for a step, working in it, or both untold.

The pieces of a case add up to its time. A step that runs beside another one adds only what it goes on longer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .clock import Clock
from .log import NEVER, Codes, Instants, Log, Mode
from .survival import Flags

BEYOND = 1 << 37  # seconds; more than any instant


@dataclass(frozen=True)
class Pieces:
    """A row an event, ordered by case and time; all times in seconds of the clock.

    `lasts`: how long the step itself took, whatever ran beside it (where spans are told apart), or the time untold;
    -1 where nothing tells it. `is_open`: it was not over at `until`, so `lasts` and `working` are at least that.
    """

    log: Log
    case: NDArray[np.int64]  # 0, 1, … in the order of the rows
    step: Codes
    unit: Codes
    waiting: Instants
    working: Instants
    untold: Instants
    lasts: Instants
    is_open: Flags
    is_again: Flags  # the case was in this step before
    is_first: Flags
    tail: Instants  # of each case: since its last event, where it has not ended
    ended: Flags  # of each case
    total: Instants  # of each case: until its end, or until now
    began: Instants  # of each case, by the calendar

    @cached_property
    def cases(self) -> int:
        return len(self.total)

    @cached_property
    def is_last(self) -> Flags:
        return np.append(self.is_first[1:], True)[: len(self.case)]


def cut(log: Log, until: int, clock: Clock) -> Pieces:
    """`until`: the instant up to which the log tells what happened."""
    events = _Events.of(log)
    is_open = (events.end == NEVER) & events.is_last
    is_over = _over(events, is_open)
    if log.mode is Mode.STARTS:
        is_open &= ~is_over
    times = _times(events, _ends(events, is_open, until), clock)
    cases = int(events.is_first.sum())
    ended = np.bincount(events.case[is_over], minlength=cases) > 0
    ended &= ~is_open[events.is_last]
    now = clock.read(np.array([until], dtype=np.int64))[0]
    tail = np.where(ended | is_open[events.is_last], 0, np.maximum(0, now - times.reached[events.is_last]))
    spent = times.waiting + times.working + times.untold
    total = np.bincount(events.case, weights=spent.astype(float), minlength=cases).astype(np.int64) + tail
    return Pieces(
        log, events.case, events.step, events.unit, times.waiting, times.working, times.untold, times.lasts, is_open,
        _again(events.case, events.step, len(log.steps)), events.is_first, tail, ended, total,
        events.begins[events.is_first],
    )  # fmt: skip


@dataclass(frozen=True)
class _Events:
    """The events of a log in order, and which is the first and the last one of its case."""

    log: Log
    case: NDArray[np.int64]
    step: Codes
    unit: Codes
    start: Instants
    end: Instants
    begins: Instants
    is_first: Flags

    @classmethod
    def of(cls, log: Log) -> _Events:
        begins = np.where(log.start == NEVER, log.end, log.start)
        ends = np.where(log.end == NEVER, BEYOND, log.end)
        order = np.lexsort((np.arange(len(log)), ends, begins, log.case))
        case = log.case[order]
        is_first = np.append(True, case[1:] != case[:-1])[: len(case)]
        number = (np.cumsum(is_first) - 1).astype(np.int64)
        return cls(
            log, number, log.step[order], log.unit[order], log.start[order], log.end[order], begins[order], is_first
        )

    @cached_property
    def is_last(self) -> Flags:
        return np.append(self.is_first[1:], True)[: len(self.case)]


def _over(events: _Events, is_open: Flags) -> Flags:
    """Of each event whether its case had ended with it or before."""
    log = events.log
    if log.last_steps:
        wanted = np.array([name in log.last_steps for name in log.steps])
        return np.asarray(wanted[events.step] & ~(is_open & (log.mode is Mode.SPANS)))
    return np.asarray(events.is_last & (~is_open | (log.mode is Mode.STARTS)))


def _ends(events: _Events, is_open: Flags, until: int) -> Instants:
    """The end of each event: where it is not told, the beginning of the next one, or now."""
    start, end = events.start, events.end
    following = np.append(events.begins[1:], NEVER)[: len(end)]
    last = np.where(is_open, until, start)
    return np.where(end != NEVER, end, np.where(events.is_last, last, np.maximum(following, start)))


@dataclass(frozen=True)
class _Times:
    waiting: Instants
    working: Instants
    untold: Instants
    lasts: Instants
    reached: Instants  # by the clock: until when the case has come with this event


def _times(events: _Events, known: Instants, clock: Clock) -> _Times:
    start, is_first, mode = events.start, events.is_first, events.log.mode
    until, has_start = clock.read(known), start != NEVER
    shift = events.case * (2 * BEYOND)
    reached = np.maximum.accumulate(until + shift) - shift
    before = np.append(NEVER, reached[:-1])[: len(reached)]
    begins = np.where(has_start, clock.read(np.where(has_start, start, known)), np.where(is_first, until, before))
    before = np.where(is_first, begins, before)
    covered = np.maximum(0, until - np.maximum(begins, before))
    is_told = has_start & (mode is Mode.SPANS) & ((events.end != NEVER) | events.is_last)
    unknown = has_start & ~is_told & (mode is Mode.SPANS)
    unknown |= (mode is Mode.FINISHES) & is_first
    unknown |= (mode is Mode.STARTS) & events.is_last & (known == start)
    return _Times(
        np.maximum(0, begins - before), np.where(is_told, covered, 0), np.where(is_told, 0, covered),
        np.where(unknown, NEVER, until - begins), reached,
    )  # fmt: skip


def _again(case: NDArray[np.int64], step: Codes, steps: int) -> Flags:
    """Whether the case went through the same step before."""
    key = case * max(1, steps) + step
    order = np.argsort(key, kind="stable")
    is_again = np.zeros(len(key), dtype=bool)
    is_again[order[1:]] = key[order[1:]] == key[order[:-1]]
    return is_again
