"""Groups of opinion: who votes alike on short statements, what sets the groups apart, and what all of them share.

The way of Polis (docs/opinions.md), with two differences: the same votes give the same groups in whatever order they
came, and who voted little stands nearer to the middle instead of further out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from penata.foundation.refusals import Refused

Numbers = NDArray[np.float64]
Labels = NDArray[np.int64]

LEAST_VOTES = 7  # fewer say too little about a participant; fewer statements than that: all of them
MOST_GROUPS = 5  # more cannot be told apart by people who read about them
LEAST_IN_GROUP = 3
AXES = 2  # also those of the picture
SPREAD = 0.125  # 0.5: as Polis spreads those who voted little; 0: not at all
STARTS, ROUNDS = 20, 50
MOST_COMPARED = 2_000  # a silhouette compares each with each


class Vote(IntEnum):
    DISAGREE = -1
    PASS = 0
    AGREE = 1


@dataclass(frozen=True, slots=True)
class Votes:
    """A row a participant, a column a statement, both by number; nan where somebody did not vote."""

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    marks: Numbers


@dataclass(frozen=True, slots=True)
class Groups:
    """`labels`: the group of each participant, the largest is 0; -1 for who voted too little.

    `places`: participants × two axes, for the picture. `explained`: the share of the variance of the votes of those
    who are in groups that the groups explain, 0 to 1.
    """

    votes: Votes
    count: int
    labels: Labels
    places: Numbers
    explained: float

    @property
    def sizes(self) -> list[int]:
        return [int((self.labels == group).sum()) for group in range(self.count)]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a group stands to a statement: votes, and those that agree and disagree."""

    votes: int
    agree: int
    disagree: int

    @property
    def likely_agree(self) -> float:
        """The probability that one more of the group agrees (rule of succession)."""
        return (self.agree + 1) / (self.votes + 2)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What became of a statement. `consensus`: the product over groups of the probability to agree, 0 to 1.

    `apart`: the largest difference between two groups in that probability.
    """

    statement: str
    groups: tuple[Standing, ...]
    consensus: float | None
    apart: float


def votes_of(last: Mapping[tuple[str, str], Vote], silent: Iterable[str] = ()) -> Votes:
    """(participant, statement) → vote, as a table; the order in which they came leaves no trace.

    `silent`: participants none of whose votes are there.
    """
    participants = sorted({one for one, _statement in last} | set(silent), key=_by_number)
    statements = sorted({statement for _one, statement in last}, key=_by_number)
    rows = {name: place for place, name in enumerate(participants)}
    columns = {name: place for place, name in enumerate(statements)}
    marks = np.full((len(rows), len(columns)), np.nan)
    for (one, statement), vote in last.items():
        marks[rows[one], columns[statement]] = vote
    return Votes(tuple(participants), tuple(statements), marks)


def groups_of(votes: Votes, count: int | None = None) -> Groups:
    """Find the groups, two to five or as many as asked; one where all voted alike, none where all voted too little.

    Raises Refused when more are asked for than there are different participants.
    """
    has_voted = (~np.isnan(votes.marks)).sum(axis=1)
    is_in = has_voted >= min(LEAST_VOTES, len(votes.statements))
    labels = np.full(len(votes.participants), -1, dtype=np.int64)
    places = np.zeros((len(votes.participants), AXES))
    marks = votes.marks[is_in]
    if not len(marks):
        if count:
            raise Refused("forum.too_many_groups", asked=count, most=0)
        return Groups(votes, 0, labels, places, 0.0)
    with _one_core():
        places[is_in] = _places(marks)
        found = _found(marks, places[is_in], count)
    labels[is_in] = found
    return Groups(votes, int(found.max()) + 1, labels, places, explained(marks, found))


@contextmanager
def _one_core() -> Iterator[None]:
    """Threads of so small a work wait for each other more than they work."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        yield


def opinions_of(groups: Groups) -> list[Opinion]:
    """Each statement, with how each group stands to it; those who are in no group are not counted."""
    marks = groups.votes.marks
    tables = [marks[groups.labels == group] for group in range(groups.count)]
    cast = [(~np.isnan(table)).sum(axis=0) for table in tables]
    agree = [(table == Vote.AGREE).sum(axis=0) for table in tables]
    disagree = [(table == Vote.DISAGREE).sum(axis=0) for table in tables]
    said = []
    for place, statement in enumerate(groups.votes.statements):
        standings = tuple(
            Standing(int(cast[g][place]), int(agree[g][place]), int(disagree[g][place])) for g in range(groups.count)
        )
        chances = [one.likely_agree for one in standings]
        consensus = float(np.prod(chances)) if chances else None
        said.append(Opinion(statement, standings, consensus, max(chances) - min(chances) if chances else 0.0))
    return said


