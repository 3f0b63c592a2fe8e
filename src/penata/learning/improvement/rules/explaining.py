"""Which of many subjects stand out, so that one cause is said once.

The strongest finding explains its cases away before the next is sought: a topic that surges is not said again for its
unit, nor for each area in which it surges. What lasts is said when it begins, and again only when it has grown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .chance import Expected, Floats, critical, tail
from .facts import Subject
from .subjects import Family
from .table import Numbers

LEAST_RATIO, LEAST_EXCESS = 1.35, 5.0
MOST_OF_A_MONTH = 60
NEGLIGIBLE, TRIED = 0.01, 9
STILL = 0.4  # a surge lasts while so much of its first excess is left
MOST_OF_ONE = 0.75  # of the excess of a span, in one of its months
CROSSED = 0.75  # how much a crossing's chance weighs: the whole is preferred to its part


@dataclass
class Question:
    """A family at a month: of each case its subject, what to expect of each, and at which probability it is a signal.

    `exposure`: of each subject, or one for all; `counts` and `exposures` are its past, for the month it began.
    """

    family: Family
    row: Numbers
    expected: Expected
    exposure: Floats
    counts: Floats
    exposures: Floats
    limit: float = 0.0

    def observed(self, weight: Floats) -> Floats:
        """Of each subject its cases, as far as they are not explained."""
        kept = self.row >= 0
        return np.bincount(self.row[kept], weights=weight[kept], minlength=self.family.size).astype(float)


@dataclass
class Told:
    """What was said of a subject: rates by exposure that were usual, and as told last; cases seen then."""

    since: int
    base: float
    rate: float
    seen: float


Memory = dict[Subject, Told]


@dataclass(frozen=True)
class Finding:
    """A subject that stands out. `inside`: which of the cases are its own; `since`: the column in which it began."""

    question: Question
    place: int
    subject: Subject
    observed: float
    mean: float
    chance: float
    since: int
    has_grown: bool
    inside: NDArray[np.bool_]


def findings(
    asked: list[Question],
    weight: Floats,
    memory: Memory,
    *,
    names: dict[str, list[str]],
    months: NDArray[np.intp],
    column: int,
) -> Iterator[Finding]:
    """The strongest first. `weight` of the cases is lowered where a finding explains them."""
    grown = [found for question in asked for found in _grown(question, weight, memory, names)]
    for _ in range(MOST_OF_A_MONTH):
        best = grown.pop() if grown else _strongest(asked, weight)
        if best is None:
            return
        question, place, observed, chance = best
        mean, exposure = float(question.expected.mean[place]), float(question.exposure[place])
        subject = question.family.subject(place, names)
        inside = question.row == place
        old = memory.get(subject)
        base = old.base if old else mean / exposure
        since = old.since if old else _since(question, place, base, observed / exposure, months=months, column=column)
        memory[subject] = Told(since, base, observed / exposure, observed)
        yield Finding(question, place, subject, observed, mean, chance, since, old is not None, inside)
        weight[inside] *= min(1.0, base * exposure / observed)


def _strongest(asked: list[Question], weight: Floats) -> tuple[Question, int, float, float] | None:
    best, best_score = None, 0.0
    for question in asked:
        observed, mean = question.observed(weight), question.expected.mean
        places = np.flatnonzero((observed >= LEAST_RATIO * mean) & (observed - mean >= LEAST_EXCESS))
        if not len(places):
            continue
        chance = Expected(mean[places], question.expected.wander[places]).chance_of(observed[places])
        at = int(np.argmin(chance))
        if chance[at] >= question.limit:
            continue
        score = -np.log(max(chance[at], 1e-300)) * (1.0 if len(question.family.fields) == 1 else CROSSED)
        if score > best_score + 1e-6:
            best, best_score = (question, int(places[at]), float(observed[places[at]]), float(chance[at])), score
    return best


def _grown(
    question: Question, weight: Floats, memory: Memory, names: dict[str, list[str]]
) -> list[tuple[Question, int, float, float]]:
    """Of what was told: what grew, judged against what was told. What goes on as it was is explained and passes."""
    if not memory:
        return []
    found = []
    observed, usual = question.observed(np.where(weight > 0, 1.0, 0.0)), question.expected
    for place in np.flatnonzero(observed > 0):
        subject = question.family.subject(int(place), names)
        told = memory.get(subject)
        if told is None:
            continue
        exposure, seen = float(question.exposure[place]), float(observed[place])
        if seen / max(exposure, 1e-9) < told.base + STILL * (told.rate - told.base):
            del memory[subject]
            continue
        usual.mean[place] = max(float(usual.mean[place]), told.rate * exposure)
        usual.wander[place] += 1 / max(told.seen, 1.0)
        at = slice(place, place + 1)
        chance = float(tail(observed[at], usual.mean[at], usual.wander[at])[0])
        if chance < question.limit and seen >= LEAST_RATIO * usual.mean[place]:
            found.append((question, int(place), seen, chance))
        else:
            weight[question.row == place] *= min(1.0, told.base * exposure / seen)
    return found


def fresh(asked: list[Question], weight: Floats, memory: Memory, names: dict[str, list[str]]) -> None:
    """What was told is no news of a longer span either: its cases beyond the usual are lowered."""
    for question in asked:
        observed = question.observed(np.ones(len(weight)))
        for place in np.flatnonzero(observed > 0) if memory else ():
            told = memory.get(question.family.subject(int(place), names))
            if told is not None:
                weight[question.row == place] *= min(1.0, told.base * float(question.exposure[place]) / observed[place])


def lasts(seen: Floats, usual: Floats) -> NDArray[np.bool_]:
    """Of each subject (a row), whether the months of a span (columns) are together in excess and not one alone: what
    one month did was that month's news."""
    excess = seen - usual
    whole = np.maximum(excess.sum(axis=1), 1e-9)
    return np.asarray((excess[:, -1] > 0) & (excess.max(axis=1) <= MOST_OF_ONE * whole))


