"""Learning from closed cases (needs scikit-learn and scipy: for the worker and the commands, not for the web)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from penata.foundation.refusals import Refused
from penata.public.routing.rules import calibration, habits
from penata.public.routing.rules.carrying import Reading, Said, Taught, carried_on
from penata.public.routing.rules.counting import Floats
from penata.public.routing.rules.facts import Example, Topic
from penata.public.routing.rules.lessons import BLOCKS, Ids, Lesson, Seen, left_out, prepared, seen_in
from penata.public.routing.rules.model import NOBODY, Machine, Model, TopicReader
from penata.public.routing.rules.places import Places
from penata.public.routing.rules.vocabulary import Vocabulary
from penata.public.routing.rules.weighing import machines

MOST_CELLS = 16_000_000  # weights kept, so that a model stays under 32 MB
FEWEST_TO_CALIBRATE = 40


def learn(
    examples: Sequence[Example],
    topics: Sequence[Topic] = (),
    *,
    where: Places | None = None,
    is_renewed_monthly: bool = True,
) -> Model:
    """Learn from closed cases and the catalog's topics.

    Refused: `routing.one_unit` with fewer than two bodies, `routing.no_words` without a word or place to tell them.

    `where` states which bodies are territorial; without it their names tell. A model that is learned
    again each month may trust recent habits more: `is_renewed_monthly` says so. The same input gives the same model.
    """
    return taught(examples, topics, where=where, is_renewed_monthly=is_renewed_monthly).model


def taught(
    examples: Sequence[Example],
    topics: Sequence[Topic] = (),
    *,
    where: Places | None = None,
    is_renewed_monthly: bool = True,
    before: Taught | None = None,
) -> Taught:
    """As `learn`, with what was said of each case by machines that had not learned from it.

    `before` was taught all but the newest of these cases. What it says of the newest joins what was left out then:
    a third of the work, and the honest figure, since it knew only what came earlier.
    """
    with threadpool_limits(1):
        lesson = prepared(examples, topics, where)
        if len(lesson.targets) < 2:
            raise Refused("routing.one_unit")
        said = None if before is None else carried_on(lesson, before)
        return _fitted(lesson, is_renewed_monthly, said)


def _fitted(lesson: Lesson, is_renewed: bool, said: Said | None) -> Taught:
    everything = np.arange(lesson.cases + len(lesson.topics))
    seen = seen_in(lesson, everything)
    features = seen.of(lesson, everything)
    if not features.shape[1]:
        raise Refused("routing.no_words")
    weights, biases = machines(features, lesson.labels, lesson.weights, len(lesson.targets))
    vocabulary, machine = _trimmed(lesson, seen, weights, biases)
    reader, reading = _topic_reader(lesson, said)
    model = Model(
        targets=lesson.targets,
        places=lesson.places,
        vocabulary=vocabulary,
        machine=machine,
        voices=(4.0,) if reader is None else (2.0, 0.5),
        belief=calibration.UNMEASURED,
        threshold=NOBODY,
        labels=lesson.cases,
        topics=reader,
    )
    if lesson.cases < FEWEST_TO_CALIBRATE:
        return Taught(model, None)
    scores = _scores_left_out(lesson) if said is None else said.scores
    known = Said(lesson.targets, tuple(lesson.topics), scores, reading)
    return Taught(_calibrated(lesson, model, known, is_renewed), known)


def _trimmed(
    lesson: Lesson, seen: Seen, weights: NDArray[np.float32], biases: NDArray[np.float32]
) -> tuple[Vocabulary, Machine]:
    """Keep the features that say most, at most `MOST_CELLS` weights; the places are always kept."""
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


def _scores_left_out(lesson: Lesson) -> Floats:
    """The score of each case by machines that did not learn from its block."""
    scores = np.zeros((lesson.cases, len(lesson.targets)))
    for block in range(BLOCKS):
        rows, held = left_out(lesson, block)
        seen = seen_in(lesson, rows)
        weights, biases = machines(
            seen.of(lesson, rows), lesson.labels[rows], lesson.weights[rows], len(lesson.targets)
        )
        scores[held] = seen.of(lesson, held) @ weights + biases
    return scores


def _topic_reader(lesson: Lesson, said: Said | None) -> tuple[TopicReader | None, Reading | None]:
    """The reader of topics, and the chances of each case's topics by readers that did not learn from it."""
    if not lesson.has_topics:
        return None, None
    reading = _reading_left_out(lesson) if said is None or said.reading is None else said.reading
    labels = np.concatenate([lesson.topic_of, np.arange(len(lesson.topics))])
    rows = np.concatenate([np.flatnonzero(lesson.topic_of >= 0), lesson.topic_rows])
    seen = seen_in(lesson, rows, words_only=True)
    weights, biases = machines(seen.of(lesson, rows), labels[rows], lesson.weights[rows], len(lesson.topics))
    names = [lesson.counts.word_names[column] for column in seen.words.columns]
    vocabulary = Vocabulary(names, [], [], seen.words.rarity.astype(np.float32))
    reader = TopicReader(
        tuple(lesson.topics),
        vocabulary,
        Machine(weights.astype(np.float16), biases),
        reading.sharpness,
        _habits(lesson, np.arange(lesson.cases)),
    )
    return reader, reading


