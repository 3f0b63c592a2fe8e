"""Late answers: a unit or topic in which more cases are late than is usual there, as far as the whole city is not.

Late by habit: later than four of five cases of the topic were. Late by promise: after the day that the standard of the
service promises. A case is judged on the day on which its time is over, so nothing has to be waited for and nothing is
left out because it is still open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .chance import Floats, expected
from .counts import FEWEST_MONTHS, SPAN, added, keep_lasting, signal_of
from .explaining import Finding, Memory, Question, findings, fresh, share_out
from .facts import Kind, Signal
from .subjects import Family, History
from .table import NEVER, Numbers

USUAL_SHARE = 0.8
LONGEST, FEWEST = 180, 30
RIPE_DAYS = 60  # cases younger than this say too little of how long answers take
MOST_ODD = 0.05  # when more answers than this came before their cases, the column is not believed
MONTH = 30.4375
PRIOR = 2.0
ONE_MONTH = 0.6  # of the share, for single months


def is_believable(history: History) -> bool:
    """Whether answers can be read: there are some, and hardly any came before its case."""
    answered = history.cases.answered
    some = int((answered > NEVER).sum())
    return some >= FEWEST and int((answered < NEVER).sum()) <= MOST_ODD * some


@dataclass(frozen=True)
class Judged:
    """`limit`: of each case its days, -1 where none are known. `ripe`: the month in which they are over, -1 when that
    is not yet, or its answer is not known."""

    kind: Kind
    limit: Numbers
    ripe: Numbers
    is_late: NDArray[np.bool_]
    families: list[Family]


def by_habit(history: History, column: int) -> Judged:
    return _judged(history, column, Kind.LATE, usual_days(history, column))


def by_promise(history: History, column: int) -> Judged:
    due, day = history.cases.due, history.cases.day
    return _judged(history, column, Kind.STANDARD, np.where(due >= day, due - day, NEVER).astype(np.int32))


def _judged(history: History, column: int, kind: Kind, limit: Numbers) -> Judged:
    cases = history.cases
    is_late = (cases.answered == NEVER) | (cases.answered > cases.day + limit)
    families = [family for family in (*history.singles, *history.crossings[:1]) if family.fields != ("area",)]
    return Judged(kind, limit, _ripe(history, column, limit), is_late, families)


def lateness(
    history: History, column: int, judged: Judged, left: Floats, memory: Memory, *, share: float
) -> Iterator[tuple[Signal, Finding]]:
    """The late answers of a month that stand out, strongest first; then those that add up over three months.

    `left`: how much of each case is not explained yet; lowered. `share`: of the budget.
    """
    for span in (1, SPAN):
        months, now = history.past(column, gap=span - 1), np.arange(column - span + 1, column + 1)
        if len(months) < FEWEST_MONTHS or history.is_missing[now].any():
            continue
        cases = np.flatnonzero((judged.ripe >= now[0]) & (judged.ripe <= column))
        asked = _questions(judged, now, months, cases, share * (ONE_MONTH if span == 1 else 1 - ONE_MONTH))
        yield from _found(history, column, judged, asked, cases, left, memory, span=span)


def _found(  # noqa: PLR0917 - a step of its caller, which holds them all
    history: History,
    column: int,
    judged: Judged,
    asked: list[Question],
    cases: NDArray[np.intp],
    left: Floats,
    memory: Memory,
    *,
    span: int,
) -> Iterator[tuple[Signal, Finding]]:
    is_late, names = judged.is_late[cases], history.cases.names
    weight = is_late * left[cases]
    before = memory if span == 1 else Memory()
    if span > 1:
        fresh(asked, weight, memory, names)
    months = history.past(column, gap=span - 1)
    for found in findings(asked, weight, before, names=names, months=months, column=column):
        inside = found.inside & is_late
        own = signal_of(history, column, judged.kind, replace(found, inside=inside), cases)
        since = own.since if span == 1 else history.name(column - span + 1)
        own = replace(own, months=span, since=since)
        yield _with_limit(own, judged.limit[cases[inside]], int(found.inside.sum())), found
    if span > 1:
        memory.update(before)
    left[cases] = np.where(is_late, np.minimum(left[cases], weight), left[cases])


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
    cases = history.cases
    over = cases.day + limit
    first = _first_day(history, 0)
    edges = np.array([_first_day(history, month) for month in range(column + 2)])
    last_known = min(int(edges[-1]) - 1, int(cases.day[-1]))
    place = np.searchsorted(edges, over, side="right") - 1
    is_known = (limit >= 0) & (over >= first) & (over <= last_known) & (cases.answered >= NEVER)
    return np.where(is_known, place, -1).astype(np.int32)


def _questions(
    judged: Judged, now: NDArray[np.intp], months: NDArray[np.intp], cases: NDArray[np.intp], share: float
) -> list[Question]:
    found, spans = [], []
    for family in judged.families:
        late = _by_month(judged.ripe, family.row, family.size, int(now[-1]) + 1, judged.is_late)
        exposure = _elsewhere(judged.ripe, family, late, judged.is_late)
        past, by = late[:, months], exposure[:, months]
        each = [
            expected(past, by, exposure[:, month], age=(month - months).astype(float), prior=PRIOR) for month in now
        ]
        usual = added(each)
        usual.mean[by.sum(axis=1) <= PRIOR] = np.inf
        found.append(Question(family, family.row[cases], usual, exposure[:, now].sum(axis=1), past, by))
        spans.append((late[:, now], np.stack([one.mean for one in each], axis=1)))
    share_out(found, share)
    if len(now) > 1:
        for question, (seen, means) in zip(found, spans, strict=True):
            keep_lasting(question, seen, means)
    return found


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


def _with_limit(signal: Signal, limits: Numbers, of: int) -> Signal:
    return replace(signal, limit=int(np.median(limits)) if len(limits) else None, of=of)
