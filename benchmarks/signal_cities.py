"""Made-up cities on which signals were tried: `python -m benchmarks.signal_cities [NAME …]` prints the table.

A city has units with topics, areas, seasons, weekends, growth, dirty text; what is planted is known: new kinds of
work under topics that are not theirs, and surges of a unit, a topic, an area or a topic in an area, abrupt or
gradual, for a month or for good. The same city with its history shuffled has nothing to say.
"""

from __future__ import annotations

import math
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from penata.learning.improvement.rules.facts import Signal
from penata.learning.improvement.rules.looking import USUAL, look
from penata.learning.improvement.rules.table import NEVER, Cases, Gatherer

from .routing_cities import SYLLABLES
from .routing_cities import City as Words
from .routing_cities import Plan as WordPlan

START = date(2024, 1, 1)


@dataclass(frozen=True)
class Plan:
    seed: int
    cases: int
    units: int
    topics: int
    areas: int
    months: int = 24
    judged: int = 9
    new_kinds: int = 3
    surges: int = 6
    slow: int = 2
    season: float = 0.3
    growth: float = 0.01
    typos: float = 0.08
    missing: tuple[int, ...] = ()
    without_topic: float = 0.05
    longest: int = 14


PLANS = {
    "village": Plan(1, 1_500, 5, 8, 6, new_kinds=1, surges=3, slow=1),
    "small": Plan(2, 8_000, 12, 30, 15, new_kinds=3, surges=5),
    "town": Plan(3, 30_000, 30, 80, 40, new_kinds=5, surges=8, missing=(7,)),
    "dirty": Plan(4, 30_000, 30, 80, 40, new_kinds=5, surges=8, typos=0.25, without_topic=0.3, season=0.5),
    "city": Plan(5, 100_000, 50, 200, 80, new_kinds=8, surges=12, growth=0.02),
    "young": Plan(6, 12_000, 20, 40, 20, months=12, judged=5, new_kinds=3, surges=5),
}


@dataclass
class Topic:
    name: str
    unit: str
    words: list[str]
    share: float
    phase: float
    season: float
    rest: float  # share of its usual volume on days of rest
    days: float  # usual days to answer


@dataclass(frozen=True)
class Planted:
    """What is known. `month` is the first one, `until` the last, both as numbers from the start."""

    sort: str  # "words", "unit", "topic", "area", "crossing", "late"
    subject: tuple[str, ...]
    factor: float
    month: int
    until: int
    gradual: bool = False
    a_month: float = 0.0

    def at(self, month: int) -> float:
        if not self.month <= month <= self.until:
            return 1.0
        return 1 + (self.factor - 1) * (min(1.0, (month - self.month + 1) / 3) if self.gradual else 1.0)


@dataclass
class Row:
    day: date
    minute: int
    unit: str
    topic: str
    area: str
    answered: date | None
    text: str


