"""The periods of a year in which performance is evaluated: months or quarters, and the year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Rhythm(StrEnum):
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


MONTHLY, QUARTERLY = Rhythm.MONTHLY, Rhythm.QUARTERLY
_MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.YEARLY: 12}


@dataclass(frozen=True, slots=True)
class Term:
    """One period: from `since` until `until` (excluded)."""

    kind: Rhythm
    number: int
    since: date
    until: date


def terms_of(year: int, rhythm: Rhythm) -> list[Term]:
    """The periods of a year in a rhythm, and the year itself last."""
    kinds = [rhythm] if rhythm is Rhythm.YEARLY else [rhythm, Rhythm.YEARLY]
    return [term for kind in kinds for term in _terms(year, kind)]


def _terms(year: int, kind: Rhythm) -> list[Term]:
    step = _MONTHS[kind]
    starts = [date(year, month, 1) for month in range(1, 13, step)]
    return [
        Term(kind, number, since, until)
        for number, (since, until) in enumerate(zip(starts, [*starts[1:], date(year + 1, 1, 1)], strict=True), 1)
    ]
