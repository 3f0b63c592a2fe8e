"""Whether a measure had an effect: difference in differences, its interval by bootstrap over weeks. Pure, seeded.

What is measured is how much more the treated subject changed than those it is compared with. Weeks are drawn in
blocks of neighbours, the same for all subjects, so that a rainy week stays a rainy week for all; how far the subjects
that were compared drift apart from each other without any measure widens the interval, so that a subject's own ups
and downs are no effect. `docs/improvement.md` has the simulations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

import numpy as np
from scipy import stats

from .metrics import Member, Metric, Numbers, as_people_say, change_as_people_say, sizes, values

DRAWS = 1_000
BLOCK = 2  # weeks
CONFIDENCE = 0.95
LEAST_WEEKS = 6  # before and after
LEAST_CASES = 30  # of each side, before and after
FEWEST_MEMBERS = 2
UNLIKE = 0.02  # comparisons that are fit are called unfit so often


class Verdict(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    NONE = "none"  # no effect can be seen: an answer like the others
    UNFIT = "unfit"  # both went different ways before the measure
    FEW = "few"  # too little to say anything


@dataclass(frozen=True, slots=True)
class Measured:
    """Values as people read them; `difference`, `low`, `high` too (REPORTS: a share of what would have been)."""

    verdict: Verdict
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    treated: tuple[float | None, float | None] = (None, None)  # before, after
    compared: tuple[float | None, float | None] = (None, None)
    counts: tuple[int, int, int, int] = (0, 0, 0, 0)  # treated before, after; compared before, after
    trend: float | None = None  # of the difference in a week, before the measure
    trend_chance: float | None = None  # how likely such a trend is where there is none


def measure(
    metric: Metric, treated: Member, compared: Sequence[Member], *, before: int, seed: int = 0, draws: int = DRAWS
) -> Measured:
    """The effect. The first `before` weeks of each member lie before the measure, the others after it."""
    pooled = _pooled(compared, treated)
    after = len(treated.cells) - before
    cuts = (treated.cells[:before], treated.cells[before:], pooled[:before], pooled[before:])
    behind = tuple(int(sizes(metric, cut).sum()) for cut in cuts)
    counts = (behind[0], behind[1], behind[2], behind[3])
    if min(before, after) < LEAST_WEEKS or min(counts) < LEAST_CASES or len(compared) < FEWEST_MEMBERS:
        return Measured(Verdict.FEW, counts=counts)
    spans = (before, after, before, after)
    levels = [float(values(metric, cut.sum(axis=0), span)) for cut, span in zip(cuts, spans, strict=True)]
    drawn = _draws(before, after, seed=seed, draws=draws)
    own = _changes(metric, treated.cells, drawn, before) - _changes(metric, pooled, drawn, before)
    difference = (levels[1] - levels[0]) - (levels[3] - levels[2])
    spread = float(np.nanvar(own)) * _small(before, after)
    drift, members = _drift(metric, compared, drawn, before)
    half = _half(spread, drift, before + after, members)
    slope, chance = trend_before(metric, treated.cells[:before], pooled[:before])
    verdict = _verdict(metric, difference, half, chance)
    said = [as_people_say(metric, level) for level in levels]
    if metric is Metric.REPORTS:  # of one of them, as of the treated one
        said[2:] = [level / len(compared) for level in said[2:]]
    low, middle, high = (change_as_people_say(metric, difference + shift) for shift in (-half, 0.0, half))
    return Measured(verdict, middle, low, high, (said[0], said[1]), (said[2], said[3]), counts, slope, chance)


def _verdict(metric: Metric, difference: float, half: float, chance: float | None) -> Verdict:
    if not np.isfinite(half) or not np.isfinite(difference):
        return Verdict.FEW
    if chance is not None and chance < UNLIKE:
        return Verdict.UNFIT
    if abs(difference) <= half:
        return Verdict.NONE
    return Verdict.BETTER if (difference < 0) == metric.is_better_lower else Verdict.WORSE


def _pooled(compared: Sequence[Member], treated: Member) -> Numbers:
    return sum((one.cells for one in compared), start=np.zeros_like(treated.cells))


def _draws(before: int, after: int, *, seed: int, draws: int) -> tuple[Numbers, Numbers]:
    """How often each week was drawn: a row a draw, for the weeks before and after."""
    chance = np.random.default_rng(seed)
    return _drawn(before, chance, draws), _drawn(after, chance, draws)


def _drawn(weeks: int, chance: np.random.Generator, draws: int) -> Numbers:
    """Blocks of neighbouring weeks, around the end, cut to as many weeks as there were."""
    blocks = -(-weeks // BLOCK)
    first = chance.integers(0, weeks, size=(draws, blocks, 1))
    places = ((first + np.arange(BLOCK)) % weeks).reshape(draws, -1)[:, :weeks]
    flat = (places + np.arange(draws)[:, None] * weeks).ravel()
    return np.bincount(flat, minlength=draws * weeks).reshape(draws, weeks).astype(np.float64)


def _changes(metric: Metric, cells: Numbers, drawn: tuple[Numbers, Numbers], before: int) -> Numbers:
    """After less before, for each draw."""
    earlier, later = drawn
    then, now = earlier @ cells[:before], later @ cells[before:]
    return values(metric, now, len(cells) - before) - values(metric, then, before)


def _small(before: int, after: int) -> float:
    """What drawing a few blocks from themselves makes too narrow."""
    weeks = min(before, after)
    return weeks / (weeks - BLOCK)


def _drift(
    metric: Metric, compared: Sequence[Member], drawn: tuple[Numbers, Numbers], before: int
) -> tuple[float, int]:
    """The variance that subjects have of their own between before and after, beyond their weeks; and of how many.

    Each of those compared is held beside the others as if the measure had been there.
    """
    if len(compared) < 3:
        return 0.0, 0
    weeks = len(compared[0].cells)
    weight = np.array([sizes(metric, one.cells).sum() for one in compared])
    after, found = weeks - before, []
    for place, one in enumerate(compared):
        others = [other for n, other in enumerate(compared) if n != place]
        rest = _pooled(others, one)
        draws = _changes(metric, one.cells, drawn, before) - _changes(metric, rest, drawn, before)
        seen = _change(metric, one.cells, before, after) - _change(metric, rest, before, after)
        left = weight[np.arange(len(weight)) != place]
        parts = left / max(1.0, left.sum())
        own = (seen**2 - float(np.nanvar(draws)) * _small(before, after)) / (1 + float((parts**2).sum()))
        if np.isfinite(own):
            found.append(own)
    if len(found) < 3:
        return 0.0, 0
    shares = weight / max(1.0, weight.sum())
    return max(0.0, float(np.mean(found))) * (1 + float((shares**2).sum())), len(found)


def _change(metric: Metric, cells: Numbers, before: int, after: int) -> float:
    now, then = values(metric, cells[before:].sum(axis=0), after), values(metric, cells[:before].sum(axis=0), before)
    return float(now - then)


def _half(spread: float, drift: float, weeks: int, members: int) -> float:
    """Half the interval: both variances, with Student's tails for as many blocks and members as there were."""
    whole = spread + drift
    if not whole > 0:
        return float("nan")
    freedom = spread**2 / max(1, weeks / BLOCK - 2) + (drift**2 / (members - 1) if members > 1 else 0.0)
    return float(stats.t.ppf((1 + CONFIDENCE) / 2, whole**2 / freedom)) * sqrt(whole)


def trend_before(metric: Metric, treated: Numbers, pooled: Numbers) -> tuple[float | None, float | None]:
    """By how much the difference of both changed a week before the measure, and how likely that is by chance."""
    apart = values(metric, treated, 1) - values(metric, pooled, 1)
    behind = np.minimum(sizes(metric, treated), sizes(metric, pooled))
    known = np.isfinite(apart) & (behind > 0)
    if known.sum() < LEAST_WEEKS:
        return None, None
    weeks, root = np.flatnonzero(known).astype(np.float64), np.sqrt(behind[known])
    design = np.column_stack((np.ones_like(weeks), weeks)) * root[:, None]
    found, *_rest = np.linalg.lstsq(design, apart[known] * root, rcond=None)
    left = apart[known] * root - design @ found
    variance = float(left @ left) / (len(weeks) - 2)
    error = sqrt(variance * float(np.linalg.inv(design.T @ design)[1, 1]))
    if not error > 0:
        return float(found[1]), None
    return float(found[1]), float(2 * stats.t.sf(abs(found[1] / error), len(weeks) - 2))
