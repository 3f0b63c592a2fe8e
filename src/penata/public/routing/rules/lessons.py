"""The material of one learning: rows, targets, counts; and the features that some of its rows choose."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from penata.public.routing.rules import places
from penata.public.routing.rules.counting import Counts, Floats, Matrix, Weighing, counted, weighing
from penata.public.routing.rules.facts import Example, Topic
from penata.public.routing.rules.model import FEWEST_LABELS, keys_of
from penata.public.routing.rules.places import Places
from penata.public.routing.rules.vocabulary import PLACE_WEIGHT

Ids = NDArray[np.int64]

BLOCKS = 4
TOPIC_WEIGHT = 0.3
MOST_TOPICS = 600
FEW = 400  # below so many cases each word counts, be it seen only once


@dataclass(frozen=True)
class Lesson:
    """Everything that is counted once: rows of cases in the order of time, then rows of topics."""

    examples: list[Example]
    places: Places
    targets: tuple[str, ...]
    labels: Ids  # of cases, then of topics
    weights: Floats
    counts: Counts
    at: Matrix  # place features
    place_names: list[str]
    parents: list[str]
    topics: list[str]
    topic_of: Ids  # of cases; -1 unknown
    owners: Ids  # of topics

    @property
    def cases(self) -> int:
        return len(self.examples)

    @property
    def topic_rows(self) -> Ids:
        return np.arange(self.cases, self.cases + len(self.topics))

    @property
    def has_topics(self) -> bool:
        """Whether topics can be read: at least half of the cases have one, and the cases are many."""
        known = int((self.topic_of >= 0).sum())
        return self.cases >= FEWEST_LABELS and known >= self.cases / 2 and len(self.topics) >= 2

    @property
    def blocks(self) -> Ids:
        return self.spans(1)

    def spans(self, parts: int) -> Ids:
        """The blocks, each cut into so many parts."""
        return np.arange(self.cases) * BLOCKS * parts // max(self.cases, 1)

    @property
    def months_in_a_block(self) -> int:
        """From one to six; three where no days are known."""
        days = [case.received_at.toordinal() for case in self.examples if case.received_at]
        return min(max(round((days[-1] - days[0]) / 30 / BLOCKS), 1), 6) if days else 3


def prepared(examples: Sequence[Example], topics: Sequence[Topic], where: Places | None) -> Lesson:
    """Sort by time, find the targets, count the words."""
    rows = in_order(examples)
    known = places.from_names(rows) if where is None else where
    catalog = _catalog(rows, topics, known)
    targets = tuple(sorted({known.target_of(row.unit) for row in rows} | {owner for _, owner in catalog.values()}))
    number = {target: index for index, target in enumerate(targets)}
    located = [known.located(row.area, row.parent_area, row.text) for row in rows]
    at, place_names = _place_features(located, len(catalog))
    topic_number = {name: index for index, name in enumerate(catalog)}
    owners = np.array([number[owner] for _, owner in catalog.values()], dtype=np.int64)
    return Lesson(
        examples=rows,
        places=known,
        targets=targets,
        labels=np.concatenate([np.array([number[known.target_of(row.unit)] for row in rows], dtype=np.int64), owners]),
        weights=np.array([row.weight for row in rows] + [TOPIC_WEIGHT] * len(catalog)),
        counts=counted([row.text for row in rows] + [words for words, _ in catalog.values()]),
        at=at,
        place_names=place_names,
        parents=[parent for _, parent in located],
        topics=list(catalog),
        topic_of=np.array([topic_number.get(row.topic or "", -1) for row in rows], dtype=np.int64),
        owners=owners,
    )


def in_order(examples: Sequence[Example]) -> list[Example]:
    """By the day received; a case without a day stays beside the one before it."""
    keyed, last = [], ""
    for example in examples:
        last = example.received_at.isoformat() if example.received_at else last
        keyed.append((last, example))
    return [example for _, example in sorted(keyed, key=lambda pair: pair[0])]


def _catalog(rows: Sequence[Example], topics: Sequence[Topic], known: Places) -> dict[str, tuple[str, str]]:
    """Topic → its words and its owner's target: as stated, else the body that answered it most."""
    stated = {topic.name: (f"{topic.name} {topic.words}".strip(), known.target_of(topic.unit)) for topic in topics}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.topic:
            votes[row.topic][known.target_of(row.unit)] += 1
    often = sorted(votes, key=lambda name: (-votes[name].total(), name))
    learned = {name: (name, votes[name].most_common(1)[0][0]) for name in often if name not in stated}
    return dict(list((stated | learned).items())[:MOST_TOPICS])


def _place_features(located: Sequence[tuple[str, str]], empty: int) -> tuple[Matrix, list[str]]:
    names: dict[str, int] = {}
    cells = [(row, names.setdefault(key, len(names))) for row, pair in enumerate(located) for key in keys_of(*pair)]
    across, down = [row for row, _ in cells], [column for _, column in cells]
    shape = (len(located) + empty, len(names))
    return sparse.csr_matrix((np.full(len(cells), PLACE_WEIGHT), (across, down)), shape=shape), list(names)


@dataclass(frozen=True)
class Seen:
    """The features that some rows have often enough, weighed by them."""

    words: Weighing
    pieces: Weighing
    has_words_only: bool = False

    def of(self, lesson: Lesson, rows: Ids) -> Matrix:
        parts = [self.words.applied(lesson.counts.words[rows])]
        if not self.has_words_only:
            parts += [self.pieces.applied(lesson.counts.pieces[rows]), lesson.at[rows]]
        return sparse.csr_matrix(sparse.hstack(parts, format="csr"))


def seen_in(lesson: Lesson, rows: Ids, *, words_only: bool = False) -> Seen:
    """What these rows show. Topics are read from whole words alone: their machines are many."""
    is_small = lesson.cases < FEW
    words = weighing(lesson.counts.words, rows, 1 if is_small else 2)
    return Seen(words, weighing(lesson.counts.pieces, rows, 1 if is_small else 3), words_only)


def left_out(lesson: Lesson, block: int) -> tuple[Ids, Ids]:
    """The rows to learn from (topics included) and the cases of the block."""
    is_held = lesson.blocks == block
    return np.concatenate([np.flatnonzero(~is_held), lesson.topic_rows]), np.flatnonzero(is_held)
