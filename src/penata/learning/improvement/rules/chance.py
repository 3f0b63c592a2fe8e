"""What chance would do: how many cases to expect, and how probable as many as were seen are.

Counts are judged against their own past in proportion to an exposure (the volume of the city; for late answers the
cases whose time was over). Given the past, the count of the next month is negative binomial: a Poisson count whose
rate is uncertain because the past was short and because rates wander from month to month (over-dispersion).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import nbinom, poisson

Floats = NDArray[np.float64]

FADING = 0.88  # weight of a month against the one after it
MOST_MONTHS = 24
PRIOR = 0.5  # cases that every subject is thought to have had
CAPPED_AT = 2.5  # a past month beyond so many sigma teaches no more than that
CLEAR = 3.0  # standard errors by which a subject has to wander more than the others for half of it to be believed
SEASON_NEEDS = 12


@dataclass(frozen=True)
class Expected:
    """Per subject: how many cases, and how much wider than Poisson (relative variance)."""

    mean: Floats
    wander: Floats

    def chance_of(self, observed: Floats) -> Floats:
        """The probability of at least as many. Deflated (broken) counts are rounded down."""
        return tail(np.floor(observed + 1e-9), self.mean, self.wander)

    def at(self, place: int, factor: float = 1.0) -> Expected:
        return Expected(self.mean[place : place + 1] * factor, self.wander[place : place + 1])


def tail(observed: Floats, mean: Floats, wander: Floats) -> Floats:
    """P(X >= observed) of a negative binomial with this mean and variance mean + wander * mean²."""
    mean = np.maximum(mean, 1e-9)
    size = 1.0 / np.maximum(wander, 1e-9)
    wide = np.asarray(nbinom.sf(observed - 1, size, size / (size + mean)))
    return np.where(wander > 1e-8, wide, np.asarray(poisson.sf(observed - 1, mean)))


def critical(chance: float, mean: Floats, wander: Floats) -> Floats:
    """The fewest cases whose tail is below `chance`."""
    mean = np.maximum(mean, 1e-9)
    size = 1.0 / np.maximum(wander, 1e-9)
    wide = np.asarray(nbinom.isf(chance, size, size / (size + mean)))
    return np.where(wander > 1e-8, wide, np.asarray(poisson.isf(chance, mean))) + 1


def expected(
    past: Floats, exposure: Floats, now: Floats | float, *, age: Floats, prior: float = PRIOR, by_year: bool = True
) -> Expected:
    """What to expect of each subject (a row) at the exposure `now`, by its past months (columns, oldest first).

    `exposure` is of the months, or of each subject in each month; `now` accordingly. `age`: how many months ago each
    column was; months that are missing are no columns. `by_year`: a course of the year is looked for.
    """
    exposure = np.broadcast_to(exposure, past.shape)
    weight = FADING ** (age - age.min())
    capped = _capped(past, exposure, weight)
    season = _Season.of(capped, exposure, age, is_sought=by_year)
    seen, by = capped @ weight, (exposure * season.past) @ weight
    rate = (seen + prior) / np.maximum(by, 1e-9)
    mean = rate * now * season.now
    own = (past * weight**2).sum(axis=1)
    short = (own + prior) / (seen + prior) ** 2
    wander = _wander(capped, exposure * season.past, rate, smooth=season.is_known)
    return Expected(mean, wander + short + season.doubt)


def _capped(past: Floats, exposure: Floats, weight: Floats) -> Floats:
    """The past without the tops of its surges, which would hide the next ones."""
    capped = past.astype(float)
    for _ in range(4):
        rate = (capped @ weight) / np.maximum(exposure @ weight, 1e-9)
        mean = rate[:, None] * exposure
        spread = np.sqrt(mean + _loose(capped, mean)[:, None] * mean**2)
        capped = np.minimum(past, mean + CAPPED_AT * spread + 1)
    return capped


def _loose(past: Floats, mean: Floats) -> Floats:
    """A robust first guess of the wandering: by the middle of the squared distances, not by their mean."""
    distance = ((past - mean) ** 2 - mean) / np.maximum(mean, 0.5) ** 2
    return np.clip(np.median(distance, axis=1) / 0.45, 0.0, 0.5)


def _wander(past: Floats, exposure: Floats, rate: Floats, *, smooth: bool) -> Floats:
    """Relative variance beyond Poisson, of each subject, drawn toward that of all.

    `smooth`: against the months beside it, since the course of the year is known; else against the level.
    """
    mean = rate[:, None] * exposure
    if smooth and past.shape[1] >= 6:
        ratio = past / np.maximum(mean, 1e-9)
        off = ratio[:, 1:-1] - (ratio[:, :-2] + ratio[:, 2:]) / 2
        mean = mean[:, 1:-1]
        square, noise = off**2 * mean**2 / 1.5, mean * np.clip(ratio[:, 1:-1], 0.3, 3)
    else:
        square, noise = (past - mean) ** 2, mean
    months = mean.shape[1]
    above, below = (square - noise).sum(axis=1), (mean**2).sum(axis=1)
    telling = below > 4 * months  # at least two cases a month
    pooled = max(0.0, float(above[telling].sum() / below[telling].sum())) if telling.any() else 0.02
    middle = np.median(above[telling] / below[telling]) if telling.sum() >= 8 else pooled
    pooled = min(pooled, max(0.0, float(middle)) + 0.01)
    own = above / np.maximum(below, 1e-9)
    # its own wandering counts as far as it stands out of what chance makes of so few months
    error = np.sqrt(2 / months) * (pooled + (1.2 if smooth else 1.0) * months / np.maximum(mean.sum(axis=1), 1e-9))
    clear = np.where(telling, np.maximum(own - pooled, 0.0) / error, 0.0) ** 2
    return np.clip(pooled + clear / (clear + CLEAR**2) * (own - pooled), pooled, 1.0)


@dataclass(frozen=True)
class _Season:
    """The course of the year as a factor of each past month and of the present one; 1 where it is not known."""

    past: Floats
    now: Floats
    doubt: Floats
    is_known: bool

    @classmethod
    def of(cls, past: Floats, exposure: Floats, age: Floats, *, is_sought: bool) -> _Season:
        count = len(past)
        if not is_sought or age.max() < SEASON_NEEDS or past.shape[1] < SEASON_NEEDS - 2:
            return cls(np.ones_like(past), np.ones(count), np.zeros(count), is_known=False)
        year = (age >= 1) & (age <= 12)
        rate = (past[:, year].sum(axis=1) + PRIOR) / np.maximum(exposure[:, year].sum(axis=1), 1e-9)
        mean = rate[:, None] * exposure
        factors, doubts, strength = [], [], _strength(past, mean)
        for ago in (*age, 0.0):
            near = np.array([_nearness(ago, other) for other in age])
            part, whole = past @ near, mean @ near
            own = (past @ near**2 + PRIOR) / np.maximum(whole, 1e-9) ** 2
            share = strength / (strength + own)
            factors.append(np.where(whole > 0, 1 + share * (part / np.maximum(whole, 1e-9) - 1), 1.0))
            doubts.append(np.where(whole > 0, share * own, strength))
        past_factors = np.clip(np.stack(factors[:-1], axis=1), 0.2, 5)
        return cls(past_factors, np.clip(factors[-1], 0.2, 5), doubts[-1], is_known=True)


def _nearness(ago: float, other: float) -> float:
    """How much a month says of the season of another one: the same month of a year before, and those beside it."""
    if other < 7 and ago == 0:
        return 0.0  # the last months are the level, not last year's season
    apart = abs((ago - other + 6) % 12 - 6)
    return {0: 1.0, 1: 0.5}.get(int(apart), 0.0)


def _strength(past: Floats, mean: Floats) -> Floats:
    """How much each subject follows the year (variance of its factor), beyond what chance looks like."""
    ratio = past / np.maximum(mean, 1e-9) - 1
    smooth = (ratio[:, :-2] + 2 * ratio[:, 1:-1] + ratio[:, 2:]) / 4
    noise = 0.375 * (1 / np.maximum(mean[:, 1:-1], 0.2)).mean(axis=1)
    found = (smooth**2).mean(axis=1) - noise
    sure = found / np.maximum(noise, 1e-9) > 1.5  # else it is not told apart from chance
    return np.where(sure, np.clip(found, 0.0, 0.5), 1e-6)


def volume(counts: Floats) -> Floats:
    """How busy the city was each month (columns), whatever single subjects (rows) did: their common rise and fall."""
    total = counts.sum(axis=0)
    kept = counts[counts.sum(axis=1) > 0]
    if len(kept) < 4:
        return total
    share = kept.sum(axis=1) / max(total.sum(), 1e-9)
    for _ in range(3):
        factor = _common(kept, share, total)
        usual = share[:, None] * factor
        odd = np.abs(kept - usual) / np.sqrt(usual + 0.02 * usual**2 + 1)
        calm = np.where(odd < 4, 1.0, 0.0)
        share = ((kept * calm).sum(axis=1) + 0.1) / np.maximum((factor * calm).sum(axis=1), 1e-9)
        share = share / share.sum()
        factor = (kept * calm).sum(axis=0) / np.maximum((share[:, None] * calm).sum(axis=0), 1e-9)
        total = np.where(factor > 0, factor, total)
    return total


def _common(counts: Floats, share: Floats, total: Floats) -> Floats:
    """Of each month the weighted middle of what its subjects say, starting point of the search."""
    found = []
    for column, whole in zip(counts.T, total, strict=True):
        ratio = column / np.maximum(share, 1e-12)
        order = np.argsort(ratio)
        reached = np.cumsum(share[order])
        middle = ratio[order][int(np.searchsorted(reached, reached[-1] / 2))]
        found.append(middle if middle > 0 and whole > 60 else whole)
    return np.array(found)