@dataclass
class City:
    plan: Plan
    rows: list[Row] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)

    def __post_init__(self) -> None:
        plan, self.chance = self.plan, Random(self.plan.seed)
        self.words = Words(WordPlan(plan.seed, 0, 0, topics=1, agencies=1, kecamatan=1))
        self.units = [f"Dinas {self.words.word().title()}" for _ in range(plan.units)]
        self.areas = [f"Kelurahan {self.words.word().title()}" for _ in range(plan.areas)]
        self.topics = [self._topic(rank) for rank in range(plan.topics)]
        self.area_shares = [1 / (rank + 2) ** 0.5 for rank in range(plan.areas)]
        self._plant()
        self._fill()

    def _topic(self, rank: int) -> Topic:
        chance = self.chance
        words = [self.words.word() for _ in range(chance.randint(8, 18))]
        name = "Lainnya" if rank == 2 else " ".join(words[:2]).title()
        season = self.plan.season if chance.random() < 0.3 else 0.03
        unit = self.units[rank % len(self.units)]
        share = 1 / (rank + 1) ** 0.8
        return Topic(name, unit, words, share, chance.random(), season, chance.uniform(0.2, 0.9), chance.uniform(2, 14))

    def _plant(self) -> None:
        plan, chance = self.plan, self.chance
        total, a_month = sum(topic.share for topic in self.topics), plan.cases / plan.months
        first, last = plan.months - plan.judged, plan.months - 2
        for number in range(plan.new_kinds):
            words = tuple(self.words.word() for _ in range(chance.randint(4, 7)))
            if number % 3 == 2:  # made of words that other topics have
                words = tuple(chance.choice(chance.choice(self.topics).words) for _ in range(5))
            size = max(6.0, a_month * chance.uniform(0.01, 0.03))
            month = chance.randint(first, last)
            self.planted.append(Planted("words", words, 1, month, plan.months, number % 2 == 1, size))
        sorts = ["unit", "topic", "area", "crossing"]
        used: set[str] = set()
        for number in range(plan.surges):
            sort, factor = sorts[number % 4], chance.choice([2.0, 3.0])
            large = [topic for topic in self.topics if topic.share / total * a_month > 25] or self.topics[:3]
            topic, area = chance.choice(large), chance.choice(self.areas[: max(3, len(self.areas) // 3)])
            subject = {
                "unit": (topic.unit,), "topic": (topic.name,), "area": (area,), "crossing": (topic.name, area),
            }[sort]  # fmt: skip
            if used & set(subject):
                continue
            used |= set(subject)
            month = chance.randint(first, last)
            until = month if chance.random() < 0.4 else plan.months
            gradual = until > month and chance.random() < 0.5
            factor = factor + 2 if sort == "crossing" else factor
            self.planted.append(Planted(sort, subject, factor, month, until, gradual))
        for unit in chance.sample(sorted({topic.unit for topic in self.topics[:8]}), plan.slow):
            self.planted.append(Planted("late", (unit,), 2.0, chance.randint(first, last), plan.months))

    def _fill(self) -> None:
        plan, chance = self.plan, self.chance
        total = sum(topic.share for topic in self.topics)
        grown = [(1 + plan.growth) ** month for month in range(plan.months)]
        usual = plan.cases / sum(grown)
        surges = [planted for planted in self.planted if planted.sort in {"unit", "topic", "area", "crossing"}]
        area_total = sum(self.area_shares)
        self._every = [self.words.word() for _ in range(150)]
        for month in range(plan.months):
            if month in plan.missing:
                continue
            days = self._days(month)
            for topic in self.topics:
                season = 1 + topic.season * math.sin(2 * math.pi * (month / 12 + topic.phase))
                wander = chance.lognormvariate(0, 0.08)
                level = usual * grown[month] * topic.share / total * season * wander
                for area, share in zip(self.areas, self.area_shares, strict=True):
                    factor = 1.0
                    for planted in surges:
                        if set(planted.subject) <= {topic.unit, topic.name, area}:
                            factor *= planted.at(month)
                    for _ in range(self._poisson(level * share / area_total * factor)):
                        self._case(topic, area, days, month)
            for planted in self.planted:
                if planted.sort == "words" and planted.month <= month <= planted.until:
                    ramp = min(1.0, (month - planted.month + 1) / 3) if planted.gradual else 1.0
                    for _ in range(self._poisson(planted.a_month * ramp)):
                        home = chance.choice([self.topics[2], self.topics[len("".join(planted.subject)) % 4]])
                        self._case(home, chance.choice(self.areas), days, month, planted.subject)

    def _days(self, month: int) -> list[date]:
        first = date(START.year + month // 12, month % 12 + 1, 1)
        days = []
        while first.month == month % 12 + 1:
            days.append(first)
            first += timedelta(days=1)
        return days

    def _case(self, topic: Topic, area: str, days: list[date], month: int, words: tuple[str, ...] = ()) -> None:
        chance = self.chance
        day = chance.choice(days)
        while day.weekday() >= 5 and chance.random() > topic.rest:
            day = chance.choice(days)
        slow = 1.0
        for planted in self.planted:
            if planted.sort == "late" and planted.subject == (topic.unit,):
                slow *= planted.at(month)
        takes = chance.lognormvariate(math.log(topic.days), 0.6) * slow
        answered = day + timedelta(days=round(takes)) if chance.random() < 0.96 else None
        end = self._days(self.plan.months - 1)[-1]
        if answered and answered > end:
            answered = None
        own = words or tuple(topic.words)
        text = " ".join(
            self._typed(
                chance.choice(own) if chance.random() < (0.4 if words else 0.32) else chance.choice(self._every)
            )
            for _ in range(chance.randint(4, self.plan.longest))
        )
        name = "" if chance.random() < self.plan.without_topic else topic.name
        unit = topic.unit if chance.random() < 0.95 else chance.choice(self.units)
        self.rows.append(Row(day, chance.randint(0, 1439), unit, name, area, answered, text))

    def _typed(self, word: str) -> str:
        if len(word) < 5 or self.chance.random() >= self.plan.typos:
            return word
        at = self.chance.randrange(1, len(word) - 1)
        return word[:at] + self.chance.choice(["", *"aiueo"]) + word[at + 1 :]

    def _poisson(self, mean: float) -> int:
        if mean > 50:
            return max(0, round(self.chance.gauss(mean, math.sqrt(mean))))
        limit, product, count = math.exp(-mean), self.chance.random(), 0
        while product > limit:
            product *= self.chance.random()
            count += 1
        return count

    def since(self) -> date:
        return self._days(self.plan.months - self.plan.judged)[0]

    def cases(self, shuffle: str = "", seed: int = 0) -> Cases:
        rows, chance = self.rows, Random(seed)
        days = [(row.day, row.minute) for row in rows]
        labels = [(row.unit, row.topic, row.area) for row in rows]
        if shuffle == "days":
            chance.shuffle(days)
        elif shuffle == "labels":
            chance.shuffle(labels)
        gathered = Gatherer()
        for line, (row, (day, minute), (unit, topic, area)) in enumerate(zip(rows, days, labels, strict=True), 2):
            waited = (row.answered - row.day).days if row.answered else None
            answered = NEVER if waited is None else day.toordinal() + waited
            gathered.add(
                line, day.toordinal(), minute=minute, answered=answered, unit=unit, topic=topic, area=area,
                text="" if shuffle == "labels" else row.text,
            )  # fmt: skip
        return gathered.cases()


MadeUp = tuple[datetime, int, int, int, datetime | None, list[str]]


def made_up(count: int, first: datetime, days: int) -> Iterator[MadeUp]:
    """Cases of a large city in which only chance happens: when, numbers of unit, topic and area, answer, words. Every
    fifth text has a typing error."""
    chance = Random(1)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(20_000)]
    topics = [(n, chance.sample(words, 15)) for n in range(300)]
    for topic, own in chance.choices(topics, [1 / (rank + 1) ** 0.8 for rank in range(300)], k=count):
        came = first + timedelta(minutes=chance.randrange(days * 1440))
        left = came + timedelta(days=chance.expovariate(0.15))
        said = [
            chance.choice(own) if chance.random() < 0.35 else words[int(20_000 * chance.random() ** 3)]
            for _ in range(chance.randint(6, 18))
        ]
        if chance.random() < 0.2:
            said.append(chance.choice(words) + "".join(chance.choices(SYLLABLES, k=2)))
        yield came, topic % 50, topic, chance.randrange(150), left if chance.random() < 0.95 else None, said


def write_many(path: Path, count: int) -> None:
    """A table of three years of a large city."""
    first = datetime(2023, 1, 1)  # noqa: DTZ001 - written with its zone
    with path.open("w") as file:
        file.write("received_at,unit,topic,area,answered_at,text\n")
        for came, unit, topic, area, left, said in made_up(count, first, 3 * 365):
            answered = f"{left:%Y-%m-%dT%H:%M:%S}+07:00" if left else ""
            file.write(
                f"{came:%Y-%m-%dT%H:%M:%S}+07:00,Dinas {unit},Topik {topic},Kelurahan {area},{answered},"
                f'"{" ".join(said)}"\n'
            )


def month_number(name: str) -> int:
    year, month = name.split("-")
    return (int(year) - START.year) * 12 + int(month) - 1


def is_hit(planted: Planted, signal: Signal) -> bool:
    month = month_number(signal.month)
    if not planted.month <= month <= planted.until + 1:
        return False
    subject, mostly = signal.subject, signal.mostly
    if planted.sort == "words":
        return len(set(planted.subject) & set(subject.words)) >= 2
    named = {subject.unit, subject.topic, subject.area, mostly.unit, mostly.topic, mostly.area}
    return set(planted.subject) <= named and (planted.sort == "late") == (signal.kind == "late")


def explained(planted: list[Planted], signal: Signal) -> bool:
    """Whether something planted is behind it, if only in part."""
    subject, mostly, month = signal.subject, signal.mostly, month_number(signal.month)
    named = {subject.unit, subject.topic, subject.area, mostly.unit, mostly.topic, mostly.area}
    for one in planted:
        if not one.month <= month <= one.until + 1:
            continue
        if set(one.subject) & (named | set(subject.words)):
            return True
    return False


def tried(name: str) -> None:
    city = City(PLANS[name])
    started = time.process_time()
    found = [signal for month in look(city.cases(), since=city.since()) for signal in month.signals]
    seconds = time.process_time() - started
    for sort in ("words", "unit", "topic", "area", "crossing", "late"):
        planted = [one for one in city.planted if one.sort == sort]
        if not planted:
            continue
        delays = []
        for one in planted:
            hits = [month_number(signal.month) - one.month for signal in found if is_hit(one, signal)]
            delays.append(min(hits) if hits else None)
            if "-v" in sys.argv:
                print("   ", one, "→", delays[-1])
        at = [sum(delay is not None and delay <= months for delay in delays) for months in (0, 1, 2, 99)]
        print(
            f"  {sort:9} {len(planted)} planted; found in the same month {at[0]}, +1 {at[1]}, +2 {at[2]}, ever {at[3]}"
        )
    odd = [signal for signal in found if not explained(city.planted, signal)]
    print(f"{name}: {len(city.rows)} cases, {len(found)} signals in {city.plan.judged} months, {len(odd)} of nothing"
          f" planted; {seconds:.1f} s")  # fmt: skip
    if "-v" in sys.argv:
        for signal in found:
            mark = "?" if signal in odd else " "
            seen = f"{signal.observed} of {signal.expected:.1f}, by chance {signal.chance:.1g}"
            print("   ", mark, signal.month, signal.kind, signal.subject.name, seen, signal.since, signal.mostly.name)
    for shuffle, times in (("days", 6), ("labels", 3)):
        false = {}
        for seed in range(times):
            for month in look(city.cases(shuffle, seed), since=city.since()):
                for signal in month.signals:
                    false[str(signal.kind)] = false.get(str(signal.kind), 0) + 1
        a_month = sum(false.values()) / (times * city.plan.judged)
        print(f"  shuffled {shuffle}: {a_month:.3f} a month (at most {USUAL.a_month}) {false}")


if __name__ == "__main__":
    for asked in [name for name in sys.argv[1:] if name in PLANS] or PLANS:
        tried(asked)
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
