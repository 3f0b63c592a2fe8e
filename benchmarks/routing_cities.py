"""Made-up cities on which the router was tried: `python -m benchmarks.routing_cities FOLDER` writes their tables.

Each word, place and body is made of syllables, so that only structure can be learned. A city has topics with an
owner, some kept by the kelurahan or the kecamatan, some shared by two bodies, by area or by chance; topics that
change hands or arise late; words that appear late; typing errors; and mistakes of people in the labels.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

MONTHS_BEFORE, MONTHS_AFTER = 12, 6
SYLLABLES = [f"{c}{v}" for c in "bcdgjklmnprstwy" for v in "aiueo"]


@dataclass(frozen=True)
class Plan:
    """How large a city is and how hard to learn; shares are of topics, `mistakes` of labels."""

    seed: int
    before: int
    after: int
    kecamatan: int = 20
    agencies: int = 42
    topics: int = 300
    mistakes: float = 0.06
    kept_by_kelurahan: float = 0.15
    kept_by_kecamatan: float = 0.08
    shared_by_area: float = 0.06
    shared_by_chance: float = 0.05
    changing_hands: float = 0.05
    new: float = 0.06
    late_words: float = 0.2
    typing_errors: float = 0.05
    longest: int = 18
    without_place: float = 0.03
    has_topics: bool = True


PLANS = {
    "large": Plan(1, 8_000, 4_000),
    "shifting": Plan(2, 3_500, 1_800, 12, 30, 150, mistakes=0.1, shared_by_area=0.12, changing_hands=0.1),
    "drifting": Plan(3, 10_000, 5_000, agencies=60, late_words=0.4, new=0.12, typing_errors=0.1),
    "no-topics": Plan(4, 4_000, 2_000, shared_by_area=0, changing_hands=0, without_place=0.2, has_topics=False),
}  # fmt: skip


@dataclass
class Subject:
    """A topic: its words, who answers it, and since when it is so."""

    name: str
    words: list[str]
    since: list[int]
    keeper: str
    owner: str
    other: str
    split: set[int]
    mistakes: float
    born: int = 0
    handed: tuple[int, str] | None = None
    weights: list[float] = field(default_factory=list)


class City:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.chance = Random(plan.seed)
        self.made: set[str] = set()
        self.agencies = [f"Dinas {self.word().title()}" for _ in range(plan.agencies)]
        self.common = [self.word() for _ in range(200)]
        self.kecamatan = [self.word().title() for _ in range(plan.kecamatan)]
        self.kelurahan = [(self.word().title(), index) for index in range(plan.kecamatan) for _ in range(8)]
        self.subjects = [self.subject(rank) for rank in range(plan.topics)]
        self.share = [1 / (rank + 1) ** 0.9 for rank in range(plan.topics)]

    def word(self) -> str:
        while True:
            word = "".join(self.chance.choices(SYLLABLES, k=self.chance.randint(2, 4)))
            if word not in self.made:
                self.made.add(word)
                return word

    def subject(self, rank: int) -> Subject:
        plan, chance = self.plan, self.chance
        words = [self.word() for _ in range(chance.randint(8, 18))]
        shares = [plan.kept_by_kelurahan, plan.kept_by_kecamatan, plan.shared_by_area, plan.shared_by_chance]
        keeper = chance.choices(["kelurahan", "kecamatan", "area", "chance", "one"], [*shares, 1 - sum(shares)])[0]
        months = MONTHS_BEFORE + MONTHS_AFTER
        is_late = [number > 2 and chance.random() < plan.late_words for number in range(len(words))]
        subject = Subject(
            name=" ".join(words[:3]).title(),
            words=words,
            since=[chance.randint(6, months - 2) if late else 0 for late in is_late],
            keeper=keeper,
            owner=chance.choices(self.agencies, [1 / (rank + 1) for rank in range(plan.agencies)])[0],
            other=chance.choice(self.agencies),
            split=set(chance.sample(range(plan.kecamatan), plan.kecamatan // 2)),
            mistakes=plan.mistakes * chance.choice([0.1, 0.2, 0.3, 0.5, 1, 3, 2]),
        )
        if (
            chance.random() < plan.changing_hands and rank >= 5
        ):  # were it the largest, the city would be about nothing else
            subject.handed = (chance.randint(7, months - 2), chance.choice(self.agencies))
        if chance.random() < plan.new:
            subject.born, subject.since = chance.randint(9, months - 2), [0] * len(words)
        return subject

    def unit(self, subject: Subject, month: int, kelurahan: str, kecamatan: int) -> str:
        chance = self.chance
        if chance.random() < subject.mistakes:
            return chance.choice(
                [*self.agencies[:6], f"Kelurahan {kelurahan}", f"Kecamatan {self.kecamatan[kecamatan]}"]
            )
        if subject.handed and month >= subject.handed[0]:
            return subject.handed[1]
        if subject.keeper == "kelurahan":
            is_elsewhere = chance.random() < 0.05
            return f"Kelurahan {chance.choice(self.kelurahan)[0] if is_elsewhere else kelurahan}"
        if subject.keeper == "kecamatan":
            return f"Kecamatan {self.kecamatan[kecamatan]}"
        is_other = (subject.keeper == "area" and kecamatan not in subject.split) or (
            subject.keeper == "chance" and chance.random() < 0.3
        )
        return subject.other if is_other else subject.owner

    def text(self, subject: Subject, month: int) -> str:
        known = [word for word, since in zip(subject.words, subject.since, strict=True) if since <= month]
        return " ".join(
            self.typed(self.chance.choice(known if self.chance.random() < 0.32 else self.common))
            for _ in range(self.chance.randint(3, self.plan.longest))
        )

    def typed(self, word: str) -> str:
        if len(word) < 5 or self.chance.random() >= self.plan.typing_errors:
            return word
        at = self.chance.randrange(1, len(word) - 1)
        return word[:at] + self.chance.choice(["", *"aiueo"]) + word[at + 1 :]

    def case(self, month: float) -> dict[str, str]:
        subject = next(
            s for s in iter(lambda: self.chance.choices(self.subjects, self.share)[0], None) if s.born <= month
        )
        kelurahan, kecamatan = self.chance.choice(self.kelurahan)
        has_place = self.chance.random() >= self.plan.without_place
        row = {
            "text": self.text(subject, int(month)),
            "unit": self.unit(subject, int(month), kelurahan, kecamatan),
            "area": kelurahan if has_place else "",
            "parent_area": self.kecamatan[kecamatan] if has_place else "",
            "received_at": (date(2025, 1, 1) + timedelta(days=month * 30.4)).isoformat(),
        }
        return row | {"topic": subject.name} if self.plan.has_topics else row

    def tables(self) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
        before = [self.case(i / self.plan.before * MONTHS_BEFORE) for i in range(self.plan.before)]
        after = [self.case(MONTHS_BEFORE + i / self.plan.after * MONTHS_AFTER) for i in range(self.plan.after)]
        return before, after


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, plan in PLANS.items():
        for part, rows in zip("ab", City(plan).tables(), strict=True):
            with (folder / f"{name}-{part}.csv").open("w", newline="") as file:
                table = csv.DictWriter(file, rows[0])
                table.writeheader()
                table.writerows(rows)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit("usage: python -m benchmarks.routing_cities FOLDER")
    main(Path(sys.argv[1]))
