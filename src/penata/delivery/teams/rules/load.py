"""How much of someone's week teams take."""

from __future__ import annotations

from dataclasses import dataclass

# Effective hours of a week: 1,250 hours a year over 50 weeks (PermenPANRB 1/2020).
EFFECTIVE_WEEK = 25
MOST_HOURS = 40


@dataclass(frozen=True, slots=True)
class Load:
    """Hours a week in teams; `share` of the effective week in whole percent."""

    hours: int

    @property
    def share(self) -> int:
        return round(100 * self.hours / EFFECTIVE_WEEK)

    @property
    def is_heavy(self) -> bool:
        """Teams take more than half of the effective week: little is left for the work of his own unit."""
        return 2 * self.hours > EFFECTIVE_WEEK

    @property
    def is_too_much(self) -> bool:
        return self.hours > EFFECTIVE_WEEK


def load_with(now: int, more: int = 0) -> Load:
    """The load when `more` hours come to those of `now`."""
    return Load(now + more)
