"""Months in turn, each with only what was known before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from . import bursts, counts, late, words
from .chance import Floats
from .explaining import Memory
from .facts import Budget, Kind, Signal
from .subjects import History
from .table import Cases

USUAL = Budget()


@dataclass(frozen=True)
class Month:
    """`is_judged`: enough months stand before it."""

    name: str
    cases: int
    is_judged: bool
    signals: tuple[Signal, ...]


def look(cases: Cases, *, since: date | None = None, budget: Budget = USUAL) -> Iterator[Month]:
    """Of each month from `since` on (the newest alone without it) its signals. Months without cases are left out."""
    history = History(cases)
    there = np.flatnonzero(~history.is_missing)  # the newest month may have hardly begun
    newest = int(there[-1]) if len(there) else history.months - 1
    first = newest if since is None else max(0, since.year * 12 + since.month - 1 - history.first)
    surging: Memory = {}
    lately: dict[int, Memory] = {}
    being_late: Memory = {}
    breaking: Memory = {}
    speaking = words.Words.of(history)
    judges_lateness = late.is_believable(history)
    for column in range(first, newest + 1):
        if history.is_missing[column]:
            continue
        weight = np.ones(int(history.totals[column]))
        found: list[Signal] = []
        if cases.has_words:
            found += words.clusters(history, column, weight, speaking, budget=budget)
        before, burst = dict(surging), Memory()
        for signal, finding in counts.surges(history, column, weight, surging, budget=budget):
            told = signal if signal.kind is Kind.SEAM else bursts.as_burst(history, column, signal, finding.inside)
            if told.kind is Kind.BURST:
                burst[finding.subject] = surging.pop(finding.subject)
            found.append(told)
        lately[column] = burst | {subject: told for subject, told in before.items() if subject not in surging}
        found += bursts.bursts(history, column, weight, budget=budget)
        over = [lately.get(earlier, {}) for earlier in range(column - counts.SPAN + 1, column + 1)]
        found += _lasting(history, column, weight, surging, over, speaking, budget)
        if judges_lateness:
            left = np.ones(len(cases))
            for judged, memory, share in (
                (late.by_promise(history, column), breaking, budget.standards),
                (late.by_habit(history, column), being_late, budget.late),
            ):
                found += (signal for signal, _ in late.lateness(history, column, judged, left, memory, share=share))
        is_judged = len(history.past(column)) >= counts.FEWEST_MONTHS
        yield Month(history.name(column), len(weight), is_judged, tuple(found))


def _lasting(  # noqa: PLR0917 - a step of its caller, which holds them all
    history: History,
    column: int,
    weight: Floats,
    memory: Memory,
    over: list[Memory],
    speaking: words.Words,
    budget: Budget,
) -> Iterator[Signal]:
    """Surges over three months; of the month itself what is not explained, of those before it what is no known
    cluster of words. `over`: what was told and ended within them, which is no news either."""
    if column < counts.SPAN - 1:
        return
    parts = []
    for earlier in range(column - counts.SPAN + 1, column):
        part = np.ones(int(history.totals[earlier]))
        words.let_old_ones_pass(history, earlier, part, speaking)
        parts.append(part)
    whole = np.concatenate([*parts, weight])
    yield from (signal for signal, _ in counts.lasting(history, column, whole, memory, over, budget=budget))
