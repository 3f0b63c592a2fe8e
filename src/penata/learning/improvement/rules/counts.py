"""More cases than chance allows: units, topics, areas and crossings of one month, against their own past."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .chance import Floats, expected
from .explaining import Finding, Memory, Question, findings
from .facts import Budget, Kind, Signal, Subject
from .subjects import History

FEWEST_MONTHS = 3
NEARLY_ALL = 0.8
MOST_LINES = 50


def surges(
    history: History, column: int, weight: Floats, memory: Memory, *, budget: Budget
) -> Iterator[tuple[Signal, Finding]]:
    """The surges of a month, strongest first. `weight` of the cases is lowered where they are explained."""
    months = history.past(column)
    if len(months) < FEWEST_MONTHS:
        return
    asked = _questions(history, column, months, budget)
    names, rows = history.cases.names, history.rows(column)
    for found in findings(asked, weight, memory, names=names, months=months, column=column):
        kind = Kind.SEAM if found.subject.handed_from else Kind.SURGE
        yield signal_of(history, column, kind, found, np.arange(rows.start, rows.stop)), found


def _questions(history: History, column: int, months: NDArray[np.intp], budget: Budget) -> list[Question]:
    volumes = history.volume(np.append(months, column))
    age, now = (column - months).astype(float), float(volumes[-1])
    rows, found = history.rows(column), []
    crossings = [*history.crossings, *history.seams]
    for families, share in ((history.singles, budget.singles), (crossings, budget.crossings)):
        # a subject without any case so far, and none now, is no question: it cannot be answered with yes
        count = sum(int((family.counts[:, : column + 1].sum(axis=1) > 0).sum()) for family in families)
        for family in families:
            past = family.counts[:, months]
            usual = expected(past, volumes[:-1], now, age=age)
            exposure = np.full(family.size, now)
            limit = share / max(count, 1)
            found.append(Question(family, family.row[rows], usual, exposure, limit, past, volumes[:-1]))
    return found


def signal_of(history: History, column: int, kind: Kind, found: Finding, cases: NDArray[np.intp]) -> Signal:
    """`cases`: which cases `found.inside` speaks of."""
    own = cases[found.inside]
    return Signal(
        kind,
        history.name(column),
        found.subject,
        round(found.observed),
        found.mean,
        history.name(found.since),
        found.chance,
        has_grown=found.has_grown,
        mostly=mostly(history, own, found.subject),
        lines=lines_of(history, own),
    )


def mostly(history: History, own: NDArray[np.intp], subject: Subject) -> Subject:
    """Where nearly all of these cases are, in the fields that the subject does not name itself."""
    found: dict[str, str] = {}
    for name in ("unit", "topic", "area"):
        codes = getattr(history.cases, name)[own]
        if getattr(subject, name) or not codes.any():
            continue
        count = np.bincount(codes)
        count[0] = 0
        if count.max() >= NEARLY_ALL * len(own):
            found[name] = history.cases.names[name][int(count.argmax())]
    return Subject(unit=found.get("unit", ""), topic=found.get("topic", ""), area=found.get("area", ""))


def lines_of(history: History, own: NDArray[np.intp]) -> tuple[int, ...]:
    return tuple(int(line) for line in history.cases.line[own][-MOST_LINES:])
