"""Who may do what in a hearing on a day; pure. A phase is data: acts of residents, of staff, of those who run it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Act(StrEnum):
    COMMENT = "comment"
    STATE = "state"  # add a statement
    VOTE = "vote"
    ATTEND = "attend"
    CONCLUDE = "conclude"


class Who(StrEnum):
    RESIDENTS = "residents"
    STAFF = "staff"
    UNIT = "unit"


PUBLIC_ACTS = (Act.COMMENT, Act.STATE, Act.VOTE, Act.ATTEND)


@dataclass(frozen=True, slots=True)
class Span:
    """A phase: from `since` up to but without `until`, and (who, act) that it allows."""

    since: date
    until: date
    title: str
    allowed: frozenset[tuple[Who, Act]]


def current(spans: Iterable[Span], on: date) -> Span | None:
    """The phase of a day; phases do not overlap."""
    return next((span for span in spans if span.since <= on < span.until), None)


def may(spans: Iterable[Span], who: Who, act: Act, on: date) -> bool:
    """Whether the phase of this day allows it. Those who run a hearing may conclude it in any later phase too."""
    known = list(spans)
    span = current(known, on)
    if span is not None and (who, act) in span.allowed:
        return True
    begun = [one for one in known if one.since <= on and (who, act) in one.allowed]
    return act is Act.CONCLUDE and bool(begun)


def next_for(spans: Iterable[Span], who: Who, act: Act, on: date) -> Span | None:
    """The next phase, after this day, that allows it."""
    later = [span for span in spans if span.since > on and (who, act) in span.allowed]
    return min(later, key=lambda span: span.since, default=None)


def last_day_of(spans: Iterable[Span], act: Act, who: Collection[Who] = tuple(Who)) -> date | None:
    """The day (exclusive) on which the last phase that allows it ends."""
    ends = [span.until for span in spans if any((one, act) in span.allowed for one in who)]
    return max(ends, default=None)


def can_be_published(spans: Iterable[Span]) -> bool:
    """A hearing lets the public say something, and is concluded afterwards or meanwhile."""
    allowed = {pair for span in spans for pair in span.allowed}
    said = any((who, act) in allowed for who in (Who.RESIDENTS, Who.STAFF) for act in PUBLIC_ACTS)
    return said and (Who.UNIT, Act.CONCLUDE) in allowed
