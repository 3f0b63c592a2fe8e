"""With whom a treated subject is compared: those that were most like it before, chosen by rule. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .effects import LEAST_CASES, trend_before
from .metrics import Member, Metric, as_people_say, sizes, values

MOST = 8
FEWEST = 12  # cases or answers of one of them; all together need more
LEVELS_APART = 4.0  # so many times the usual distance of levels is too far
BUSIEST = 8.0  # so many times busier, or less busy, is another kind of work


@dataclass(frozen=True, slots=True)
class Candidate:
    """How like the treated subject one was before: the metric as people read it, and cases or answers a week."""

    key: str
    level: float
    a_week: float
    distance: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """`own`: the treated subject itself; `alike`: the most alike first, none that went another way."""

    own: Candidate
    alike: tuple[Candidate, ...]


def propose(metric: Metric, treated: Member, others: Sequence[Member]) -> Proposal | None:
    """Those with enough cases, of about as much work, and nearest in level and course over the weeks before.

    None when the treated subject itself has too few.
    """
    weeks = len(treated.cells)
    if sizes(metric, treated.cells).sum() < LEAST_CASES:
        return None
    known = [one for one in others if sizes(metric, one.cells).sum() >= FEWEST]
    own = _level(metric, treated)
    levels = {one.key: _level(metric, one) for one in known}
    spread = float(np.median([abs(level - own) for level in levels.values()])) if levels else 0.0
    found = []
    for one in known:
        apart, busier = abs(levels[one.key] - own), _a_week(metric, one) / max(_a_week(metric, treated), 1e-9)
        _slope, chance = trend_before(metric, treated.cells, one.cells)
        is_near = apart <= LEVELS_APART * spread or not spread
        if is_near and 1 / BUSIEST <= busier <= BUSIEST and (chance is None or chance > 0.05):
            far = (apart / spread if spread else 0.0) + abs(float(np.log(busier))) / 2
            found.append(_candidate(metric, one, far, weeks))
    found.sort(key=lambda one: (one.distance, one.key))
    return Proposal(_candidate(metric, treated, 0.0, weeks), tuple(found))


def _candidate(metric: Metric, one: Member, distance: float, weeks: int) -> Candidate:
    return Candidate(one.key, as_people_say(metric, _level(metric, one)), _a_week(metric, one), distance)


def _level(metric: Metric, one: Member) -> float:
    return float(values(metric, one.cells.sum(axis=0), len(one.cells)))


def _a_week(metric: Metric, one: Member) -> float:
    return float(sizes(metric, one.cells).sum()) / max(1, len(one.cells))
