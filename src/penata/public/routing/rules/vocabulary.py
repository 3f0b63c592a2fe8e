"""The words and pieces a model knows, and a single text as a short list of weighed features (numpy only)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from penata.public.routing.rules.texts import pieces_of, words_of

PLACE_WEIGHT = 0.3


@dataclass(frozen=True)
class Features:
    """Columns and values of one text, and its words, each once."""

    columns: NDArray[np.int64]
    values: NDArray[np.float32]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """Names of the columns in their order: words and pairs of words, pieces of words, places."""

    words: Sequence[str]
    pieces: Sequence[str]
    places: Sequence[str]
    rarity: NDArray[np.float32]  # of words and pieces

    @cached_property
    def word_columns(self) -> dict[str, int]:
        return {name: column for column, name in enumerate(self.words)}

    @cached_property
    def piece_columns(self) -> dict[str, int]:
        return {name: column for column, name in enumerate(self.pieces, len(self.words))}

    @cached_property
    def place_columns(self) -> dict[str, int]:
        return {name: column for column, name in enumerate(self.places, len(self.words) + len(self.pieces))}

    def features(self, text: str, places: Iterable[str] = ()) -> Features:
        """The text as sublinear TF-IDF of its words and of its pieces, each of length one, and its places."""
        words = words_of(text)
        by_word = self._weighed(self.word_columns, [*words, *pairs_of(words)])
        by_piece = self._weighed(self.piece_columns, [piece for word in words for piece in pieces_of(word)])
        at = [self.place_columns[place] for place in places if place in self.place_columns]
        by_place = np.array(at, dtype=np.int64), np.full(len(at), PLACE_WEIGHT, dtype=np.float32)
        return Features(
            np.concatenate([by_word[0], by_piece[0], by_place[0]]),
            np.concatenate([by_word[1], by_piece[1], by_place[1]]),
            tuple(dict.fromkeys(words)),
        )

    def _weighed(self, known: dict[str, int], names: Iterable[str]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        counted = Counter(known[name] for name in names if name in known)
        columns = np.fromiter(counted.keys(), dtype=np.int64, count=len(counted))
        counts = np.fromiter(counted.values(), dtype=np.float32, count=len(counted))
        values = (1.0 + np.log(counts)) * self.rarity[columns]
        length = float(np.sqrt(values @ values))
        return columns, (values / length if length else values).astype(np.float32)

    def columns_by_word(self, words: Sequence[str]) -> list[list[tuple[int, float]]]:
        """For each word its columns, and its share of each (a piece may stand in several words)."""
        found: list[list[int]] = []
        for word in words:
            own = [self.word_columns.get(word), *(self.piece_columns.get(piece) for piece in pieces_of(word))]
            found.append([column for column in own if column is not None])
        total = Counter(column for columns in found for column in columns)
        return [[(column, 1.0 / total[column]) for column in columns] for columns in found]


def pairs_of(words: Sequence[str]) -> list[str]:
    return [f"{one} {two}" for one, two in pairwise(words)]
