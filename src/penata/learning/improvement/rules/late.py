"""Late answers: a unit or topic in which more cases are late than is usual there, as far as the whole city is not.

A case is judged on the day on which its usual time is over, so nothing has to be waited for and nothing is left out
because it is still open. The usual time of a topic is that within which four of five of its cases were answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .chance import Floats, expected
from .counts import FEWEST_MONTHS, signal_of
from .explaining import Finding, Memory, Question, findings
from .facts import Budget, Kind, Signal
from .subjects import Family, History
from .table import NEVER, Numbers

USUAL_SHARE = 0.8
LONGEST, FEWEST = 180, 30
RIPE_DAYS = 60  # cases younger than this say too little of how long answers take
MOST_ODD = 0.05  # when more answers than this came before their cases, the column is not believed
MONTH = 30.4375
PRIOR = 2.0


def is_believable(history: History) -> bool:
    """Whether answers can be read: there are some, and hardly any came before its case."""
    answered = history.cases.answered
    some = int((answered > NEVER).sum())
    return some >= FEWEST and int((answered < NEVER).sum()) <= MOST_ODD * some


def lateness(history: History, column: int, memory: Memory, *, budget: Budget) -> Iterator[tuple[Signal, Finding]]:
    """The late answers of a month that stand out, strongest first."""
    months = history.past(column)
    if len(months) < FEWEST_MONTHS:
        return
    limit = usual_days(history, column)
    ripe = _ripe(history, column, limit)
    families = [family for family in (*history.singles, *history.crossings[:1]) if family.fields != ("area",)]
    asked, cases, is_late = _questions(history, column, families, months=months, ripe=ripe, limit=limit, budget=budget)
    weight = is_late[cases].astype(float)
    for found in findings(asked, weight, memory, names=history.cases.names, months=months, column=column):
        inside = found.inside & is_late[cases]
        own = signal_of(history, column, Kind.LATE, _only(found, inside), cases)
        yield _with_limit(own, limit[cases[inside]], int(found.inside.sum())), found


def usual_days(history: History, column: int) -> Numbers:
    """Of each case the days after which an answer is late there, as known before the month."""
    cases = history.cases
    start = _first_day(history, column)
    known = (cases.day < start - RIPE_DAYS) & (cases.answered >= NEVER)
    if known.sum() < FEWEST:
        known = (cases.day < start) & (cases.answered > NEVER)
    waited = np.where(cases.answered[known] > NEVER, cases.answered[known] - cases.day[known], LONGEST)
    waited = np.clip(waited, 0, LONGEST)
    code = cases.topic if len(cases.names["topic"]) > 2 else cases.unit
    own = _quantiles(code[known], waited, int(code.max()) + 1)
    return own[code]


def _quantiles(code: Numbers, waited: Numbers, size: int) -> Numbers:
    whole = int(np.quantile(waited, USUAL_SHARE)) if len(waited) else LONGEST
    order = np.lexsort((waited, code))
    sorted_days, starts = waited[order], np.searchsorted(code[order], np.arange(size + 1))
    found = np.full(size, whole)
    for place in np.flatnonzero(np.diff(starts) >= FEWEST):
        first, last = starts[place], starts[place + 1]
        found[place] = sorted_days[first + int(USUAL_SHARE * (last - first - 1))]
    return np.clip(found, 1, LONGEST).astype(np.int32)


def _first_day(history: History, column: int) -> int:
    year, month = divmod(history.first + column, 12)
    return int(np.datetime64(f"{year:04d}-{month + 1:02d}-01").astype("datetime64[D]").astype(int)) + 719163


def _ripe(history: History, column: int, limit: Numbers) -> Numbers:
    """Of each case the month in which its usual time is over; -1 when that is not yet, or its answer is not known."""
    cases = history.cases
    over = cases.day + limit
    first = _first_day(history, 0)
    edges = np.array([_first_day(history, month) for month in range(column + 2)])
    last_known = min(int(edges[-1]) - 1, int(cases.day[-1]))
    place = np.searchsorted(edges, over, side="right") - 1
    return np.where((over >= first) & (over <= last_known) & (cases.answered >= NEVER), place, -1).astype(np.int32)


def _questions(
    history: History,
    column: int,
    families: list[Family],
    *,
    months: NDArray[np.intp],
    ripe: Numbers,
    limit: Numbers,
    budget: Budget,
) -> tuple[list[Question], NDArray[np.intp], NDArray[np.bool_]]:
    cases = history.cases
    is_late = (cases.answered == NEVER) | (cases.answered > cases.day + limit)
    width = column + 1
    now = np.flatnonzero(ripe == column)
    found, age = [], (column - months).astype(float)
    count = 0
    for family in families:
        late = _by_month(ripe, family.row, family.size, width, is_late)
        exposure = _elsewhere(ripe, family, late, is_late)
        usual = expected(late[:, months], exposure[:, months], exposure[:, column], age=age, prior=PRIOR)
        usual.mean[:] = np.where(exposure[:, months].sum(axis=1) > PRIOR, usual.mean, np.inf)
        count += int((exposure[:, column] > 0).sum())
        found.append(
            Question(
                family, family.row[now], usual, exposure[:, column], budget.late, late[:, months], exposure[:, months]
            )
        )
    for question in found:
        question.limit = budget.late / max(count, 1)
    return found, now, is_late


def _elsewhere(ripe: Numbers, family: Family, late: Floats, is_late: NDArray[np.bool_]) -> Floats:
    """How many would be late if they were so as often as the cases of all others in that month."""
    whole = np.zeros(len(ripe), dtype=np.int32)
    all_ripe, all_late = (_by_month(ripe, whole, 1, late.shape[1], only) for only in (None, is_late))
    own = _by_month(ripe, family.row, family.size, late.shape[1], None)
    # a unit that is nearly the whole city has only itself to be compared with
    others = np.where(all_ripe - own >= FEWEST, (all_late - late) / np.maximum(all_ripe - own, 1), 1.0)
    return own * np.where(all_ripe - own >= FEWEST, others, all_late / np.maximum(all_ripe, 1))


def _by_month(ripe: Numbers, row: Numbers, size: int, width: int, only: NDArray[np.bool_] | None) -> Floats:
    kept = (ripe >= 0) & (row >= 0)
    if only is not None:
        kept &= only
    place = row[kept].astype(np.int64) * width + ripe[kept]
    return np.bincount(place, minlength=size * width).reshape(size, width).astype(float)


def _only(found: Finding, inside: NDArray[np.bool_]) -> Finding:
    return replace(found, inside=inside)


def _with_limit(signal: Signal, limits: Numbers, of: int) -> Signal:
    return replace(signal, limit=int(np.median(limits)) if len(limits) else None, of=of)
