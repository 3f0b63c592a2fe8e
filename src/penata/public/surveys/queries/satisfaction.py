"""The figures of a satisfaction survey: index, band, interval, ranking, groups, trend and comparison."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count

from penata.organization.structure.queries import unit_names

from ..models import ELEMENT_WORDS, Point, Remark, Survey
from ..rules.elements import ELEMENTS
from ..rules.index import Index, Interval, Outcome, Sums, Weight, interval_of, outcome_of, round_half_up
from ..rules.marks import INCOMPLETE, MARKED
from ..rules.questions import Question, in_language
from ..rules.sampling import sample_size
from ..rules.satisfaction import DEMOGRAPHICS
from ..rules.topics import OTHER, PRAISE
from .tallies import Piece, count_of, pieces, pieces_of, states_of


@dataclass(frozen=True, slots=True)
class ElementRow:
    """An element with its mean of 1 to 4, and on the scale of the index; `place` 1 is the lowest."""

    code: str
    name: str
    mean: Decimal
    value: Decimal
    place: int
    is_low: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A group of respondents with its index."""

    label: str
    n: int
    index: Index | None


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """All that a survey says; `outcome` None as long as nobody answered."""

    survey: Survey
    n: int
    marked: int
    incomplete: int
    sample: int | None
    outcome: Outcome | None
    interval: Interval | None
    elements: tuple[ElementRow, ...]

    @property
    def index(self) -> Index | None:
        return self.outcome.index(Weight(self.survey.weight)) if self.outcome else None

    @property
    def other(self) -> Index | None:
        """The same answers with the other weight."""
        used = Weight.COMPATIBLE if self.survey.weight == Weight.EXACT else Weight.EXACT
        return self.outcome.index(used) if self.outcome else None

    @property
    def lowest(self) -> tuple[ElementRow, ...]:
        return self.elements[:3]

    @property
    def has_enough(self) -> bool:
        return self.sample is None or self.n >= self.sample


def outcome_in(
    found: Iterable[Piece], states: Collection[int], segment: str = "", key: str = ""
) -> tuple[Outcome | None, int, int, int]:
    """The outcome of one group, with n and the sum and the squares of the respondents' own sums."""
    sums = {code: [0, 0] for code in ELEMENTS}
    n = score = squares = 0
    for piece in found:
        if (piece.segment, piece.key) != (segment, key) or piece.state not in states or piece.state == INCOMPLETE:
            continue
        if piece.code in sums and piece.value.isdigit():
            sums[piece.code][0] += piece.n
            sums[piece.code][1] += piece.n * int(piece.value)
        elif piece.code == "@score":
            n, score, squares = n + piece.n, score + int(piece.total), squares + int(piece.squares)
    if not n:
        return None, 0, 0, 0
    return outcome_of({code: Sums(count, total) for code, (count, total) in sums.items()}, n), n, score, squares


def satisfaction(survey: Survey, *, only_good: bool = False, found: Sequence[Piece] | None = None) -> Satisfaction:
    """One query for all that is counted."""
    found = pieces(survey) if found is None else found
    states = states_of(survey, only_good=only_good)
    outcome, n, score, squares = outcome_in(found, states)
    population = survey.population or 0
    return Satisfaction(
        survey=survey,
        n=n,
        marked=count_of(found, {MARKED}),
        incomplete=count_of(found, {INCOMPLETE}),
        sample=sample_size(population) if population else None,
        outcome=outcome,
        interval=interval_of(n, score, squares, len(ELEMENTS), population) if n else None,
        elements=_elements(outcome),
    )


def satisfactions(surveys: Iterable[Survey]) -> list[Satisfaction]:
    """Of several surveys, in their order; one query."""
    rows = list(surveys)
    found = pieces_of(rows)
    return [satisfaction(survey, found=found[survey.pk]) for survey in rows]


def _elements(outcome: Outcome | None) -> tuple[ElementRow, ...]:
    if outcome is None:
        return ()
    return tuple(
        ElementRow(
            code,
            str(ELEMENT_WORDS[code]),
            round_half_up(outcome.means[code], 3),
            round_half_up(outcome.means[code] * 25),
            place,
            place <= 3,
        )
        for place, code in enumerate(outcome.ranking, start=1)
    )


def months(survey: Survey) -> list[Group]:
    """The index month by month."""
    return _groups(survey, "@month", lambda key: key)


def points(survey: Survey) -> list[Group]:
    """The index by link, tablet and paper."""
    labels = {str(pk): label for pk, label in Point.objects.filter(survey=survey).values_list("pk", "label")}
    return _groups(survey, "@point", lambda key: labels.get(key, key))


