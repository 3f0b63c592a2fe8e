"""What the city is used to: who answered a topic, in this kecamatan, most recently."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]

FADING = 15.0  # a case counts a third after fifteen later ones of its topic
PRIOR, LOCAL_PRIOR = 1.5, 2.0  # cases that the city's, and the topic's, own habit is worth
OWNER = 1.0  # cases that an owner stated by the catalog is worth


@dataclass(frozen=True)
class Habits:
    """For each topic who answers; for each kecamatan who answered there lately."""

    usual: NDArray[np.float32]  # topic × target, rows sum to one
    local: dict[str, tuple[Ids, Ids, NDArray[np.float32]]]  # kecamatan → topic, target, faded count

    def voice(self, topics: Floats, parent: str) -> Floats:
        """The logarithm of each target's chance, given the chances of the topics and the kecamatan."""
        found = self.local.get(parent)
        if found is None:
            return np.log(topics @ self.usual + 1e-9)
        topic, target, count = found
        there = np.bincount(topic, count, minlength=len(topics)) + LOCAL_PRIOR
        part = topics / there
        chance = (LOCAL_PRIOR * part) @ self.usual
        chance += np.bincount(target, part[topic] * count, minlength=self.usual.shape[1])
        return np.log(chance + 1e-9)


def remembered(topics: Ids, targets: Ids, parents: list[str], owners: Ids, n_targets: int) -> Habits:
    """Habits of cases in the order of time; a topic of -1 is unknown. `owners` has a target (or -1) per topic."""
    n_topics = len(owners)
    counts = np.zeros((n_topics, n_targets))
    later = np.zeros(n_topics)
    local: dict[str, dict[tuple[int, int], float]] = defaultdict(lambda: defaultdict(float))
    for index in range(len(topics) - 1, -1, -1):
        topic, target = int(topics[index]), int(targets[index])
        if topic < 0:
            continue
        weight = float(np.exp(-later[topic] / FADING))
        later[topic] += 1
        counts[topic, target] += weight
        if parents[index]:
            local[parents[index]][topic, target] += weight
    known = np.flatnonzero(owners >= 0)
    counts[known, owners[known]] += OWNER
    everywhere = np.bincount(targets, minlength=n_targets) + 0.5
    everywhere = everywhere / everywhere.sum()
    usual = (counts + PRIOR * everywhere) / (counts.sum(axis=1, keepdims=True) + PRIOR)
    return Habits(usual.astype(np.float32), {parent: _as_arrays(cells) for parent, cells in local.items()})


def _as_arrays(cells: dict[tuple[int, int], float]) -> tuple[Ids, Ids, NDArray[np.float32]]:
    keys = sorted(cells)
    return (
        np.array([topic for topic, _ in keys], dtype=np.int64),
        np.array([target for _, target in keys], dtype=np.int64),
        np.array([cells[key] for key in keys], dtype=np.float32),
    )
