"""From scores to honest probabilities: a few shared weights, then the probability of being right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
TARGET = 0.95
MARGIN = 0.005  # aimed at above the target: the months to come are a little unlike those measured
NEVER_SURE = (0.001, 0.999)
FEWEST_NEW = 500  # left-out cases of the newer half; what comes next is liker to them
DOUBT = 20.0  # cases before a body's own record is half believed


def softmax(scores: Floats) -> Floats:
    """Along the last axis."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True)


def shared_weights(voices: Floats, right: NDArray[np.int64], *, ridge: float = 1.0, rounds: int = 30) -> Floats:
    """The weight of each voice (case × body × voice) that makes the right bodies most likely.

    With one voice this is the temperature of a softmax. Newton's method; the problem is convex.
    """
    cases, _, kinds = voices.shape
    weights = np.ones(kinds)
    own = voices[np.arange(cases), right]
    for _ in range(rounds):
        chance = softmax(voices @ weights)
        mean = np.einsum("nk,nkv->nv", chance, voices)
        gradient = (own - mean).sum(axis=0) - ridge * weights
        spread = voices - mean[:, None, :]
        curvature = np.einsum("nk,nkv,nkw->vw", chance, spread, spread) + ridge * np.eye(kinds)
        step = np.linalg.solve(curvature, gradient)
        weights = weights + step / max(1.0, float(np.abs(step).max()))
        if float(np.abs(step).max()) < 1e-4:
            break
    return weights


@dataclass(frozen=True)
class Curve:
    """A rising curve through points: what a raw probability is worth. Without points it says what it is told."""

    raw: Floats
    real: Floats

    def __call__(self, value: float) -> float:
        return float(np.interp(value, self.raw, self.real)) if len(self.raw) else value

    def many(self, values: Floats) -> Floats:
        return np.interp(values, self.raw, self.real) if len(self.raw) else values


PLAIN = Curve(np.zeros(0), np.zeros(0))


def isotonic(raw: Floats, is_right: NDArray[np.bool_]) -> Curve:
    """The nearest rising curve to what was right, pooled from neighbors; between the pools it is a line."""
    order = np.argsort(raw, kind="stable")
    pools: list[tuple[float, float, float]] = []  # sum of raw, sum of right, count
    for value, right in zip(raw[order].tolist(), is_right[order].astype(float).tolist(), strict=True):
        pool = (value, right, 1.0)
        while pools and pools[-1][1] * pool[2] >= pool[1] * pools[-1][2]:
            last = pools.pop()
            pool = (last[0] + pool[0], last[1] + pool[1], last[2] + pool[2])
        pools.append(pool)
    if not pools:
        return PLAIN
    real = np.array([right / count for _, right, count in pools])
    return Curve(np.array([total / count for total, _, count in pools]), np.clip(real, *NEVER_SURE))


@dataclass(frozen=True)
class Belief:
    """What a raw probability is worth for a target: some bodies are right more often than their words promise."""

    slope: float
    leanings: Floats  # for each target; none where nothing could be measured
    curve: Curve

    def __call__(self, raw: float, target: int) -> float:
        return self.curve(float(self._leaned(np.array([raw]), np.array([target]))[0]))

    def many(self, raw: Floats, targets: NDArray[np.int64]) -> Floats:
        return self.curve.many(self._leaned(raw, targets))

    def _leaned(self, raw: Floats, targets: NDArray[np.int64]) -> Floats:
        return _sigmoid(self.slope * _logit(raw) + self.leanings[targets]) if len(self.leanings) else raw


UNMEASURED = Belief(1.0, np.zeros(0), PLAIN)


def believed(
    raw: Floats, is_right: NDArray[np.bool_], targets: NDArray[np.int64], blocks: NDArray[np.int64], n_targets: int
) -> Belief:
    """Fit on the newer half of the left-out cases; what a target is worth is always told by other blocks."""
    is_new = blocks >= (blocks.max() + 1) // 2
    if is_new.sum() < FEWEST_NEW:
        return Belief(1.0, np.zeros(0), isotonic(raw, is_right))
    worth = np.zeros(len(raw))
    for block in np.unique(blocks):
        rest = blocks != block
        worth[~rest] = _worth(raw[rest], is_right[rest], targets[rest], n_targets)[targets[~rest]]
    inputs = np.column_stack([_logit(raw), worth, np.ones(len(raw))])
    weights = _logistic(inputs[is_new], is_right[is_new])
    leanings = weights[1] * _worth(raw, is_right, targets, n_targets) + weights[2]
    curve = isotonic(_sigmoid(inputs[is_new] @ weights), is_right[is_new])
    return Belief(float(weights[0]), leanings, curve)


def _worth(raw: Floats, is_right: NDArray[np.bool_], targets: NDArray[np.int64], n_targets: int) -> Floats:
    """How much more often than expected each target was right, held near zero while its cases are few."""
    surplus = np.bincount(targets, is_right - isotonic(raw, is_right).many(raw), minlength=n_targets)
    return surplus / (np.bincount(targets, minlength=n_targets) + DOUBT)


def _logistic(inputs: Floats, is_right: NDArray[np.bool_], *, ridge: float = 0.001, rounds: int = 25) -> Floats:
    weights = np.zeros(inputs.shape[1])
    for _ in range(rounds):
        chance = _sigmoid(inputs @ weights)
        curvature = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + ridge * np.eye(len(weights))
        weights = weights + np.linalg.solve(curvature, inputs.T @ (is_right - chance) - ridge * weights)
    return weights


def _sigmoid(values: Floats) -> Floats:
    return 1.0 / (1.0 + np.exp(-np.clip(values, -30.0, 30.0)))


def _logit(chance: Floats) -> Floats:
    return np.log(chance + 1e-6) - np.log(1.0 - chance + 1e-6)


def threshold(confidence: Floats, is_right: NDArray[np.bool_], target: float = TARGET + MARGIN) -> float:
    """The lowest confidence above which at least `target` of the cases were right; above 1 when there is none."""
    order = np.argsort(-confidence, kind="stable")
    precision = np.cumsum(is_right[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(precision >= target)
    return float(confidence[order[good[-1]]]) if len(good) else 1.01
