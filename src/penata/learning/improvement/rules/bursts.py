"""Many cases of one subject within hours or a few days, beyond what its month explains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from .chance import Floats, expected, tail
from .counts import FEWEST_MONTHS, lines_of, mostly
from .facts import Budget, Kind, Signal
from .spans import narrowest, placed
from .subjects import Family, History

SPANS = (1, 3)  # days
LEAST, LEAST_RATIO = 8, 3.0
WANDER = 0.05  # days differ more than months do
MOST_OF_A_MONTH = 30
IS_THE_MONTH = 0.6  # so much of a month's excess within one span makes it a burst
SATURDAY = 6


@dataclass
class _Asked:
    family: Family
    row: NDArray[np.int32]
    shares: Floats  # of each subject and sort of day, of all cases of such a day
    limit: float


def as_burst(history: History, column: int, signal: Signal, inside: NDArray[np.bool_]) -> Signal:
    """A month's surge whose excess lies within a few days is a burst."""
    rows = history.rows(column)
    own = np.flatnonzero(inside) + rows.start
    first, last, seen, usual = narrowest(history, own, signal.expected / 30.4)
    if seen - usual < IS_THE_MONTH * (signal.observed - signal.expected):
        return signal
    within = own[(history.cases.day[own] >= first) & (history.cases.day[own] <= last)]
    told = replace(signal, kind=Kind.BURST, observed=seen, expected=usual, since=signal.month)
    return _placed(history, told, within, first, last)


def bursts(history: History, column: int, weight: Floats, *, budget: Budget) -> Iterator[Signal]:
    """The bursts of a month that no surge of the month explains (`weight` is lowered where one does)."""
    months = history.past(column)
    if len(months) < FEWEST_MONTHS:
        return
    rows = history.rows(column)
    day = history.cases.day[rows].astype(np.int64)
    first, length = int(day[0]), int(day[-1] - day[0]) + 1
    by_day = np.bincount(day - first, minlength=length).astype(float)
    is_rest = np.array([date.fromordinal(first + at).isoweekday() >= SATURDAY for at in range(length)])
    asked = list(_asked(history, column, months, length, budget))
    names = history.cases.names
    for _ in range(MOST_OF_A_MONTH):
        best = _strongest(asked, day - first, weight, by_day, is_rest)
        if best is None:
            return
        question, place, at, span, seen, usual, chance = best
        inside = (question.row == place) & (day - first >= at) & (day - first < at + span)
        own = np.flatnonzero(inside) + rows.start
        subject, month = question.family.subject(place, names), history.name(column)
        found = Signal(Kind.BURST, month, subject, round(seen), usual, month, chance)
        yield _placed(history, found, own, first + at, first + at + span - 1)
        weight[inside] *= usual / seen


def _placed(history: History, signal: Signal, own: NDArray[np.intp], first: int, last: int) -> Signal:
    where, lines = mostly(history, own, signal.subject), lines_of(history, own)
    return replace(placed(history, signal, own, first, last), mostly=where, lines=lines)


def _asked(history: History, column: int, months: NDArray[np.intp], length: int, budget: Budget) -> Iterator[_Asked]:
    """Singles, and topics in areas; each question is a subject, a day and a span."""
    families = [*history.singles, *(family for family in history.crossings if family.fields == ("topic", "area"))]
    volumes, rows = history.volume(np.append(months, column)), history.rows(column)
    age = (column - months).astype(float)
    count = sum(family.size for family in families) * length * len(SPANS)
    for family in families:
        usual = expected(family.counts[:, months], volumes[:-1], float(volumes[-1]), age=age)
        share = usual.mean / max(float(volumes[-1]), 1.0)
        shares = share[:, None] * _rest(history, family, months)
        yield _Asked(family, family.row[rows], shares, budget.bursts / max(count, 1))


def _rest(history: History, family: Family, months: NDArray[np.intp]) -> Floats:
    """How much of a subject comes on working days and on days of rest, beside the whole city: two factors."""
    before = history.rows(int(months[0]), int(months[-1]))
    rests = history.cases.day[before] % 7
    is_rest = (rests == 6) | (rests == 0)  # ordinal 1 was a Monday
    row = family.row[before]
    kept = row >= 0
    own = np.bincount(row[kept & is_rest], minlength=family.size).astype(float)
    whole = np.bincount(row[kept], minlength=family.size).astype(float)
    share = float(is_rest.mean())
    resting = (own + 20 * share) / (whole + 20)
    return np.stack([(1 - resting) / max(1 - share, 1e-6), resting / max(share, 1e-6)], axis=1)


def _strongest(
    asked: list[_Asked], at: NDArray[np.int64], weight: Floats, by_day: Floats, is_rest: NDArray[np.bool_]
) -> tuple[_Asked, int, int, int, float, float, float] | None:
    best, least = None, 1.0
    length = len(by_day)
    for question in asked:
        size, kept = question.family.size, question.row >= 0
        place = question.row[kept].astype(np.int64) * length + at[kept]
        seen = np.bincount(place, weights=weight[kept], minlength=size * length).reshape(size, length)
        usual = question.shares[:, is_rest.astype(int)] * by_day
        for span in SPANS:
            if length < span:
                continue
            many, mean = _sliding(seen.astype(float), span), _sliding(usual, span)
            subjects, days = np.nonzero((many >= LEAST) & (many >= LEAST_RATIO * mean))
            if not len(subjects):
                continue
            counts, means = many[subjects, days], mean[subjects, days]
            chance = tail(np.floor(counts + 1e-9), means, np.full(len(means), WANDER))
            told = int(np.argmin(chance))
            score = chance[told] * (1.0 if span == 1 else 10.0)  # the shorter span says more
            if chance[told] < question.limit and score < least:
                least = float(score)
                best = (
                    question, int(subjects[told]), int(days[told]), span,
                    float(counts[told]), float(means[told]), float(chance[told]),
                )  # fmt: skip
    return best


def _sliding(values: Floats, span: int) -> Floats:
    if span == 1:
        return values
    summed = np.cumsum(np.pad(values, ((0, 0), (1, 0))), axis=1)
    return summed[:, span:] - summed[:, :-span]
