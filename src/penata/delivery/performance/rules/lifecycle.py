"""Who may do what with an evaluation, and where that leads."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    OPEN = "open"  # the person gathers and reports
    SUBMITTED = "submitted"  # the superior decides
    DECIDED = "decided"  # the person accepts or objects
    OBJECTED = "objected"  # the superior's superior answers
    CLOSED = "closed"


OPEN = frozenset(State) - {State.CLOSED}


class Act(StrEnum):
    CHOOSE = "choose"
    SUBMIT = "submit"
    GIVE_BACK = "give-back"
    DECIDE = "decide"
    ACCEPT = "accept"
    OBJECT = "object"
    ANSWER = "answer"
    ASK_REOPEN = "reopen"
    SIGN_REOPEN = "sign"
    DECLINE_REOPEN = "decline"


class Party(StrEnum):
    """How someone stands to an evaluation at this moment."""

    PERSON = "person"
    APPRAISER = "appraiser"  # the superior, or who answers for him today
    JUDGE = "judge"  # who answers an objection: the superior of the superior


_MOVES: dict[tuple[State, Act], tuple[frozenset[Party], State]] = {
    (State.OPEN, Act.CHOOSE): (frozenset({Party.PERSON}), State.OPEN),
    (State.OPEN, Act.SUBMIT): (frozenset({Party.PERSON}), State.SUBMITTED),
    (State.SUBMITTED, Act.GIVE_BACK): (frozenset({Party.APPRAISER}), State.OPEN),
    (State.SUBMITTED, Act.DECIDE): (frozenset({Party.APPRAISER}), State.DECIDED),
    (State.DECIDED, Act.ACCEPT): (frozenset({Party.PERSON}), State.CLOSED),
    (State.DECIDED, Act.OBJECT): (frozenset({Party.PERSON}), State.OBJECTED),
    (State.OBJECTED, Act.ANSWER): (frozenset({Party.JUDGE}), State.CLOSED),
    (State.CLOSED, Act.ASK_REOPEN): (frozenset({Party.PERSON, Party.APPRAISER}), State.CLOSED),
}
_REOPENING = {Act.SIGN_REOPEN, Act.DECLINE_REOPEN}


def acts_open(state: str, parties: frozenset[Party], *, is_over: bool, asked_by: Party | None = None) -> frozenset[Act]:
    """What these parties may do now. `is_over`: the period has ended, so the superior need not wait for the report.

    `asked_by`: who signed a reopening that still waits for the other signature; the other one signs or declines.
    """
    here = State(state)
    acts = {act for (at, act), (who, _to) in _MOVES.items() if at is here and who & parties}
    if here is State.OPEN and is_over and Party.APPRAISER in parties:
        acts.add(Act.DECIDE)
    if asked_by is not None:
        acts.discard(Act.ASK_REOPEN)
        other = Party.APPRAISER if asked_by is Party.PERSON else Party.PERSON
        if here is State.CLOSED and other in parties:
            acts |= _REOPENING
    return frozenset(acts)


def next_state(state: str, act: Act) -> State:
    """Where an act leads; the second signature of a reopening leads back to the superior's appraisal."""
    if act is Act.SIGN_REOPEN:
        return State.SUBMITTED
    if act is Act.DECLINE_REOPEN:
        return State.CLOSED
    if act is Act.DECIDE:
        return State.DECIDED
    return _MOVES[State(state), act][1]
