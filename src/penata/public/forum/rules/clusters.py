"""Principal axes, k-means and the silhouette, for points on a plane; pure.

Written out with NumPy: loading a library for it took a worker longer than the work (docs/opinions.md). Everything is
the same each time: chance comes from a fixed seed, and a sample is of evenly spaced rows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Labels = NDArray[np.int64]

STARTS, ROUNDS = 20, 100
SAMPLE = 2_000  # points on which the starts are tried, and of which each is compared with each
EXACT = 1_000  # of a larger table the first axes are found step by step
EXTRA, STEPS = 8, 20  # axes carried along so that the first ones settle sooner


def axes_of(table: Numbers, count: int) -> Numbers:
    """The rows on the axes along which they differ most, as far as the table has so many; no more than that."""
    centered = table - table.mean(axis=0)
    rows, columns = centered.shape
    if min(rows, columns) > EXACT:
        ways = _ways(centered, count)
    elif columns <= rows:
        ways = np.linalg.eigh(centered.T @ centered)[1][:, ::-1][:, :count]
    else:
        values, sides = np.linalg.eigh(centered @ centered.T)
        lengths = np.sqrt(np.maximum(values[::-1][:count], 1e-30))
        ways = centered.T @ sides[:, ::-1][:, :count] / lengths
    return centered @ (ways * _signs(ways))


def _ways(centered: Numbers, count: int) -> Numbers:
    """The first axes of a large table, by going over it again and again."""
    chance = np.random.default_rng(0)
    ways = np.linalg.qr(chance.standard_normal((centered.shape[1], count + EXTRA)))[0]
    before = np.zeros(count)
    for _step in range(STEPS):
        ways, lengths, _sides = np.linalg.svd(centered.T @ (centered @ ways), full_matrices=False)
        if np.allclose(lengths[:count], before, rtol=1e-9):
            break
        before = lengths[:count]
    first: Numbers = ways[:, :count]
    return first


def _signs(ways: Numbers) -> Numbers:
    """An axis has no direction of its own: its largest part is positive."""
    largest = ways[np.abs(ways).argmax(axis=0), np.arange(ways.shape[1])]
    return np.where(largest < 0, -1.0, 1.0)


def divided(places: Numbers, count: int) -> Labels:
    """K-means: places that are at least as many different ones as groups, each to the nearest of as many middles.

    The starts are tried on a sample, the best one goes on with all.
    """
    some = sample_of(places)
    if len(np.unique(some, axis=0)) < count:
        some = places
    middles = _best(some, _starts(some, count))
    labels = _nearest(places, middles)
    for _round in range(ROUNDS if len(some) < len(places) else 0):
        middles = _middles(places, labels, count)
        nearer = _nearest(places, middles)
        if (nearer == labels).all() or np.bincount(nearer, minlength=count).min() == 0:
            break
        labels = nearer
    return labels


def sample_of(places: Numbers) -> Numbers:
    """All of them, or as many, evenly spaced, as can be compared each with each."""
    if len(places) <= SAMPLE:
        return places
    some: Numbers = places[np.linspace(0, len(places) - 1, SAMPLE).astype(np.int64)]
    return some


def _starts(places: Numbers, count: int) -> Numbers:
    """starts × groups × axes: middles far from each other (k-means++), all different."""
    chance = np.random.default_rng(0)
    chosen = [places[chance.integers(len(places), size=STARTS)]]
    far = ((places[None] - chosen[0][:, None]) ** 2).sum(axis=2)
    for _more in range(count - 1):
        edges = far.cumsum(axis=1)
        drawn = chance.random(STARTS) * edges[:, -1]
        at = np.minimum((edges <= drawn[:, None]).sum(axis=1), len(places) - 1)
        at = np.where(far[np.arange(STARTS), at] > 0, at, far.argmax(axis=1))
        chosen.append(places[at])
        far = np.minimum(far, ((places[None] - chosen[-1][:, None]) ** 2).sum(axis=2))
    return np.stack(chosen, axis=1)


def _best(places: Numbers, starts: Numbers) -> Numbers:
    """The middles of the start that ends nearest to the places, each of its groups with someone in it."""
    best, least = starts[0], np.inf
    for start in starts:
        middles, labels = start, _nearest(places, start)
        for _round in range(ROUNDS):
            moved = _middles(places, labels, len(start))
            nearer = _nearest(places, moved)
            if np.bincount(nearer, minlength=len(start)).min() == 0:
                break
            middles, same, labels = moved, (nearer == labels).all(), nearer
            if same:
                break
        spread = float(((places - middles[labels]) ** 2).sum())
        if spread < least - 1e-12:
            best, least = middles, spread
    return best


def _nearest(places: Numbers, middles: Numbers) -> Labels:
    distances = (middles**2).sum(axis=1) - 2 * places @ middles.T
    nearest: Labels = distances.argmin(axis=1).astype(np.int64)
    return nearest


def _middles(places: Numbers, labels: Labels, count: int) -> Numbers:
    sizes = np.bincount(labels, minlength=count)
    sums = np.stack([np.bincount(labels, axis, minlength=count) for axis in places.T], axis=1)
    middles: Numbers = sums / np.maximum(sizes, 1)[:, None]
    return middles


class Clearness:
    """How clearly groups are divided: the silhouette, -1 to 1; the distances are worked out once for all divisions."""

    def __init__(self, places: Numbers) -> None:
        self._rows = np.arange(len(places))
        if len(places) > SAMPLE:
            self._rows = np.linspace(0, len(places) - 1, SAMPLE).astype(np.int64)
        some = places[self._rows]
        squares = (some**2).sum(axis=1)
        self._distances = np.sqrt(np.maximum(squares[:, None] + squares - 2 * some @ some.T, 0))

    def of(self, labels: Labels) -> float:
        """0 for everyone who is alone in his group; 0 altogether when there is one group only."""
        _names, mine = np.unique(labels[self._rows], return_inverse=True)
        sizes = np.bincount(mine)
        if len(sizes) < 2:
            return 0.0
        member = np.eye(len(sizes))[mine]
        sums = self._distances @ member
        rows = np.arange(len(mine))
        inside = sums[rows, mine] / np.maximum(sizes[mine] - 1, 1)
        means = sums / sizes
        means[rows, mine] = np.inf
        outside = means.min(axis=1)
        larger = np.maximum(inside, outside)
        clear = np.where((sizes[mine] > 1) & (larger > 0), (outside - inside) / np.where(larger > 0, larger, 1), 0)
        return float(clear.mean())
