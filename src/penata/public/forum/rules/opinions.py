"""Groups of opinion: who votes alike on short statements, what sets the groups apart, and what all of them share.

The way of Polis (docs/opinions.md), with two differences: the same votes give the same groups in whatever order they
came, and who voted little stands nearer to the middle, unless standing further out explains clearly more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np

from penata.foundation.refusals import Refused

from .clusters import Clearness, Labels, Numbers, axes_of, divided

LEAST_VOTES = 7  # fewer say too little about a participant; fewer statements than that: all of them
MOST_GROUPS = 5  # more cannot be told apart by people who read about them
LEAST_IN_GROUP = 3
AXES = 2  # also those of the picture
SPREAD = 0.125  # how far those who voted little are moved outwards; 0: not at all
SPREAD_OF_POLIS = 0.5
CLEARLY_MORE = 0.02  # of the variance: then the groups are those of Polis' spread
ROUNDS = 50


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
        places[is_in], found = _found(marks, _places(marks), count)
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
    filled = np.where(np.isnan(marks), _means(marks), marks)
    axes = min(AXES, *filled.shape)
    places = np.zeros((len(marks), AXES))
    if np.ptp(filled, axis=0).any():
        places[:, :axes] = axes_of(filled, axes)
    return places


def _found(marks: Numbers, plain: Numbers, count: int | None) -> tuple[Numbers, Labels]:
    """Places for the picture, and groups. The number is that of the clearest division, or as asked."""
    few = marks.shape[1] / np.maximum((~np.isnan(marks)).sum(axis=1), 1)
    near, far = (plain * (few**power)[:, None] for power in (SPREAD, SPREAD_OF_POLIS))
    different = len(np.unique(near.round(9), axis=0))
    least = LEAST_IN_GROUP if count is None else 1
    if count is None:
        count = _clearest(near, different)
    elif not 1 <= count <= different:
        raise Refused("forum.too_many_groups", asked=count, most=different)
    labels = _settled(marks, divided(near, count), count)
    if count > 1:
        other = _settled(marks, divided(far, count), count)
        is_more = explained(marks, other) > explained(marks, labels) * (1 + CLEARLY_MORE)
        if is_more and np.bincount(other, minlength=count).min() >= least:
            return far, _ordered(other)
    return near, _ordered(labels)


def _clearest(places: Numbers, different: int) -> int:
    """How many groups, each of at least three, are divided most clearly; 1 when none are."""
    best, count, clearness = 0.0, 1, Clearness(places)
    for tried in range(2, min(MOST_GROUPS, different, len(places) - 1) + 1):
        parts = divided(places, tried)
        clear = clearness.of(parts)
        if clear > best and np.bincount(parts).min() >= LEAST_IN_GROUP:
            best, count = clear, tried
    return count


def _settled(marks: Numbers, labels: Labels, count: int) -> Labels:
    """Two axes are enough to tell two groups apart. With more, each participant goes where his votes agree best."""
    if count <= AXES:
        return labels
    has, votes = (~np.isnan(marks)).astype(np.float64), np.nan_to_num(marks)
    for _round in range(ROUNDS):
        member = np.eye(count)[labels]
        means = (member.T @ votes) / np.maximum(member.T @ has, 1)
        distances = has @ (means**2).T - 2 * votes @ means.T  # to the squares of his own votes, the same for all groups
        nearer: Labels = distances.round(9).argmin(axis=1).astype(np.int64)
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
