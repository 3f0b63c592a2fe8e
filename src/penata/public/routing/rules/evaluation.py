"""How good a router is on cases that it has not seen (needs scikit-learn, since it learns)."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from penata.public.routing.rules.calibration import Floats
from penata.public.routing.rules.facts import Example
from penata.public.routing.rules.learning import learn
from penata.public.routing.rules.model import Model

BINS = 15


@dataclass(frozen=True)
class Quality:
    """The figures of quality. `precision_at_95` is None when nothing was routed unaided."""

    accuracy: float
    macro_f1: float
    top3: float
    ece: float
    coverage_at_95: float
    precision_at_95: float | None


@dataclass(frozen=True)
class Report(Quality):
    """The figures of the contract: quality, cost and size."""

    fit_seconds: float
    micros_per_case: float
    n_train: int
    n_test: int
    n_units: int


@dataclass(frozen=True)
class Answer:
    """What the router said of one case, and what was right."""

    right: str
    proposed: tuple[str, ...]
    confidence: float
    is_sure: bool


class NoDates(ValueError):
    """Relearning each month needs the days on which cases were received."""


def evaluate(train: Sequence[Example], test: Sequence[Example], *, monthly: bool = False) -> Report:
    """Learn from `train`, answer `test`. `monthly` relearns before each month of `test` with the months before it.

    Nothing of `test` is used to choose anything. `fit_seconds` is the mean of one learning, calibration included.
    """
    answers: list[Answer] = []
    fitting, answering = [], 0.0
    for known, asked in _months(train, test) if monthly else [(list(train), list(test))]:
        started = time.perf_counter()
        model = learn(known, is_renewed_monthly=monthly)
        fitting.append(time.perf_counter() - started)
        started = time.perf_counter()
        answers += [answered(model, case) for case in asked]
        answering += time.perf_counter() - started
    return Report(
        **asdict(measured(answers)),
        fit_seconds=round(sum(fitting) / len(fitting), 3),
        micros_per_case=round(answering / len(answers) * 1e6, 1),
        n_train=len(train),
        n_test=len(test),
        n_units=len({case.unit for case in train}),
    )


def _months(train: Sequence[Example], test: Sequence[Example]) -> list[tuple[list[Example], list[Example]]]:
    """For each month of the test: what was known before it, and its cases.

    A case without a day goes with the case before it in the file.
    """
    day = next((case.received_at for case in test if case.received_at), None)
    months: dict[tuple[int, int], list[Example]] = defaultdict(list)
    for case in test:
        day = case.received_at or day
        if day is None:
            raise NoDates
        months[day.year, day.month].append(case)
    known, result = list(train), []
    for month in sorted(months):
        result.append((list(known), months[month]))
        known += months[month]
    return result


def answered(model: Model, case: Example) -> Answer:
    """What the model says of a case."""
    proposals = model.propose(case.text, case.area, case.parent_area, explain=False)
    return Answer(
        case.unit,
        tuple(proposal.unit for proposal in proposals),
        proposals[0].confidence if proposals else 0.0,
        model.is_sure(proposals, case.area, case.text),
    )


def measured(answers: Sequence[Answer]) -> Quality:
    """How good the answers were."""
    first = [answer.proposed[0] if answer.proposed else "" for answer in answers]
    is_right = np.array([unit == answer.right for unit, answer in zip(first, answers, strict=True)])
    is_sure = np.array([answer.is_sure for answer in answers])
    return Quality(
        accuracy=round(float(is_right.mean()), 4),
        macro_f1=round(macro_f1([answer.right for answer in answers], first), 4),
        top3=round(float(np.mean([answer.right in answer.proposed[:3] for answer in answers])), 4),
        ece=round(calibration_error(np.array([answer.confidence for answer in answers]), is_right), 4),
        coverage_at_95=round(float(is_sure.mean()), 4),
        precision_at_95=round(float(is_right[is_sure].mean()), 4) if is_sure.any() else None,
    )


def macro_f1(right: Sequence[str], said: Sequence[str]) -> float:
    """The mean F1 of all bodies that were right or were said."""
    own, answered = Counter(right), Counter(said)
    hits = Counter(one for one, other in zip(right, said, strict=True) if one == other)
    units = sorted(own | answered)
    return float(np.mean([2 * hits[unit] / (own[unit] + answered[unit]) for unit in units]))


def calibration_error(confidence: Floats, is_right: NDArray[np.bool_]) -> float:
    """The expected calibration error over fifteen equal bins, each closed above."""
    bins = np.clip(np.ceil(confidence * BINS).astype(int) - 1, 0, BINS - 1)
    error = 0.0
    for index in range(BINS):
        inside = bins == index
        if inside.any():
            error += float(inside.mean()) * abs(float(confidence[inside].mean()) - float(is_right[inside].mean()))
    return error
