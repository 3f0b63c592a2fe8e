"""Quality by folds, beside a plain baseline on the same folds: for files too small or undated to cut by time."""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from penata.public.routing.rules.evaluation import Answer, answered, measured
from penata.public.routing.rules.facts import Example
from penata.public.routing.rules.learning import learn
from penata.public.routing.rules.texts import normalized

SHARES = (0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True)
class Point:
    """A point of the learning curve: so many cases to learn from (mean of the folds), and what came of it."""

    n_train: int
    accuracy: float
    top3: float
    baseline: float


@dataclass(frozen=True)
class Folded:
    """The figures over all folds. `baseline` is the accuracy of word TF-IDF with logistic regression."""

    accuracy: float
    macro_f1: float
    top3: float
    ece: float
    baseline: float
    seconds: float
    n_cases: int
    n_units: int
    n_repeated: int
    folds: int
    curve: tuple[Point, ...] = ()


def usable(examples: Sequence[Example], least: int) -> tuple[list[Example], int]:
    """Each text once (a repeated report would be in both parts), of bodies with `least` cases or more; the repeats."""
    once = {normalized(example.text): example for example in reversed(examples)}
    kept = list(reversed(once.values()))
    count = Counter(example.unit for example in kept)
    return [example for example in kept if count[example.unit] >= least], len(examples) - len(kept)


def folded(
    examples: Sequence[Example], *, least: int = 10, folds: int = 5, seed: int = 0, has_curve: bool = False
) -> Folded:
    """Learn on all folds but one, answer that one, in turn. Raises ValueError with fewer than two bodies."""
    started = time.perf_counter()
    kept, repeated = usable(examples, least)
    parts = list(_parts(kept, folds, seed))
    if len({example.unit for example in kept}) < 2:
        raise ValueError("at least two bodies are needed")
    answers = [answer for train, test in parts for answer in _answers(train, test)]
    quality = measured(answers)
    return Folded(
        accuracy=quality.accuracy,
        macro_f1=quality.macro_f1,
        top3=quality.top3,
        ece=quality.ece,
        baseline=_baseline(parts),
        n_cases=len(kept),
        n_units=len({example.unit for example in kept}),
        n_repeated=repeated,
        folds=folds,
        curve=tuple(_point(parts, share) for share in SHARES) if has_curve else (),
        seconds=round(time.perf_counter() - started, 1),
    )


Part = tuple[list[Example], list[Example]]


def _parts(examples: Sequence[Example], folds: int, seed: int) -> Iterator[Part]:
    """Each body's cases dealt out in turn, shuffled; the cases to learn from are in a mixed order."""
    chance = random.Random(seed)  # noqa: S311 (a fair deal, not a secret)
    by_unit: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        by_unit[example.unit].append(example)
    dealt: list[list[Example]] = [[] for _ in range(folds)]
    turn = 0
    for unit in sorted(by_unit):
        for example in chance.sample(by_unit[unit], len(by_unit[unit])):
            dealt[turn % folds].append(example)
            turn += 1
    for index in range(folds):
        train = [example for other, part in enumerate(dealt) if other != index for example in part]
        yield chance.sample(train, len(train)), dealt[index]


def _answers(train: Sequence[Example], test: Sequence[Example]) -> list[Answer]:
    model = learn(train)
    return [answered(model, case) for case in test]


def _point(parts: Sequence[Part], share: float) -> Point:
    smaller = [(train[: max(int(len(train) * share), 2)], test) for train, test in parts]
    quality = measured([answer for train, test in smaller for answer in _answers(train, test)])
    mean = round(sum(len(train) for train, _ in smaller) / len(smaller))
    return Point(mean, quality.accuracy, quality.top3, _baseline(smaller))


def _baseline(parts: Sequence[Part]) -> float:
    """Word TF-IDF and logistic regression, as Signalen does."""
    right = total = 0
    for train, test in parts:
        words = TfidfVectorizer()
        features = words.fit_transform([example.text for example in train])
        model = LogisticRegression(max_iter=1_000).fit(features, [example.unit for example in train])
        said = model.predict(words.transform([example.text for example in test]))
        right += sum(unit == example.unit for unit, example in zip(said, test, strict=True))
        total += len(test)
    return round(right / total, 4)
