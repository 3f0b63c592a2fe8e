"""Many texts into one sparse matrix of counts; used while learning (needs scipy)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from penata.public.routing.rules.texts import pieces_of, words_of
from penata.public.routing.rules.vocabulary import pairs_of

Matrix: TypeAlias = Any  # scipy.sparse.csr_matrix, which has no types
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Counts:
    """How often each word, pair of words and piece of a word stands in each text."""

    words: Matrix  # words and pairs
    pieces: Matrix
    word_names: list[str]
    piece_names: list[str]


def counted(texts: Sequence[str]) -> Counts:
    """Count once; each block of the calibration takes its rows and its own choice of columns from here."""
    known: dict[str, int] = {}
    pairs: dict[str, int] = {}
    word_ids, pair_ids, lengths, pair_lengths = [], [], [], []
    for text in texts:
        words = words_of(text)
        word_ids += [known.setdefault(word, len(known)) for word in words]
        couples = pairs_of(words)
        pair_ids += [pairs.setdefault(couple, len(pairs)) for couple in couples]
        lengths.append(len(words))
        pair_lengths.append(len(couples))
    by_word = _from_ids(word_ids, lengths, len(known))
    by_pair = _from_ids(pair_ids, pair_lengths, len(pairs))
    pieces: dict[str, int] = {}
    piece_ids, piece_lengths = [], []
    for word in known:
        found = [pieces.setdefault(piece, len(pieces)) for piece in pieces_of(word)]
        piece_ids += found
        piece_lengths.append(len(found))
    spelling = _from_ids(piece_ids, piece_lengths, len(pieces))
    words_and_pairs = sparse.csr_matrix(sparse.hstack([by_word, by_pair], format="csr"))
    return Counts(words_and_pairs, sparse.csr_matrix(by_word @ spelling), [*known, *pairs], list(pieces))


def _from_ids(ids: list[int], lengths: list[int], width: int) -> Matrix:
    ends = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    matrix = sparse.csr_matrix((np.ones(len(ids)), np.array(ids, dtype=np.int64), ends), shape=(len(lengths), width))
    matrix.sum_duplicates()
    return matrix


@dataclass(frozen=True)
class Weighing:
    """The columns kept, and how rare each is."""

    columns: NDArray[np.int64]
    rarity: Floats

    def applied(self, counts: Matrix) -> Matrix:
        """Sublinear TF-IDF, each row of length one."""
        kept = sparse.csr_matrix(counts[:, self.columns])
        kept.data = 1.0 + np.log(kept.data)
        kept = sparse.csr_matrix(kept @ sparse.diags(self.rarity))
        lengths = _lengths(kept)
        lengths[lengths == 0] = 1.0
        return sparse.csr_matrix(sparse.diags(1.0 / lengths) @ kept)


def _lengths(matrix: Matrix) -> Floats:
    squared = matrix.copy()
    squared.data **= 2
    return np.sqrt(np.asarray(squared.sum(axis=1)).ravel())


def weighing(counts: Matrix, rows: NDArray[np.int64], fewest: int) -> Weighing:
    """Choose the columns that stand in at least `fewest` of the given rows."""
    present = np.bincount(counts[rows].indices, minlength=counts.shape[1])
    columns = np.flatnonzero(present >= fewest)
    rarity = np.log((1.0 + len(rows)) / (1.0 + present[columns])) + 1.0
    return Weighing(columns, rarity)