def _reading_left_out(lesson: Lesson) -> Reading:
    labels = np.concatenate([lesson.topic_of, np.arange(len(lesson.topics))])
    known = np.flatnonzero(lesson.topic_of >= 0)
    scores = np.zeros((lesson.cases, len(lesson.topics)))
    for block in range(BLOCKS):
        rows, held = left_out(lesson, block)
        rows = rows[labels[rows] >= 0]
        seen = seen_in(lesson, rows, words_only=True)
        weights, biases = machines(seen.of(lesson, rows), labels[rows], lesson.weights[rows], len(lesson.topics))
        scores[held] = seen.of(lesson, held) @ weights + biases
    sharpness = float(calibration.shared_weights(scores[known][:, :, None], lesson.topic_of[known])[0])
    return Reading(calibration.softmax(scores * sharpness), sharpness)


def _habits(lesson: Lesson, rows: Ids) -> habits.Habits:
    parents = [lesson.parents[row] for row in rows]
    return habits.remembered(lesson.topic_of[rows], lesson.labels[rows], parents, lesson.owners, len(lesson.targets))


def _calibrated(lesson: Lesson, model: Model, said: Said, is_renewed: bool) -> Model:
    """Weigh the voices and fix the threshold on cases that were left out. Habits are those known
    before each block, or before each month where the model is renewed so often."""
    scores, reading = said.scores, said.reading
    rows = np.arange(lesson.cases)
    voices = scores[:, :, None]
    if reading is not None:
        rows = np.flatnonzero(lesson.blocks > 0)
        spans = lesson.spans(lesson.months_in_a_block if is_renewed else 1)
        before = {span: _habits(lesson, np.flatnonzero(spans < span)) for span in np.unique(spans[rows]).tolist()}
        used = [before[int(spans[row])].voice(reading.chances[row], lesson.parents[row]) for row in rows]
        voices = np.stack([scores[rows], np.array(used)], axis=2)
    weights = calibration.shared_weights(voices, lesson.labels[rows])
    chances = calibration.softmax(voices @ weights)
    raw, is_right, targets = _answers(lesson, rows, chances)
    belief = calibration.believed(raw, is_right, targets, lesson.blocks[rows], len(lesson.targets))
    is_new = lesson.blocks[rows] >= BLOCKS // 2
    threshold = calibration.threshold(belief.many(raw, targets)[is_new], is_right[is_new])
    return replace(model, voices=tuple(weights.tolist()), belief=belief, threshold=threshold)


def _answers(lesson: Lesson, rows: Ids, chances: Floats) -> tuple[Floats, NDArray[np.bool_], Ids]:
    """For each case the chance of the first body that its place allows, whether it was right, and its target."""
    raw, is_right = np.zeros(len(rows)), np.zeros(len(rows), dtype=np.bool_)
    targets = np.zeros(len(rows), dtype=np.int64)
    order = np.argsort(-chances, axis=1, kind="stable")[:, :10].tolist()
    for index, row in enumerate(rows.tolist()):
        example = lesson.examples[row]
        place, parent = lesson.places.located(example.area, example.parent_area, example.text)
        for target in order[index]:
            unit = lesson.places.unit_of(lesson.targets[target], place, parent)
            if unit is not None:
                raw[index], is_right[index], targets[index] = chances[index, target], unit == example.unit, target
                break
    return raw, is_right, targets
