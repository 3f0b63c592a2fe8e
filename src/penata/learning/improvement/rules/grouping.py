"""Words that stand together more often than their topics and their past explain."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.stats import poisson

from .chance import Floats

FEW = 2
LIKELIEST, LEAST_LIKELY, BY_CHANCE = 1e-2, 1e-4, 0.5  # about half a pair stands together by chance
LEAST_LIFT = 1.25
SMALL_TOPIC = 20.0  # in a topic that is nothing but the new cases, nothing would stand together by surprise
HALF = 0.5
MOST_WORDS, MOST_GROUPS = 12, 25


@dataclass(frozen=True)
class Group:
    """`named`: its words, the most telling first. `telling`: those that were hardly ever said before."""

    words: frozenset[int]
    named: tuple[int, ...]
    telling: frozenset[int] = frozenset()

    def with_words_of(self, other: Group) -> Group:
        more = tuple(word for word in other.named if word not in self.words)
        return replace(
            self, words=self.words | other.words, named=(*self.named, *more), telling=self.telling | other.telling
        )


def grouped(now: csr_matrix, topic: NDArray[np.int32], usual: Floats, words: NDArray[np.intp]) -> list[Group]:
    """`now`: cases × words, the most surprising word first; `usual`: of each pair, what its past lets expect."""
    now = now.astype(np.float32)
    together = (now.T @ now).toarray()
    size = int(topic.max()) + 1
    by_topic = csr_matrix((np.ones(len(topic)), (topic, np.arange(len(topic)))), shape=(size, len(topic))) @ now
    counts = np.bincount(topic, minlength=size) + SMALL_TOPIC
    apart = (by_topic.T @ by_topic.multiply(1 / counts[:, None]).tocsr()).toarray()
    pairs = len(words) * (len(words) - 1) / 2
    unlikely = min(LIKELIEST, max(LEAST_LIKELY, BY_CHANCE / pairs))
    mean = np.maximum(np.maximum(apart, usual), 1e-3)
    is_edge = (together >= FEW) & (together >= LEAST_LIFT * mean) & (poisson.sf(together - 1, mean) < unlikely)
    is_edge &= ~np.eye(len(words), dtype=bool)
    strength = np.where(is_edge, together / np.sqrt(np.outer(np.diag(together), np.diag(together)) + 1e-9), 0.0)
    return _greedy(is_edge, strength, words)


def _greedy(is_edge: NDArray[np.bool_], strength: Floats, words: NDArray[np.intp]) -> list[Group]:
    """From the most surprising word on, whoever stands together with at least half of those who are in already."""
    free: NDArray[np.bool_] = np.array(is_edge.any(axis=1))
    found: list[Group] = []
    while free.any() and len(found) < MOST_GROUPS:
        members = [int(np.flatnonzero(free)[0])]
        free[members[0]] = False
        while len(members) < MOST_WORDS:
            near = is_edge[:, members].mean(axis=1)
            score = np.where(free & (near >= HALF), strength[:, members].sum(axis=1), 0.0)
            best = int(score.argmax())
            if score[best] <= 0:
                break
            members.append(best)
            free[best] = False
        if len(members) >= 2:
            named = tuple(int(words[at]) for at in sorted(members))
            found.append(Group(frozenset(named), named))
    return found
