"""What the answers to each question say: counts with shares and their intervals, sums of numbers, groups beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt

from .questions import Kind, Question, in_language
from .significance import Difference, difference, share_interval

Counts = Mapping[tuple[str, str], int]  # (code, value) → how many


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer: how many gave it, in percent of those who were asked, and between which percents that lies."""

    key: str
    label: str
    n: int
    percent: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class NumberRow:
    """Numbers: how many, their mean and spread."""

    n: int
    mean: float
    spread: float


@dataclass(frozen=True, slots=True)
class Result:
    """A question (of a matrix one of its rows) with its answers."""

    code: str
    label: str
    kind: Kind
    n: int
    rows: tuple[AnswerRow, ...]
    number: NumberRow | None = None


def results_of(
    questions: Iterable[Question],
    counts: Counts,
    numbers: Mapping[str, tuple[int, Decimal, Decimal]],
    language: str,
    names: Mapping[str, str],
) -> list[Result]:
    """`numbers`: code → n, sum, sum of squares; `names`: words of places."""
    return [result for question in questions for result in _results(question, counts, numbers, language, names)]


def _results(
    question: Question, counts: Counts, numbers: Mapping[str, tuple[int, Decimal, Decimal]], language: str,
    names: Mapping[str, str],
) -> list[Result]:  # fmt: skip
    label = question.said(language)
    if question.kind is Kind.MATRIX:
        return [
            _chosen(
                question, f"{question.code}.{row.key}", f"{label} {in_language(row.words, language)}", counts, language
            )
            for row in question.rows
        ]
    if question.kind is Kind.NUMBER:
        n, total, squares = numbers.get(question.code, (0, Decimal(0), Decimal(0)))
        return [Result(question.code, label, question.kind, n, (), _number(n, float(total), float(squares)))]
    if question.kind is Kind.TEXT:
        return [Result(question.code, label, question.kind, 0, ())]
    if question.options:
        return [_chosen(question, question.code, label, counts, language)]
    found = {value: n for (code, value), n in counts.items() if code == question.code}
    n = sum(found.values())
    order = sorted(found, key=lambda key: key if question.kind is Kind.DATE else (-found[key], key))
    rows = tuple(_row(key, names.get(key, key), found[key], n) for key in order[:60])
    return [Result(question.code, label, question.kind, n, rows)]


def _chosen(question: Question, code: str, label: str, counts: Counts, language: str) -> Result:
    found = [(o, counts.get((code, o.key), 0)) for o in question.options]
    n = counts.get((code, ""), 0) if question.kind is Kind.CHOICES else sum(count for _option, count in found)
    rows = tuple(_row(option.key, in_language(option.words, language), count, n) for option, count in found)
    return Result(code, label, question.kind, n, rows)


def _row(key: str, label: str, n: int, of: int) -> AnswerRow:
    low, high = share_interval(n, of)
    return AnswerRow(key, label, n, 100 * n / of if of else 0.0, 100 * low, 100 * high)


def _number(n: int, total: float, squares: float) -> NumberRow | None:
    if not n:
        return None
    variance = max(0.0, (squares - total * total / n) / (n - 1)) if n > 1 else 0.0
    return NumberRow(n, total / n, sqrt(variance))


@dataclass(frozen=True, slots=True)
class Crossed:
    """A question by groups: a row per answer, in percent of each group, and whether they differ beyond chance."""

    code: str
    label: str
    groups: tuple[tuple[str, int], ...]  # label, n
    rows: tuple[tuple[str, tuple[float, ...]], ...]  # answer, percent of each group
    difference: Difference | None


def crossed(by_group: Mapping[str, Result]) -> Crossed | None:
    """`by_group`: label of a group → the result within it; None where nothing can be compared."""
    shown = {label: result for label, result in by_group.items() if result.n}
    first = next(iter(shown.values()), None)
    if first is None or len(shown) < 2 or not first.rows:
        return None
    table = [[row.n for row in result.rows] for result in shown.values()]
    rows = tuple(
        (row.label, tuple(result.rows[place].percent for result in shown.values()))
        for place, row in enumerate(first.rows)
    )
    groups = tuple((label, result.n) for label, result in shown.items())
    is_single = first.kind in {Kind.CHOICE, Kind.SCALE, Kind.MATRIX}  # of several answers the rows are no one table
    return Crossed(first.code, first.label, groups, rows, difference(table) if is_single else None)