def explained(marks: Numbers, labels: Labels) -> float:
    """The share of the variance of the votes that were cast which the groups explain, 0 to 1."""
    whole = _scatter(marks)
    parts = sum(_scatter(marks[labels == group]) for group in np.unique(labels))
    return float(1 - parts / whole) if whole else 0.0


def _scatter(marks: Numbers) -> float:
    """The sum of squares of the votes around the mean of their statement."""
    return float(np.nansum((marks - _means(marks)) ** 2))


def _means(marks: Numbers) -> Numbers:
    """The mean vote of each statement; 0 for one that nobody voted on."""
    cast = (~np.isnan(marks)).sum(axis=0)
    means: Numbers = np.nansum(marks, axis=0) / np.maximum(cast, 1)
    return means


def _places(marks: Numbers) -> Numbers:
    """Participants on the two axes that tell them apart best; a vote that was not cast counts as the mean."""
    from sklearn.decomposition import PCA

    filled = np.where(np.isnan(marks), _means(marks), marks)
    axes = min(AXES, *filled.shape)
    cast = (~np.isnan(marks)).sum(axis=1)
    places = np.zeros((len(marks), AXES))
    if np.ptp(filled, axis=0).any():
        places[:, :axes] = PCA(axes, random_state=0).fit_transform(filled)
    spread: Numbers = places * ((filled.shape[1] / np.maximum(cast, 1)) ** SPREAD)[:, None]
    return spread


def _found(marks: Numbers, places: Numbers, count: int | None) -> Labels:
    different = len(np.unique(places.round(9), axis=0))
    if count is not None:
        if not 1 <= count <= different:
            raise Refused("forum.too_many_groups", asked=count, most=different)
        return _ordered(_settled(marks, _divided(places, count), count))
    best, labels = 0.0, np.zeros(len(places), dtype=np.int64)
    for tried in range(2, min(MOST_GROUPS, different, len(places) - 1) + 1):
        divided = _divided(places, tried)
        clear = _silhouette(places, divided)
        if clear > best and np.bincount(divided).min() >= LEAST_IN_GROUP:
            best, labels = clear, _settled(marks, divided, tried)
    return _ordered(labels)


def _divided(places: Numbers, count: int) -> Labels:
    from sklearn.cluster import KMeans

    divided: Labels = KMeans(count, n_init=STARTS, random_state=0).fit(places).labels_.astype(np.int64)
    return divided


def _silhouette(places: Numbers, labels: Labels) -> float:
    from sklearn.metrics import silhouette_score

    size = MOST_COMPARED if len(places) > MOST_COMPARED else None
    return float(silhouette_score(places, labels, sample_size=size, random_state=0))


def _settled(marks: Numbers, labels: Labels, count: int) -> Labels:
    """Two axes are enough to tell two groups apart. With more, each participant goes where his votes agree best."""
    if count <= AXES:
        return labels
    has, votes = ~np.isnan(marks), np.nan_to_num(marks)
    for _round in range(ROUNDS):
        means = np.array([_means(marks[labels == group]) for group in range(count)])
        distances = np.array([(((votes - mean) ** 2) * has).sum(axis=1) for mean in means]).T
        nearer: Labels = distances.argmin(axis=1)
        if (nearer == labels).all() or np.bincount(nearer, minlength=count).min() < 1:
            break
        labels = nearer
    return labels


def _ordered(labels: Labels) -> Labels:
    """The largest group is 0; of two as large, the one with the first participant."""
    sizes, firsts = np.bincount(labels), [int(np.argmax(labels == group)) for group in range(labels.max() + 1)]
    order = sorted(range(len(sizes)), key=lambda group: (-sizes[group], firsts[group]))
    new = np.empty(len(order), dtype=np.int64)
    new[order] = np.arange(len(order))
    ordered: Labels = new[labels]
    return ordered


def _by_number(name: str) -> tuple[Any, ...]:
    return (0, int(name), name) if name.isascii() and name.isdecimal() and len(name) < 20 else (1, 0, name)
