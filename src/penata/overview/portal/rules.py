"""The steps of a report, in their order, and how much a resident may write."""

from __future__ import annotations

from dataclasses import dataclass

WORDS_LEAST, WORDS_MOST = 10, 10_000
PHOTOS_MOST = 5
DRAFTS_AN_HOUR, PHOTOS_AN_HOUR = 120, 200  # from one address, behind which a whole office may stand
ACTS_AN_HOUR = 20  # of one reporter, on one report
STEPS = ("words", "place", "photos", "reporter", "check")


@dataclass(frozen=True, slots=True)
class Progress:
    """What of a report has been answered."""

    has_words: bool
    has_place: bool
    has_reporter: bool

    @property
    def next_step(self) -> str:
        """The first step that is still open; photos are never asked for twice."""
        if not self.has_words:
            return "words"
        if not self.has_place:
            return "place"
        return "check" if self.has_reporter else "reporter"


def may_check(progress: Progress) -> bool:
    return progress.next_step == "check"


def step_number(step: str) -> tuple[int, int]:
    """(2, 5) for the second of five."""
    return STEPS.index(step) + 1, len(STEPS)
