"""The life of an evaluation: from what stands out through causes and measures to an effect. Pure."""

from __future__ import annotations

from enum import StrEnum

from .effects import Verdict


class State(StrEnum):
    OPEN = "open"
    CAUSES = "causes"  # found
    RUNNING = "running"  # measures
    MEASURED = "measured"
    CLOSED = "closed"
    REOPENED = "reopened"


class Act(StrEnum):
    FIND_CAUSES = "find_causes"
    START = "start"
    MEASURE = "measure"
    CLOSE = "close"
    REOPEN = "reopen"


MOVES: dict[Act, tuple[frozenset[State], State]] = {
    Act.FIND_CAUSES: (frozenset({State.OPEN, State.REOPENED}), State.CAUSES),
    Act.START: (frozenset({State.CAUSES, State.RUNNING, State.MEASURED}), State.RUNNING),
    Act.MEASURE: (frozenset({State.RUNNING, State.MEASURED}), State.MEASURED),
    Act.CLOSE: (frozenset({State.OPEN, State.CAUSES, State.RUNNING, State.MEASURED, State.REOPENED}), State.CLOSED),
    Act.REOPEN: (frozenset({State.CAUSES, State.RUNNING, State.MEASURED, State.CLOSED}), State.REOPENED),
}
DEEPEST = 5  # whys
MOST_CAUSES = 60

WITHOUT_EFFECT = frozenset({Verdict.NONE, Verdict.WORSE})


def next_state(state: str, act: Act) -> State | None:
    """Where an act leads; None where it is not allowed."""
    come_from, to = MOVES[act]
    return to if State(state) in come_from else None


def reopens(verdicts: list[Verdict], *, still_running: bool) -> bool:
    """Whether an evaluation asks anew for causes: what was measured last helped nothing, nor did any other measure,
    and no other is still being measured. Too little to measure, or no fit comparison, is no proof of that."""
    if still_running or not verdicts or Verdict.BETTER in verdicts:
        return False
    return verdicts[-1] in WITHOUT_EFFECT