def demographics(survey: Survey, language: str) -> list[tuple[str, list[Group]]]:
    """Who answered, as far as they said so, with the index of each group that is large enough."""
    asked = {question.code: question for question in survey.questions}
    codes = [code for code in DEMOGRAPHICS if code in asked and code in survey.segments]
    found, states = pieces(survey, codes), states_of(survey)
    rows = [(asked[code].said(language), _by_option(survey, found, states, asked[code], language)) for code in codes]
    return [(title, groups) for title, groups in rows if groups]


def _by_option(
    survey: Survey, found: Sequence[Piece], states: Collection[int], question: Question, language: str
) -> list[Group]:
    rows = [(option, *_index(survey, found, states, question.code, option.key)) for option in question.options]
    return [
        Group(in_language(option.words, language), n, index if n >= survey.minimum_group else None)
        for option, n, index in rows
        if n
    ]


def _groups(survey: Survey, segment: str, label: Any) -> list[Group]:
    found, states = pieces(survey, [segment]), states_of(survey)
    keys = sorted({piece.key for piece in found})
    rows = [(key, *_index(survey, found, states, segment, key)) for key in keys]
    return [Group(label(key), n, index) for key, n, index in rows if n]


def _index(
    survey: Survey, found: Sequence[Piece], states: Collection[int], segment: str, key: str
) -> tuple[int, Index | None]:
    outcome, n, _score, _squares = outcome_in(found, states, segment, key)
    return n, outcome.index(Weight(survey.weight)) if outcome else None


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another survey beside this one."""

    survey: Survey
    title: str
    n: int
    index: Index


def trend(survey: Survey) -> list[Earlier]:
    """The same service (or, without one, the same unit) over the years: this survey and the closed ones before it."""
    same: dict[str, Any] = {"service": survey.service_id} if survey.service_id else {"unit": survey.unit_id}
    rows = Survey.objects.filter(kind=survey.kind, closed_at__isnull=False, period__endswith__lte=survey.period.upper)
    chosen = {row.pk: row for row in [survey, *rows.filter(**same).order_by("-period")[:8]]}
    found = sorted(chosen.values(), key=lambda row: row.since)
    return _beside(found, lambda row: row.title)


def comparison(survey: Survey, on: date) -> list[Earlier]:
    """Closed or open surveys of other services in the same months, of at least as many answers as are published."""
    rows = Survey.objects.filter(kind=survey.kind, opened_at__isnull=False, period__overlap=survey.period)
    found = list(rows.order_by("unit_id", "pk")[:40])
    names = unit_names({row.unit_id for row in found}, on)
    beside = _beside(found, lambda row: f"{row.title} · {names.get(row.unit_id, '')}")
    return [one for one in beside if one.n >= survey.minimum_group or one.survey.pk == survey.pk]


def _beside(surveys: Sequence[Survey], title: Any) -> list[Earlier]:
    rows = satisfactions(surveys)
    return [Earlier(s.survey, title(s.survey), s.n, s.index) for s in rows if s.index is not None]


@dataclass(frozen=True, slots=True)
class Topic:
    """Free words that speak of the same, with a few of them."""

    code: str
    name: str
    n: int
    examples: tuple[Remark, ...]


def topics(survey: Survey, code: str, *, examples: int = 5) -> list[Topic]:
    """What the free words speak of, the most frequent first."""
    rows = Remark.objects.filter(survey=survey, code=code).exclude(words="")
    counts = {row["topic"]: row["n"] for row in rows.values("topic").annotate(n=Count("pk")).order_by()}
    found = []
    for topic, n in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        shown = tuple(rows.filter(topic=topic).order_by("pk")[:examples])  # their keys are by chance: no order
        found.append(Topic(topic, str(ELEMENT_WORDS.get(topic, "")), n, shown))
    return found


def may_show_words(survey: Survey) -> bool:
    """Of anonymous staff only when it is closed and enough have answered: words tell who wrote them."""
    if survey.audience != Survey.Audience.STAFF or not survey.is_anonymous:
        return True
    return survey.closed_at is not None and count_of(pieces(survey), states_of(survey)) >= survey.minimum_group


def remarks(survey: Survey, code: str, topic: str) -> Any:
    """All words of one topic."""
    return Remark.objects.filter(survey=survey, code=code, topic=topic).exclude(words="").order_by("pk")


TOPICS = (*ELEMENTS, PRAISE, OTHER)
