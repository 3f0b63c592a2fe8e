"""From scores to honest probabilities: a few shared weights, then the probability of being right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
TARGET = 0.95
NEVER_SURE = (0.001, 0.999)


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


def threshold(confidence: Floats, is_right: NDArray[np.bool_], target: float = TARGET) -> float:
    """The lowest confidence above which at least `target` of the cases were right; above 1 when there is none."""
    order = np.argsort(-confidence, kind="stable")
    precision = np.cumsum(is_right[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(precision >= target)
    return float(confidence[order[good[-1]]]) if len(good) else 1.01
