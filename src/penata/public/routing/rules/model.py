"""The learned router as it answers: numpy only, so that a web worker stays small."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from penata.public.routing.rules.calibration import Belief, Floats, softmax
from penata.public.routing.rules.facts import Proposal, Word
from penata.public.routing.rules.habits import Habits
from penata.public.routing.rules.places import OWN, Places
from penata.public.routing.rules.vocabulary import Features, Vocabulary

FEWEST_LABELS = 1_000  # below this many closed cases a person always decides
NOBODY = 1.01  # a threshold that no confidence reaches
WORDS_TOLD = 6


@dataclass(frozen=True)
class Machine:
    """Linear scores: features × classes, in half precision, and a bias for each class."""

    weights: NDArray[np.float16]
    biases: NDArray[np.float32]

    def scores(self, features: Features) -> Floats:
        rows = self.weights[features.columns].astype(np.float32)
        return (features.values @ rows + self.biases).astype(np.float64)


@dataclass(frozen=True)
class TopicReader:
    """Reads topics in the words, and knows who answers each."""

    names: tuple[str, ...]
    vocabulary: Vocabulary
    machine: Machine
    sharpness: float
    habits: Habits

    def chances(self, text: str) -> Floats:
        return softmax(self.machine.scores(self.vocabulary.features(text)) * self.sharpness)


@dataclass(frozen=True)
class Model:
    """Words and place → bodies with honest probabilities."""

    targets: tuple[str, ...]
    places: Places
    vocabulary: Vocabulary
    machine: Machine
    voices: tuple[float, ...]  # weight of the words' scores, and of the habit when topics are known
    belief: Belief
    threshold: float
    labels: int  # closed cases that it learned from
    topics: TopicReader | None = None

    @property
    def may_decide(self) -> bool:
        """Whether a case above the threshold may be assigned without a person."""
        return self.labels >= FEWEST_LABELS and self.threshold <= 1.0

    def is_sure(self, proposals: Sequence[Proposal], area: str | None, text: str = "") -> bool:
        """Whether the first proposal may be followed unaided. Without a place a person decides."""
        if not self.may_decide or not proposals or proposals[0].confidence < self.threshold:
            return False
        return not self.places.kinds or bool(self.places.located(area, None, text)[0])

    def propose(
        self,
        text: str,
        area: str | None = None,
        parent_area: str | None = None,
        limit: int = 3,
        *,
        explain: bool = True,
    ) -> tuple[Proposal, ...]:
        """The most likely bodies, best first. A territorial body without a known place is left out."""
        place, parent = self.places.located(area, parent_area, text)
        features = self.vocabulary.features(text, keys_of(place, parent))
        chances = self._chances(text, features, parent)
        best: dict[str, int] = {}
        total: dict[str, float] = defaultdict(float)
        for target in np.argsort(-chances, kind="stable").tolist():
            unit = self.places.unit_of(self.targets[target], place, parent)
            if unit is not None:
                best.setdefault(unit, target)
                total[unit] += float(chances[target])
            if len(best) > limit:
                break
        ranked = list(best)[:limit]
        confidences = self._confidences([total[unit] for unit in ranked], best[ranked[0]]) if ranked else []
        told = self._told(text, [best[unit] for unit in ranked]) if explain else [((), ())] * len(ranked)
        return tuple(
            Proposal(unit, confidence, *why, is_territorial=self.targets[best[unit]].startswith(OWN))
            for unit, confidence, why in zip(ranked, confidences, told, strict=True)
        )

    def topics_read(self, text: str, limit: int = 3) -> tuple[tuple[str, float], ...]:
        """The topics that the words most likely speak of, with their probabilities."""
        if self.topics is None:
            return ()
        chances = self.topics.chances(text)
        order = np.argsort(-chances, kind="stable")[:limit]
        return tuple((self.topics.names[index], float(chances[index])) for index in order.tolist())

    def _chances(self, text: str, features: Features, parent: str) -> Floats:
        combined = self.machine.scores(features) * self.voices[0]
        if self.topics is not None:
            combined = combined + self.topics.habits.voice(self.topics.chances(text), parent) * self.voices[1]
        return softmax(combined)

    def _confidences(self, raw: list[float], target: int) -> list[float]:
        """The first as it proved to be worth; the others share what is left in their old proportion."""
        first = self.belief(raw[0], target)
        left = (1.0 - first) / max(1.0 - raw[0], 1e-9)
        return [first, *(min(chance * left, first) for chance in raw[1:])]

    def _told(self, text: str, targets: list[int]) -> list[tuple[tuple[Word, ...], tuple[Word, ...]]]:
        """For each proposal the words that spoke for it, and those that the better one had more of."""
        features = self.vocabulary.features(text)
        value = dict(zip(features.columns.tolist(), features.values.tolist(), strict=True))
        spoken = [
            (place, column, value[column] * share)
            for place, columns in enumerate(self.vocabulary.columns_by_word(features.words))
            for column, share in columns
            if column in value
        ]
        by_word = np.zeros((len(features.words), len(targets)), dtype=np.float32)
        if spoken:
            places, index, shares = (np.array(each) for each in zip(*spoken, strict=True))
            weights = self.machine.weights[index[:, None], targets] * shares[:, None].astype(np.float32)
            np.add.at(by_word, places, weights)
        result = []
        for place in range(len(targets)):
            behind = by_word[:, place - 1] - by_word[:, place] if place else by_word[:, 0] * 0
            result.append((_loudest(features.words, by_word[:, place]), _loudest(features.words, behind)))
        return result


def _loudest(words: Sequence[str], weights: NDArray[np.float32]) -> tuple[Word, ...]:
    order = np.argsort(-weights, kind="stable")[:WORDS_TOLD]
    return tuple(Word(words[index], float(weights[index])) for index in order.tolist() if weights[index] > 0)


def keys_of(place: str, parent: str) -> list[str]:
    """The place columns of a case: its kelurahan and its kecamatan."""
    return [key for key in (f"area:{place}" if place else "", f"parent:{parent}" if parent else "") if key]
