"""How good a model is on cases that it has not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from ..rules import facts
from ..rules.reasons import MOST_CONFIDENT
from .engine import engine
from .resolving import units_of
from .routes import READ


@dataclass(frozen=True, slots=True)
class Row:
    """An example as it is learned, with the unit that answered."""

    example: facts.Example
    unit_id: int
    area_id: int | None


def quality_of(model: Any, rows: Sequence[Row], on: date) -> dict[str, Any]:
    """The figures of a model on cases that it has not seen: whether they would have reached the unit that answered.

    Functions that lead to one unit count together, as they do when a case is routed.
    """
    from ..rules.evaluation import Answer, measured

    known = engine(on)
    said = [model.propose(r.example.text, r.example.area, r.example.parent_area, READ, explain=False) for r in rows]
    pairs = ((p.unit, row.area_id) for row, proposals in zip(rows, said, strict=True) for p in proposals)
    units = units_of(pairs, known, on)
    answers = []
    for row, proposals in zip(rows, said, strict=True):
        reached = Counter[str]()
        for proposal in proposals:
            unit = units.get((proposal.unit, row.area_id))
            if unit is not None:
                reached[str(unit)] += proposal.confidence
        best = reached.most_common(3)
        confidence = min(best[0][1], MOST_CONFIDENT) if best else 0.0
        is_sure = bool(row.area_id) and model.may_decide and confidence >= model.threshold
        answers.append(Answer(str(row.unit_id), tuple(unit for unit, _ in best), confidence, is_sure))
    return {
        **asdict(measured(answers)),
        "cases": len(answers),
        "threshold": round(model.threshold, 4),
        "by_unit": _by_unit(rows, answers),
        "by_threshold": _by_threshold(answers, [row.area_id is not None for row in rows]),
    }


def _by_unit(rows: Sequence[Row], answers: Sequence[Any]) -> list[dict[str, int]]:
    cases, right, among = Counter[int](), Counter[int](), Counter[int]()
    for row, answer in zip(rows, answers, strict=True):
        cases[row.unit_id] += 1
        right[row.unit_id] += answer.proposed[:1] == (answer.right,)
        among[row.unit_id] += answer.right in answer.proposed
    return [
        {"unit": unit, "cases": number, "right": right[unit], "among": among[unit]}
        for unit, number in cases.most_common()
    ]


def _by_threshold(answers: Sequence[Any], has_place: Sequence[bool]) -> list[list[float]]:
    """[threshold, cases routed unaided, of them right] from 50 % up, for the page where it is chosen."""
    told = [
        (answer.confidence, answer.proposed[:1] == (answer.right,))
        for answer, is_placed in zip(answers, has_place, strict=True)
        if is_placed
    ]
    steps = [step / 100 for step in range(50, 100)]
    return [
        [step, sum(c >= step for c, _ in told), sum(is_right for c, is_right in told if c >= step)] for step in steps
    ]
