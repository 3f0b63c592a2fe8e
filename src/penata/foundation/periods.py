"""Half-open spans of days, [start, end). An open end is None; a period is never empty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """From `since` (included) until `until` (excluded; None = open).

    Raises ValueError when it would hold no day.
    """

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.since:
            raise ValueError(f"a period must hold a day: {self.since} to {self.until}")

    def __contains__(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    def overlaps(self, other: Period) -> bool:
        return self.overlap(other) is not None

    def overlap(self, other: Period) -> Period | None:
        """The days that both hold, or None."""
        since = max(self.since, other.since)
        ends = [end for end in (self.until, other.until) if end is not None]
        until = min(ends) if ends else None
        return None if until is not None and until <= since else Period(since, until)

    def without(self, other: Period) -> list[Period]:
        """What is left of this period when the days of `other` are taken out: none, one or two periods."""
        shared = self.overlap(other)
        if shared is None:
            return [self]
        rest = []
        if self.since < shared.since:
            rest.append(Period(self.since, shared.since))
        if shared.until is not None and (self.until is None or shared.until < self.until):
            rest.append(Period(shared.until, self.until))
        return rest

    def covers(self, other: Period) -> bool:
        return not other.without(self)


def merged(periods: Iterable[Period]) -> list[Period]:
    """The same days in the fewest periods, in order; neighbors that touch become one."""
    result: list[Period] = []
    for period in sorted(periods, key=lambda p: p.since):
        last = result[-1] if result else None
        if last is not None and (last.until is None or period.since <= last.until):
            until = None if last.until is None or period.until is None else max(last.until, period.until)
            result[-1] = Period(last.since, until)
        else:
            result.append(period)
    return result
