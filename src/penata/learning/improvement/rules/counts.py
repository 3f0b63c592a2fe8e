"""More cases than chance allows: units, topics, areas and crossings of one month, against their own past."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .chance import Expected, Floats, expected
from .explaining import Finding, Memory, Question, findings, fresh, lasts, share_out
from .facts import Budget, Kind, Signal, Subject
from .subjects import Family, History

FEWEST_MONTHS = 3
SPAN = 3  # months in which what is too little for one month adds up
SINGLY = 0.7  # of the budget of spans, for units, topics and areas by themselves
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


def lasting(
    history: History, column: int, weight: Floats, memory: Memory, over: list[Memory], *, budget: Budget
) -> Iterator[tuple[Signal, Finding]]:
    """What no single month says: surges that add up over three months. `weight`: of the cases of all three."""
    months = history.past(column, gap=SPAN - 1)
    span = np.arange(column - SPAN + 1, column + 1)
    if len(months) < FEWEST_MONTHS or history.is_missing[span].any():
        return
    asked = _added_up(history, span, months, budget)
    names, rows, found_now = history.cases.names, history.rows(int(span[0]), column), Memory()
    for known in (*over, memory):
        fresh(asked, weight, known, names)
    for found in findings(asked, weight, found_now, names=names, months=months, column=column):
        kind = Kind.SEAM if found.subject.handed_from else Kind.SURGE
        told = signal_of(history, column, kind, found, np.arange(rows.start, rows.stop))
        yield replace(told, months=SPAN, since=history.name(int(span[0]))), found
    memory.update(found_now)


def _sorts(history: History) -> tuple[list[Family], list[Family]]:
    return history.singles, [*history.crossings, *history.seams]


def _questions(history: History, column: int, months: NDArray[np.intp], budget: Budget) -> list[Question]:
    volumes = history.volume(np.append(months, column))
    age, now = (column - months).astype(float), float(volumes[-1])
    rows, found = history.rows(column), []
    for families, share in zip(_sorts(history), (budget.singles, budget.crossings), strict=True):
        asked = []
        for family in families:
            past = family.counts[:, months]
            usual = expected(past, volumes[:-1], now, age=age)
            asked.append(Question(family, family.row[rows], usual, np.full(family.size, now), past, volumes[:-1]))
        share_out(asked, share)
        found += asked
    return found


def _added_up(history: History, span: NDArray[np.intp], months: NDArray[np.intp], budget: Budget) -> list[Question]:
    volumes = history.volume(np.append(months, span))
    before, now = volumes[: -len(span)], volumes[-len(span) :]
    rows, found = history.rows(int(span[0]), int(span[-1])), []
    for families, part in zip(_sorts(history), (SINGLY, 1 - SINGLY), strict=True):
        asked, means = [], []
        for family in families:
            past = family.counts[:, months]
            each = [
                expected(past, before, float(busy), age=(month - months).astype(float))
                for month, busy in zip(span, now, strict=True)
            ]
            means.append(np.stack([one.mean for one in each], axis=1))
            exposure = np.full(family.size, now.sum())
            asked.append(Question(family, family.row[rows], added(each), exposure, past, before))
        share_out(asked, budget.lasting * part)
        for question, usual in zip(asked, means, strict=True):
            keep_lasting(question, question.family.counts[:, span], usual)
        found += asked
    return found


def added(each: list[Expected]) -> Expected:
    """What to expect of months together."""
    return Expected(np.sum([one.mean for one in each], axis=0), np.max([one.wander for one in each], axis=0))


def keep_lasting(question: Question, seen: Floats, usual: Floats) -> None:
    """Nothing can stand out of what is expected where the months (columns) are not in excess together."""
    question.expected.mean[~lasts(seen, usual)] = np.inf


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
