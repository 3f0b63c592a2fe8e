"""What is looked at, and what is found."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a signal says."""

    SURGE = "surge"  # more cases in a month than chance allows
    BURST = "burst"  # many cases within hours or a few days
    LATE = "late"  # more late answers than usual
    WORDS = "words"  # cases that speak of the same, and of which no topic speaks
    SEAM = "seam"  # more handovers between two units than usual
    STANDARD = "standard"  # more promises broken than usual: the days that the standard of a service promises
    ELEMENT = "element"  # an element of the satisfaction survey that fell


@dataclass(frozen=True, slots=True)
class Budget:
    """How many false signals a month are allowed on average, by kind of question.

    Each question gets its share of the budget as the highest probability at which it may call chance a signal, so
    the expected number of false signals is at most the sum, however much the questions hang together.
    """

    singles: float = 0.06  # units, topics, areas
    crossings: float = 0.02
    lasting: float = 0.03  # all of them over three months
    late: float = 0.025
    standards: float = 0.01
    elements: float = 0.03
    bursts: float = 0.01
    words: float = 0.015

    def over(self, looks: float) -> Budget:
        """What each of several looks at the same month may use, so that all of them keep within the budget."""
        return Budget(*(share / looks for share in astuple(self)))

    @property
    def a_month(self) -> float:
        return round(sum(astuple(self)), 6)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a signal is about: one or two of unit, topic and area, with an element; or words."""

    unit: str = ""
    topic: str = ""
    area: str = ""
    handed_from: str = ""
    words: tuple[str, ...] = ()
    element: str = ""  # a code of the satisfaction survey

    @property
    def name(self) -> str:
        if self.words:
            return ", ".join(self.words)
        parts = (f"{self.handed_from} → {self.unit}" if self.handed_from else self.unit, self.topic, self.area)
        return " · ".join(filter(None, (*parts, self.element)))


@dataclass(frozen=True, slots=True)
class Signal:
    """One finding. `observed` and `expected` are cases of `months` months that end with `month`.

    `since`: the month in which it began. `has_grown`: it was said before and is more now. `mostly`: where nearly all
    of its cases are, beside the subject itself. `lines`: the newest cases behind it, at most fifty, as the numbers of
    their lines in the file (or keys of the record). `chance`: the probability that chance alone does as much.
    """

    kind: Kind
    month: str
    subject: Subject
    observed: int
    expected: float
    since: str
    chance: float
    months: int = 1
    has_grown: bool = False
    mostly: Subject = field(default_factory=Subject)
    days: tuple[str, str] | None = None  # first and last day of a burst
    hours: int | None = None  # within how many hours, where the hour of each case is known
    limit: int | None = None  # days after which an answer counts as late here
    of: int | None = None  # of how many cases whose time was over
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rating:
    """How a unit, or one service of it, was judged in one element in a month (counted from year 0): `n` answers of 1
    to 4, their sum and that of their squares."""

    unit: str
    topic: str
    element: str
    month: int
    n: int
    total: int
    squares: int
