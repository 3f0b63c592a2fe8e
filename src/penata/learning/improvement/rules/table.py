"""Cases as columns of numbers: a million of them in some hundred megabytes."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from penata.foundation.spelling import STOP_WORDS

Numbers = NDArray[np.int32]
NEVER = -1
LONGEST_TEXT, LONGEST_WORD = 2_000, 30
MOST_NEW_WORDS = 1_500_000  # typing errors would fill the memory; a word that comes after so many is one of them

_WORD = re.compile(r"[^\W\d_]{3,}")
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")


class Names:
    """Names by number; 0 is no name. Names that differ in blanks or capitals alone are one."""

    def __init__(self) -> None:
        self.all: list[str] = [""]
        self._known: dict[str, int] = {"": 0}
        self._written: dict[str, int] = {"": 0}

    def number(self, written: str) -> int:
        known = self._written.get(written)
        if known is None:
            name = " ".join(written.split())
            known = self._known.setdefault(name.casefold(), len(self.all))
            if known == len(self.all):
                self.all.append(name)
            self._written[written] = known
        return known


@dataclass(frozen=True)
class Cases:
    """Cases in the order of arrival. `minute`: of the day, -1 unknown. `words`: a row a case, a column a word."""

    line: Numbers
    day: Numbers  # proleptic Gregorian ordinal
    minute: Numbers
    answered: Numbers  # the same, -1 without an answer
    due: Numbers  # the same, by when an answer was promised, -1 without a promise
    unit: Numbers
    topic: Numbers
    area: Numbers
    handed_from: Numbers
    names: dict[str, list[str]]
    words: csr_matrix
    vocabulary: list[str]

    def __len__(self) -> int:
        return len(self.day)

    @cached_property
    def month(self) -> Numbers:
        """Months since year 0."""
        days, places = np.unique(self.day, return_inverse=True)
        months = [date.fromordinal(int(day)).year * 12 + date.fromordinal(int(day)).month - 1 for day in days]
        return np.array(months, dtype=np.int32)[places]

    @property
    def has_words(self) -> bool:
        return bool(self.words.nnz)


class Gatherer:
    """Takes cases one by one, in any order."""

    def __init__(self) -> None:
        self.columns = {name: array("i") for name in ("line", "day", "minute", "answered", "due")}
        self.coded = {name: array("i") for name in ("unit", "topic", "area", "handed_from")}
        self.names = {name: Names() for name in self.coded}
        self.starts, self.words = array("q", [0]), array("i")
        self.numbers: dict[str, int] = {}
        self._written: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.columns["day"])

    def add(
        self,
        line: int,
        day: int,
        *,
        minute: int = NEVER,
        answered: int = NEVER,
        due: int = NEVER,
        unit: str = "",
        topic: str = "",
        area: str = "",
        handed_from: str = "",
        text: str = "",
    ) -> None:
        columns = self.columns
        columns["line"].append(line)
        columns["day"].append(day)
        columns["minute"].append(minute)
        columns["answered"].append(answered)
        columns["due"].append(due)
        for name, value in (("unit", unit), ("topic", topic), ("area", area), ("handed_from", handed_from)):
            self.coded[name].append(self.names[name].number(value))
        if text:
            self._read(text)
        self.starts.append(len(self.words))

    def _read(self, text: str) -> None:
        written, found = self._written, set()
        for word in _WORD.findall(text[:LONGEST_TEXT].lower()):
            known = written.get(word)
            if known is None:
                known = self._numbered(word)
            if known >= 0:
                found.add(known)
        self.words.extend(found)

    def _numbered(self, written: str) -> int:
        """The number of a word, -1 for one that says nothing or comes too late."""
        word = plain(written)
        if word in STOP_WORDS:
            known = NEVER
        elif len(self.numbers) >= MOST_NEW_WORDS:
            return self.numbers.get(word, NEVER)
        else:
            known = self.numbers.setdefault(word, len(self.numbers))
        self._written[written] = known
        return known

    def cases(self) -> Cases:
        """All that was taken. The gatherer is empty afterwards, so that nothing is held twice."""
        plain = {name: np.frombuffer(values, dtype=np.int32) for name, values in (self.columns | self.coded).items()}
        order = np.lexsort((plain["line"], plain["minute"], plain["day"]))
        starts, indices = np.frombuffer(self.starts, dtype=np.int64), np.frombuffer(self.words, dtype=np.int32)
        words = csr_matrix(
            (np.ones(len(indices), dtype=np.int8), indices, starts), shape=(len(order), max(1, len(self.numbers)))
        )
        is_sorted = bool((order[1:] > order[:-1]).all())
        return Cases(
            **{name: values if is_sorted else values[order] for name, values in plain.items()},
            names={name: names.all for name, names in self.names.items()},
            words=words if is_sorted else words[order],
            vocabulary=list(self.numbers),
        )


def plain(word: str) -> str:
    """Drawn-out letters are one; a very long word is cut."""
    return _DRAWN_OUT.sub(r"\1", word)[:LONGEST_WORD]


def words_of(text: str) -> Iterable[str]:
    """The words that say something, without numbers."""
    return [word for found in _WORD.findall(text[:LONGEST_TEXT].lower()) if (word := plain(found)) not in STOP_WORDS]
