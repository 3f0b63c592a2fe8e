"""Learning from closed cases (needs scikit-learn and scipy: for the worker and the command line, not for the web)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from threadpoolctl import threadpool_limits

from penata.public.routing.rules import calibration, habits, places
from penata.public.routing.rules.counting import Counts, Floats, Matrix, Weighing, counted, weighing
from penata.public.routing.rules.facts import Example, Topic
from penata.public.routing.rules.model import FEWEST_LABELS, Machine, Model, TopicReader, keys_of
from penata.public.routing.rules.places import Places
from penata.public.routing.rules.vocabulary import PLACE_WEIGHT, Vocabulary
from penata.public.routing.rules.weighing import machines

Ids = NDArray[np.int64]

BLOCKS = 4
TOPIC_WEIGHT = 0.3
MOST_CELLS = 16_000_000  # weights kept, so that a model stays under 32 MB
MOST_TOPICS = 600
FEWEST_TO_CALIBRATE = 40


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
    def blocks(self) -> Ids:
        return np.arange(self.cases) * BLOCKS // max(self.cases, 1)


def learn(examples: Sequence[Example], topics: Sequence[Topic] = (), *, where: Places | None = None) -> Model:
    """Learn from closed cases and the catalog's topics. Raises ValueError with fewer than two bodies.

    `where` states which bodies are territorial; without it their names tell. The same input gives the same model.
    """
    with threadpool_limits(1):
        lesson = prepared(examples, topics, where)
        if len(lesson.targets) < 2:
            raise ValueError("at least two bodies are needed to choose between them")
        return _fitted(lesson)


def prepared(examples: Sequence[Example], topics: Sequence[Topic], where: Places | None) -> Lesson:
    """Sort by time, find the targets, count the words."""
    rows = in_order(examples)
    known = places.from_names(rows) if where is None else where
    catalog = _catalog(rows, topics, known)
    targets = tuple(
        sorted({known.target_of(row.unit) for row in rows} | {owner for _, owner in catalog.values()})
    )
    number = {target: index for index, target in enumerate(targets)}
    located = [known.located(row.area, row.parent_area, row.text) for row in rows]
    at, place_names = _place_features(located, len(catalog))
    topic_number = {name: index for index, name in enumerate(catalog)}
    owners = np.array([number[owner] for _, owner in catalog.values()], dtype=np.int64)
    return Lesson(
        examples=rows,
        places=known,
        targets=targets,
        labels=np.concatenate(
            [np.array([number[known.target_of(row.unit)] for row in rows], dtype=np.int64), owners]
        ),
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
    stated = {
        topic.name: (f"{topic.name} {topic.words}".strip(), known.target_of(topic.unit)) for topic in topics
    }
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.topic:
            votes[row.topic][known.target_of(row.unit)] += 1
    often = sorted(votes, key=lambda name: (-votes[name].total(), name))
    learned = {name: (name, votes[name].most_common(1)[0][0]) for name in often if name not in stated}
    return dict(list((stated | learned).items())[:MOST_TOPICS])


def _place_features(located: Sequence[tuple[str, str]], empty: int) -> tuple[Matrix, list[str]]:
    names: dict[str, int] = {}
    cells = [
        (row, names.setdefault(key, len(names))) for row, pair in enumerate(located) for key in keys_of(*pair)
    ]
    across, down = [row for row, _ in cells], [column for _, column in cells]
    shape = (len(located) + empty, len(names))
    return sparse.csr_matrix((np.full(len(cells), PLACE_WEIGHT), (across, down)), shape=shape), list(names)


@dataclass(frozen=True)
class Seen:
    """The features of some rows, chosen and weighed by them."""

    words: Weighing
    pieces: Weighing | None

    def of(self, lesson: Lesson, rows: Ids) -> Matrix:
        parts = [self.words.applied(lesson.counts.words[rows])]
        if self.pieces is not None:
            parts += [self.pieces.applied(lesson.counts.pieces[rows]), lesson.at[rows]]
        return sparse.csr_matrix(sparse.hstack(parts, format="csr"))


def _seen(lesson: Lesson, rows: Ids, *, words_only: bool = False) -> Seen:
    is_small = lesson.cases < FEWEST_LABELS
    words = weighing(lesson.counts.words, rows, 1 if is_small else 2)
    return Seen(words, None if words_only else weighing(lesson.counts.pieces, rows, 1 if is_small else 3))


def _fitted(lesson: Lesson) -> Model:
    everything = np.arange(lesson.cases + len(lesson.topics))
    seen = _seen(lesson, everything)
    weights, biases = machines(
        seen.of(lesson, everything), lesson.labels, lesson.weights, len(lesson.targets)
    )
    vocabulary, machine = _trimmed(lesson, seen, weights, biases)
    reader, reading = _topic_reader(lesson)
    model = Model(
        targets=lesson.targets,
        places=lesson.places,
        vocabulary=vocabulary,
        machine=machine,
        voices=(4.0,) if reader is None else (2.0, 0.5),
        curve=calibration.PLAIN,
        threshold=1.01,
        labels=lesson.cases,
        topics=reader,
    )
    return _calibrated(lesson, model, reading) if lesson.cases >= FEWEST_TO_CALIBRATE else model


def _trimmed(
    lesson: Lesson, seen: Seen, weights: NDArray[np.float32], biases: NDArray[np.float32]
) -> tuple[Vocabulary, Machine]:
    """Keep the features that say most, at most `MOST_CELLS` weights; the places are always kept."""
    assert seen.pieces is not None
    rarity = np.concatenate([seen.words.rarity, seen.pieces.rarity])
    fits = max(MOST_CELLS // len(lesson.targets), 1_000)
    loudness = np.linalg.norm(weights[: len(rarity)], axis=1) * rarity
    kept = np.sort(np.argsort(-loudness, kind="stable")[:fits])
    border = int(np.searchsorted(kept, len(seen.words.columns)))
    names = lesson.counts.word_names, lesson.counts.piece_names
    vocabulary = Vocabulary(
        words=[names[0][seen.words.columns[column]] for column in kept[:border]],
        pieces=[names[1][seen.pieces.columns[column - len(seen.words.columns)]] for column in kept[border:]],
        places=lesson.place_names,
        rarity=rarity[kept].astype(np.float32),
    )
    rows = np.concatenate([kept, np.arange(len(rarity), len(weights))])
    return vocabulary, Machine(weights[rows].astype(np.float16), biases)


def _left_out(lesson: Lesson, block: int) -> tuple[Ids, Ids]:
    """The rows to learn from (topics included) and the cases of the block."""
    is_held = lesson.blocks == block
    return np.concatenate([np.flatnonzero(~is_held), lesson.topic_rows]), np.flatnonzero(is_held)


def _scores_left_out(lesson: Lesson) -> Floats:
    """The score of each case by machines that did not learn from its block."""
    scores = np.zeros((lesson.cases, len(lesson.targets)))
    for block in range(BLOCKS):
        rows, held = _left_out(lesson, block)
        seen = _seen(lesson, rows)
        weights, biases = machines(
            seen.of(lesson, rows), lesson.labels[rows], lesson.weights[rows], len(lesson.targets)
        )
        scores[held] = seen.of(lesson, held) @ weights + biases
    return scores


def _topic_reader(lesson: Lesson) -> tuple[TopicReader | None, Floats]:
    """The reader of topics, and the chances of each case's topics by readers that did not learn from its block.

    Without it when fewer than half of the cases have a topic, or the cases are few.
    """
    nothing = np.zeros((0, 0))
    known = np.flatnonzero(lesson.topic_of >= 0)
    if lesson.cases < FEWEST_LABELS or len(known) < lesson.cases / 2 or len(lesson.topics) < 2:
        return None, nothing
    labels = np.concatenate([lesson.topic_of, np.arange(len(lesson.topics))])
    scores = np.zeros((lesson.cases, len(lesson.topics)))
    for block in range(BLOCKS):
        rows, held = _left_out(lesson, block)
        rows = rows[labels[rows] >= 0]
        seen = _seen(lesson, rows, words_only=True)
        weights, biases = machines(
            seen.of(lesson, rows), labels[rows], lesson.weights[rows], len(lesson.topics)
        )
        scores[held] = seen.of(lesson, held) @ weights + biases
    sharpness = float(calibration.shared_weights(scores[known][:, :, None], lesson.topic_of[known])[0])
    rows = np.concatenate([known, lesson.topic_rows])
    seen = _seen(lesson, rows, words_only=True)
    weights, biases = machines(seen.of(lesson, rows), labels[rows], lesson.weights[rows], len(lesson.topics))
    names = [lesson.counts.word_names[column] for column in seen.words.columns]
    vocabulary = Vocabulary(names, [], [], seen.words.rarity.astype(np.float32))
    reader = TopicReader(
        tuple(lesson.topics),
        vocabulary,
        Machine(weights.astype(np.float16), biases),
        sharpness,
        _habits(lesson, np.arange(lesson.cases)),
    )
    return reader, calibration.softmax(scores * sharpness)


def _habits(lesson: Lesson, rows: Ids) -> habits.Habits:
    parents = [lesson.parents[row] for row in rows]
    return habits.remembered(
        lesson.topic_of[rows], lesson.labels[rows], parents, lesson.owners, len(lesson.targets)
    )


def _calibrated(lesson: Lesson, model: Model, reading: Floats) -> Model:
    """Weigh the voices and fix the threshold on cases that were left out. Habits are those known before each block."""
    scores = _scores_left_out(lesson)
    rows = np.arange(lesson.cases)
    voices = scores[:, :, None]
    if model.topics is not None:
        rows = np.flatnonzero(lesson.blocks > 0)
        before = [_habits(lesson, np.flatnonzero(lesson.blocks < block)) for block in range(1, BLOCKS)]
        used = [before[lesson.blocks[row] - 1].voice(reading[row], lesson.parents[row]) for row in rows]
        voices = np.stack([scores[rows], np.array(used)], axis=2)
    weights = calibration.shared_weights(voices, lesson.labels[rows])
    chances = calibration.softmax(voices @ weights)
    raw, is_right = _answers(lesson, rows, chances)
    curve = calibration.isotonic(raw, is_right)
    threshold = calibration.threshold(curve.many(raw), is_right)
    return replace(model, voices=tuple(weights.tolist()), curve=curve, threshold=threshold)


def _answers(lesson: Lesson, rows: Ids, chances: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """For each case the chance of the first body that its place allows, and whether that was the right one."""
    raw, is_right = np.zeros(len(rows)), np.zeros(len(rows), dtype=np.bool_)
    order = np.argsort(-chances, axis=1, kind="stable")[:, :10].tolist()
    for index, row in enumerate(rows.tolist()):
        example = lesson.examples[row]
        place, parent = lesson.places.located(example.area, example.parent_area, example.text)
        for target in order[index]:
            unit = lesson.places.unit_of(lesson.targets[target], place, parent)
            if unit is not None:
                raw[index], is_right[index] = chances[index, target], unit == example.unit
                break
    return raw, is_right
