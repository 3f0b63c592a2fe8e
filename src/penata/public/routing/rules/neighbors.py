"""Past cases that read alike: for the officer's eye, and for finding duplicates (numpy only)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from penata.public.routing.rules.texts import words_of


@dataclass(frozen=True, slots=True)
class Neighbor:
    """A past case by its key, and how alike it reads: 1 = the same words, 0 = none shared."""

    key: Hashable
    likeness: float


class Neighbors:
    """An index of texts by their words. Words that stand in more than a fifth of many texts are not looked up."""

    def __init__(self, texts: Iterable[tuple[Hashable, str]]) -> None:
        self._keys: list[Hashable] = []
        counted: list[Counter[str]] = []
        for key, text in texts:
            self._keys.append(key)
            counted.append(Counter(words_of(text)))
        found: dict[str, list[int]] = defaultdict(list)
        for row, counts in enumerate(counted):
            for word in counts:
                found[word].append(row)
        self._rarity = {word: float(np.log((1 + len(counted)) / (1 + len(rows))) + 1.0) for word, rows in found.items()}
        vectors = [self._vector(counts) for counts in counted]
        too_common = max(200, len(counted) // 5)
        self._rows: dict[str, tuple[NDArray[np.int32], NDArray[np.float32]]] = {
            word: (
                np.array(rows, dtype=np.int32),
                np.array([vectors[row][word] for row in rows], dtype=np.float32),
            )
            for word, rows in found.items()
            if len(rows) <= too_common
        }

    def __len__(self) -> int:
        return len(self._keys)

    def similar(self, text: str, limit: int = 5, *, least: float = 0.1) -> tuple[Neighbor, ...]:
        """The past cases that read most alike, the likest first."""
        likeness = np.zeros(len(self._keys), dtype=np.float32)
        for word, value in self._vector(Counter(words_of(text))).items():
            rows = self._rows.get(word)
            if rows is not None:
                likeness[rows[0]] += value * rows[1]
        order = np.argsort(-likeness, kind="stable")[:limit].tolist()
        return tuple(
            Neighbor(self._keys[row], min(float(likeness[row]), 1.0)) for row in order if likeness[row] >= least
        )

    def _vector(self, counts: Counter[str]) -> dict[str, float]:
        unseen = float(np.log(1 + len(self._keys)) + 1.0)
        raw = {word: (1.0 + float(np.log(count))) * self._rarity.get(word, unseen) for word, count in counts.items()}
        length = sum(value * value for value in raw.values()) ** 0.5 or 1.0
        return {word: value / length for word, value in raw.items()}
