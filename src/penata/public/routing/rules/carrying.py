"""What machines said of cases that they had not learned from, carried on to the next learning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from penata.public.routing.rules.counting import Floats
from penata.public.routing.rules.lessons import Lesson
from penata.public.routing.rules.model import Model, keys_of

UNSEEN = -1.0  # what a machine without a single case of its body says


@dataclass(frozen=True)
class Reading:
    """The chances of each case's topics, and how sharply scores were turned into chances."""

    chances: Floats
    sharpness: float


@dataclass(frozen=True)
class Said:
    """Of each case, in the order of time: the score of each target, and what was read of topics."""

    targets: tuple[str, ...]
    topics: tuple[str, ...]
    scores: Floats
    reading: Reading | None


@dataclass(frozen=True)
class Taught:
    """A model with what was left out to calibrate it (nothing, where cases were too few)."""

    model: Model
    said: Said | None


def carried_on(lesson: Lesson, before: Taught) -> Said | None:
    """What was said of the older cases then, and what that model says of the newer ones now.

    None where it cannot be carried on: too little was left out then, or topics were not read yet.
    """
    then = before.said
    if then is None or len(then.scores) > lesson.cases or (lesson.has_topics and then.reading is None):
        return None
    new = range(len(then.scores), lesson.cases)
    scores = np.vstack([then.scores, *(_scores(lesson, before.model, row) for row in new)])
    reading = None
    if then.reading is not None and before.model.topics is not None and lesson.has_topics:
        reader = before.model.topics
        chances = np.vstack([then.reading.chances, *(reader.chances(lesson.examples[row].text) for row in new)])
        reading = Reading(_moved(chances, then.topics, lesson.topics, 0.0), then.reading.sharpness)
    return Said(lesson.targets, tuple(lesson.topics), _moved(scores, then.targets, lesson.targets, UNSEEN), reading)


def _scores(lesson: Lesson, model: Model, row: int) -> Floats:
    example = lesson.examples[row]
    place, parent = model.places.located(example.area, example.parent_area, example.text)
    return model.machine.scores(model.vocabulary.features(example.text, keys_of(place, parent)))


def _moved(values: Floats, old: Sequence[str], new: Sequence[str], nothing: float) -> Floats:
    """The columns under their new numbers; those that are new hold `nothing`."""
    number = {name: index for index, name in enumerate(old)}
    result = np.full((len(values), len(new)), nothing)
    for index, name in enumerate(new):
        if name in number:
            result[:, index] = values[:, number[name]]
    return result
