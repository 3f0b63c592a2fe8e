"""A city without history: each topic or service is one document (BM25 and pieces of words, numpy only)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from penata.public.routing.rules.facts import Proposal, Topic, Word
from penata.public.routing.rules.places import NOWHERE, OWN, Places
from penata.public.routing.rules.texts import pieces_of, words_of

Floats = NDArray[np.float64]
_SATURATION, _LENGTH = 1.2, 0.75  # BM25's k1 and b
_SHARPNESS = 1.0  # of the softmax over topics; only orders and shades, never decides


class Catalog:
    """Proposes bodies from the words of the topics that they own. It never decides: there is nothing to calibrate on.

    A list of topics with an owner each is the asset; names of bodies alone are worse than guessing.
    """

    may_decide = False
    threshold = 1.01
    labels = 0

    def __init__(self, topics: Sequence[Topic], places: Places = NOWHERE) -> None:
        self._topics = tuple(topics)
        self._places = places
        words = [Counter(words_of(f"{topic.name} {topic.words}")) for topic in topics]
        self._words = _bm25(words)
        self._pieces = _tfidf([_pieces(counts) for counts in words])

    def propose(
        self,
        text: str,
        area: str | None = None,
        parent_area: str | None = None,
        limit: int = 3,
        *,
        explain: bool = True,
    ) -> tuple[Proposal, ...]:
        """The bodies whose topics read most like the text; none when no word is known."""
        counts = Counter(words_of(text))
        by_word = _summed(self._words, counts, len(self._topics))
        pieces = _pieces(counts)
        by_piece = _summed(self._pieces, pieces, len(self._topics))
        if not by_piece.any():
            return ()
        scores = _standard(by_word) + _standard(by_piece)
        place, parent = self._places.located(area, parent_area, text)
        best: dict[str, int] = {}
        for index in np.argsort(-scores, kind="stable").tolist():
            unit = self._places.unit_of(self._places.target_of(self._topics[index].unit), place, parent)
            if unit is not None:
                best.setdefault(unit, index)
        chances = np.exp(_SHARPNESS * (scores[list(best.values())] - scores.max()))
        chances /= chances.sum() + 1.0
        return tuple(
            Proposal(
                unit,
                float(chance),
                self._shared(counts, index) if explain else (),
                is_territorial=self._places.target_of(self._topics[index].unit).startswith(OWN),
            )
            for (unit, index), chance in list(zip(best.items(), chances.tolist(), strict=True))[:limit]
        )

    def is_sure(self, proposals: Sequence[Proposal], area: str | None, text: str = "") -> bool:
        return False

    def _shared(self, counts: Counter[str], topic: int) -> tuple[Word, ...]:
        """The words of the text that the topic has too, wholly or in pieces."""
        told = []
        for word in counts:
            own = _summed(self._words, Counter([word]), len(self._topics))[topic]
            parts = _summed(self._pieces, _pieces(Counter([word])), len(self._topics))[topic]
            told.append(Word(word, float(own + parts)))
        return tuple(sorted((word for word in told if word.weight > 0), key=lambda word: -word.weight)[:6])


_Index = dict[str, tuple[NDArray[np.int64], Floats]]


def _pieces(words: Counter[str]) -> Counter[str]:
    return Counter({piece: 1 for word in words for piece in pieces_of(word)})


def _bm25(documents: Sequence[Counter[str]]) -> _Index:
    lengths = [counts.total() for counts in documents]
    mean = sum(lengths) / max(len(lengths), 1) or 1.0
    rows: dict[str, list[tuple[int, float]]] = {}
    for row, counts in enumerate(documents):
        for word, count in counts.items():
            damped = count + _SATURATION * (1 - _LENGTH + _LENGTH * lengths[row] / mean)
            rows.setdefault(word, []).append((row, count * (_SATURATION + 1) / damped))
    total = len(documents)
    return _arrays(rows, {word: math.log(1 + (total - len(at) + 0.5) / (len(at) + 0.5)) for word, at in rows.items()})


def _tfidf(documents: Sequence[Counter[str]]) -> _Index:
    present = Counter(piece for counts in documents for piece in counts)
    rarity = {piece: math.log((1 + len(documents)) / (1 + count)) + 1.0 for piece, count in present.items()}
    rows: dict[str, list[tuple[int, float]]] = {}
    for row, counts in enumerate(documents):
        length = math.sqrt(sum(rarity[piece] ** 2 for piece in counts)) or 1.0
        for piece in counts:
            rows.setdefault(piece, []).append((row, rarity[piece] / length))
    return _arrays(rows, rarity)


def _arrays(rows: dict[str, list[tuple[int, float]]], rarity: dict[str, float]) -> _Index:
    return {
        name: (
            np.array([row for row, _ in cells], dtype=np.int64),
            np.array([value for _, value in cells]) * rarity[name],
        )
        for name, cells in rows.items()
    }


def _summed(index: _Index, names: Counter[str], size: int) -> Floats:
    scores = np.zeros(size)
    for name in names:
        if name in index:
            rows, values = index[name]
            scores[rows] += values
    return scores


def _standard(scores: Floats) -> Floats:
    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread else scores * 0.0
