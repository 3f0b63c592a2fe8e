"""Results of any survey: live, filtered, by groups; small groups of staff stay hidden."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from penata.organization.structure.queries import area_names, unit_names

from ..models import Point, Survey
from ..rules.groups import shown_groups
from ..rules.questions import Kind, Question, in_language
from ..rules.results import Crossed, Result, crossed, results_of
from .tallies import Piece, count_of, pieces, states_of


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader sees; `why_not` names why he sees nothing yet: `open` or `few`."""

    n: int
    results: tuple[Result, ...]
    crossings: tuple[Crossed, ...]
    segments: tuple[tuple[str, str], ...]  # code, label
    groups: tuple[tuple[str, str, int], ...]  # key, label, n of the segment that is looked at
    hidden: int  # groups that are too small
    why_not: str = ""


def results(survey: Survey, *, language: str, on: date, by: str = "", only: str = "", only_good: bool = False) -> Shown:
    """`by` is a segment to compare by, `only` one of its keys; of staff, results show when it is closed."""
    segments = segments_of(survey, language)
    by = by if by in dict(segments) else ""
    found = pieces(survey, ["", by] if by else [""])
    states = states_of(survey, only_good=only_good)
    n = count_of(found, states)
    why_not = _why_not(survey, n)
    if why_not:
        return Shown(n if why_not == "open" else 0, (), (), (), (), 0, why_not)
    sizes = _sizes(found, states, by)
    shown = shown_groups(sizes, survey.minimum_group) if _is_guarded(survey, by) else set(sizes)
    labels = _labels(survey, by, sorted(shown), language, on)
    only = only if only in shown else ""
    read = _Read(survey, found, states, language, _places(survey, on))
    parts = {labels[key]: read.of(by, key) for key in labels} if by and not only else {}
    return Shown(
        n=sizes[only] if only else n,
        results=tuple(read.of(by if only else "", only)),
        crossings=tuple(_crossings(parts)),
        segments=segments,
        groups=tuple((key, labels[key], sizes[key]) for key in labels),
        hidden=len(sizes) - len(shown),
    )


def _why_not(survey: Survey, n: int) -> str:
    """Of staff nothing is seen while it changes: what one answer adds would be that answer."""
    if survey.audience != Survey.Audience.STAFF or not survey.is_anonymous:
        return ""
    if survey.closed_at is None:
        return "open"
    return "" if n >= survey.minimum_group else "few"


def _is_guarded(survey: Survey, by: str) -> bool:
    return bool(by) and survey.is_anonymous


def _sizes(found: Iterable[Piece], states: Collection[int], by: str) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for piece in found:
        if by and piece.segment == by and piece.code == "@" and piece.state in states:
            sizes[piece.key] = sizes.get(piece.key, 0) + piece.n
    return sizes


@dataclass(frozen=True, slots=True)
class _Read:
    """What one page reads: the pieces, which of them count, and the words."""

    survey: Survey
    found: Sequence[Piece]
    states: Collection[int]
    language: str
    names: dict[str, str]

    def of(self, segment: str = "", key: str = "") -> list[Result]:
        """The results of all, or of one group."""
        counts: dict[tuple[str, str], int] = {}
        numbers: dict[str, tuple[int, Decimal, Decimal]] = {}
        for p in self.found:
            if (p.segment, p.key) == (segment, key) and p.state in self.states:
                counts[p.code, p.value] = counts.get((p.code, p.value), 0) + p.n
                if p.value == "":
                    n, total, squares = numbers.get(p.code, (0, Decimal(0), Decimal(0)))
                    numbers[p.code] = (n + p.n, total + p.total, squares + p.squares)
        return results_of(self.survey.questions, counts, numbers, self.language, self.names)


def _crossings(parts: dict[str, list[Result]]) -> Iterable[Crossed]:
    for rows in zip(*parts.values(), strict=True):
        one = crossed(dict(zip(parts, rows, strict=True)))
        if one is not None:
            yield one


def segments_of(survey: Survey, language: str) -> tuple[tuple[str, str], ...]:
    """By what results can be compared: @unit of staff, @month and @point of residents, questions that ask who."""
    asked: dict[str, Question] = {question.code: question for question in survey.questions}
    own = [(code, asked[code].said(language)) for code in survey.segments if code in asked]
    return (("@unit", ""), *own) if survey.audience == Survey.Audience.STAFF else (("@month", ""), ("@point", ""), *own)


def _labels(survey: Survey, by: str, keys: Sequence[str], language: str, on: date) -> dict[str, str]:
    if by == "@unit":
        names = unit_names([int(key) for key in keys], on)
        return {key: names.get(int(key), key) for key in keys}
    if by == "@point":
        points = dict(Point.objects.filter(survey=survey).values_list("pk", "label"))
        return {key: points.get(int(key), key) for key in keys}
    question = next((q for q in survey.questions if q.code == by), None)
    if question is not None and question.options:
        words = {o.key: in_language(o.words, language) for o in question.options}
        return {key: words[key] for key in words if key in keys}
    names_of_places = _places(survey, on)
    return {key: names_of_places.get(key, key) for key in keys}


def _places(survey: Survey, on: date) -> dict[str, str]:
    if not any(question.kind is Kind.PLACE for question in survey.questions):
        return {}
    return {str(key): name for key, name in area_names(on).items()}
