"""A small city whose surges and new kinds of work are known, in arrays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np

from penata.learning.improvement.rules.looking import look
from penata.learning.improvement.rules.table import NEVER, Cases, Gatherer

FIRST = date(2024, 1, 1)
MONTHS = 16
UNITS, TOPICS, AREAS = 6, 18, 8
EVERYDAY = [f"{a}{b}ta" for a in ("ka", "lo", "mi", "su", "re") for b in ("ba", "ne", "ti", "go", "ru", "wa")]


@dataclass(frozen=True)
class Case:
    day: date
    topic: int
    area: int
    text: str
    minute: int = NEVER
    waits: int | None = 5
    unit: str = ""
    due: int | None = None  # days that were promised


@dataclass
class City:
    """`volume`: cases of a month, of all topics; `factor(month, topic, area)` of a topic there and then."""

    volume: Callable[[int], float] = lambda month: 400.0
    factor: Callable[[int, int, int], float] = lambda month, topic, area: 1.0
    waits: Callable[[int, int], float] = lambda month, topic: 5.0
    seed: int = 3
    cases: list[Case] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = np.random.default_rng(self.seed)
        self.words = [[f"kata{chr(97 + topic)}{chr(97 + number)}" for number in range(8)] for topic in range(TOPICS)]
        for month in range(MONTHS):
            for topic in range(TOPICS):
                for area in range(AREAS):
                    mean = self.volume(month) / TOPICS / AREAS * self.factor(month, topic, area)
                    self.add(month, topic, area, int(self.chance.poisson(mean)))

    def add(self, month: int, topic: int, area: int, count: int, words: list[str] | None = None) -> None:
        for day in self.chance.integers(0, 28, count):
            own = self.chance.choice(words or self.words[topic], 4)
            text = " ".join([*own, *self.chance.choice(EVERYDAY, 6)])
            waits = int(self.chance.exponential(self.waits(month, topic)))
            self.cases.append(Case(self.first_day(month) + timedelta(days=int(day)), topic, area, text, waits=waits))

    @staticmethod
    def first_day(month: int) -> date:
        return date(FIRST.year + month // 12, month % 12 + 1, 1)

    def shuffled(self, seed: int) -> City:
        """The same city with its history shuffled: each case on the day of another."""
        order = np.random.default_rng(seed).permutation(len(self.cases))
        city = object.__new__(City)
        city.cases = [replace(case, day=self.cases[at].day) for case, at in zip(self.cases, order, strict=True)]
        return city

    def table(self) -> Cases:
        gathered = Gatherer()
        for line, case in enumerate(self.cases, 2):
            day = case.day.toordinal()
            gathered.add(
                line,
                day,
                minute=case.minute,
                answered=NEVER if case.waits is None else day + case.waits,
                due=NEVER if case.due is None else day + case.due,
                unit=case.unit or f"Dinas {case.topic % UNITS}",
                topic=f"Topik {case.topic}",
                area=f"Kelurahan {case.area}",
                text=case.text,
            )
        return gathered.cases()

    def signals(self, since: int):
        return [signal for month in look(self.table(), since=self.first_day(since)) for signal in month.signals]
