"""Elements of the satisfaction survey that fell, by their own past and as far as those of the others did not.

What is counted are points lost: a 4 loses none, a 1 three. Their sum is as wide as `narrowness` cases of a Poisson
count, so that the same chance judges it as judges cases; beside the others, so that a form that all read more
severely is no signal of one unit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from .chance import MOST_MONTHS, Expected, Floats, expected
from .explaining import LEAST_EXCESS, LEAST_RATIO, shared_limit
from .facts import Budget, Kind, Rating, Signal, Subject

BEST = 4
SPANS = (1, 3)  # months
FEWEST_MONTHS = 3
FEWEST_NOW, FEWEST_BEFORE, FEWEST_BESIDE = 12, 30, 30  # answers
LEAST_DROP = 0.15  # points of the mean


@dataclass(frozen=True)
class _Sums:
    """Of subjects (rows) by month (columns): answers, points lost, their squares."""

    subjects: list[tuple[str, str, str]]
    n: Floats
    lost: Floats
    squares: Floats

    @property
    def elements(self) -> list[str]:
        return [element for _unit, _topic, element in self.subjects]


def falling(ratings: Iterable[Rating], month: int, *, budget: Budget) -> Iterator[Signal]:
    """What fell in a month, or in three that end with it; of each unit the clearest element alone."""
    sums = _summed(ratings, month)
    told: set[str] = set()
    for span in SPANS:
        if sums is None:
            return
        for signal in _fallen(sums, month, span, budget.elements / len(SPANS)):
            if signal.subject.unit not in told:
                told.add(signal.subject.unit)
                yield signal


def _summed(ratings: Iterable[Rating], month: int) -> _Sums | None:
    """A row for each service of a unit, and for a unit with several services one for all of them."""
    first = month - MOST_MONTHS - max(SPANS) + 1
    cells: dict[tuple[str, str, str], Floats] = defaultdict(lambda: np.zeros((3, month - first + 1)))
    for one in ratings:
        if first <= one.month <= month:
            lost = BEST * one.n - one.total
            squares = BEST * BEST * one.n - 2 * BEST * one.total + one.squares
            cells[one.unit, one.topic, one.element][:, one.month - first] += (one.n, lost, squares)
    lines: dict[tuple[str, str], list[str]] = defaultdict(list)
    for unit, topic, element in cells:
        lines[unit, element].append(topic)
    for (unit, element), topics in lines.items():
        if len(topics) > 1:
            cells[unit, "*", element] = np.sum([cells[unit, topic, element] for topic in topics], axis=0)
    if not cells:
        return None
    whole = np.stack(list(cells.values()))
    return _Sums(list(cells), whole[:, 0], whole[:, 1], whole[:, 2])


def _fallen(sums: _Sums, month: int, span: int, share: float) -> Iterator[Signal]:
    past = np.flatnonzero(sums.n[:, :-span].sum(axis=0) > 0)[-MOST_MONTHS:]
    is_asked = (sums.n[:, past] > 0).sum(axis=1) >= FEWEST_MONTHS
    is_asked &= (sums.n[:, past].sum(axis=1) >= FEWEST_BEFORE) & (sums.n[:, -span:].sum(axis=1) >= FEWEST_NOW)
    if not is_asked.any():
        return
    exposure, wide = _beside(sums), narrowness(sums)
    now = exposure[:, -span:].sum(axis=1)
    age = (sums.n.shape[1] - 1 - past).astype(float)
    usual = expected(sums.lost[:, past] / wide[:, None], exposure[:, past], now, age=age, by_year=False)
    observed = sums.lost[:, -span:].sum(axis=1) / wide
    answers = sums.n[:, -span:].sum(axis=1)
    chance = usual.chance_of(observed)
    limit = shared_limit(usual.mean[is_asked], usual.wander[is_asked], share)
    fell = is_asked & (chance < limit) & (observed >= LEAST_RATIO * usual.mean)
    fell &= (observed - usual.mean >= LEAST_EXCESS) & ((observed - usual.mean) * wide >= LEAST_DROP * answers)
    for place in sorted(np.flatnonzero(fell), key=lambda at: chance[at]):
        yield _signal(sums, int(place), month, span, usual=usual, wide=wide, chance=float(chance[place]))


def _signal(sums: _Sums, place: int, month: int, span: int, *, usual: Expected, wide: Floats, chance: float) -> Signal:
    unit, topic, element = sums.subjects[place]
    lost, n = sums.lost[place, -span:].sum(), sums.n[place, -span:].sum()
    mean = float(usual.mean[place] * wide[place])
    since, middle = month - span + 1, (lost + mean) / 2 / n
    for at in range(sums.n.shape[1] - span - 1, -1, -1):
        if sums.n[place, at] == 0 or sums.lost[place, at] / sums.n[place, at] < middle:
            break
        since -= 1
    subject = Subject(unit=unit, topic="" if topic == "*" else topic, element=element)
    return Signal(
        Kind.ELEMENT, _name(month), subject, round(lost), mean, _name(since), chance, months=span, of=round(n)
    )


def narrowness(sums: _Sums) -> Floats:
    """How many points one case of a Poisson count stands for: variance by mean of what one answer loses, by element."""
    n = np.maximum(sums.n, 1)
    within = (sums.squares - sums.lost**2 / n).sum(axis=1)
    free = np.maximum(sums.n - 1, 0).sum(axis=1)
    found = np.ones(len(sums.subjects))
    elements = np.array(sums.elements)
    for element in set(elements):
        own = elements == element
        mean = sums.lost[own].sum() / max(1.0, sums.n[own].sum())
        found[own] = within[own].sum() / max(1.0, free[own].sum()) / max(mean, 1e-6)
    return np.clip(found, 0.3, 3.0)


def _beside(sums: _Sums) -> Floats:
    """How much would be lost if each answer lost what those of other units lost in the month; where too few others
    were asked, by answers alone."""
    units, elements = np.array([unit for unit, _, _ in sums.subjects]), np.array(sums.elements)
    is_line = np.array([topic != "*" for _, topic, _ in sums.subjects])
    found = sums.n.copy()
    for unit, element in {(unit, element) for unit, _, element in sums.subjects}:
        others = is_line & (units != unit) & (elements == element)
        n, lost = sums.n[others].sum(axis=0), sums.lost[others].sum(axis=0)
        for place in np.flatnonzero((units == unit) & (elements == element)):
            if (n[sums.n[place] > 0] >= FEWEST_BESIDE).all():
                found[place] = sums.n[place] * np.maximum(lost, 0.5) / np.maximum(n, 1)
    return found


def _name(month: int) -> str:
    year, number = divmod(month, 12)
    return f"{year:04d}-{number + 1:02d}"