def share_out(asked: list[Question], share: float) -> None:
    """Give all questions the same limit, so that together they call chance a signal at most `share` times."""
    if asked:
        mean = np.concatenate([question.expected.mean for question in asked])
        wander = np.concatenate([question.expected.wander for question in asked])
        limit = shared_limit(mean, wander, share)
        for question in asked:
            question.limit = limit


def shared_limit(mean: Floats, wander: Floats, share: float) -> float:
    """The highest probability at which all of them together call chance a signal at most `share` times on average.

    A question is answered with whole cases, and with no fewer than a signal needs: at most probabilities it cannot
    answer yes by chance as often as it may. What it leaves is given to the others (Tarone 1990).
    """
    is_asked = np.isfinite(mean)
    mean, wander = mean[is_asked], wander[is_asked]
    limit = share / max(len(mean), 1)
    least = np.ceil(np.maximum(LEAST_RATIO * mean, mean + LEAST_EXCESS) - 1e-9)
    can = tail(least, mean, wander)
    are_telling = can > NEGLIGIBLE * limit
    left = share - float(can[~are_telling].sum())
    mean, wander, least = mean[are_telling], wander[are_telling], least[are_telling]
    for tried in np.geomspace(share, limit, TRIED):
        if float(tail(np.maximum(least, critical(tried, mean, wander)), mean, wander).sum()) <= left:
            return float(tried)
    return limit


def _since(question: Question, place: int, base: float, rate: float, *, months: NDArray[np.intp], column: int) -> int:
    """The month in which it began: back from the present one while at least half of the excess was there."""
    since = column
    middle = base + 0.5 * (rate - base)
    exposures = np.broadcast_to(question.exposures, question.counts.shape)
    for at in range(len(months) - 1, -1, -1):
        busy = float(exposures[place, at])
        if months[at] != since - 1 or busy <= 0 or question.counts[place, at] / busy < middle:
            break
        since = int(months[at])
    return since
