"""From which state a topic may come to which, and how long its posts may be changed."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

EDIT_TIME = timedelta(minutes=30)  # after it was written; what stood there before is kept
TITLE_LEAST, TITLE_MOST = 8, 160
WORDS_LEAST, WORDS_MOST = 10, 5_000
PAGE = 30  # posts


class State(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


NEXT: dict[State, tuple[State, ...]] = {
    State.OPEN: (State.ANSWERED, State.ACCEPTED, State.UNDER_WAY, State.DONE, State.DROPPED),
    State.ANSWERED: (State.ACCEPTED, State.UNDER_WAY, State.DONE, State.DROPPED, State.OPEN),
    State.ACCEPTED: (State.UNDER_WAY, State.DONE, State.DROPPED),
    State.UNDER_WAY: (State.DONE, State.DROPPED, State.ACCEPTED),
    State.DONE: (State.OPEN, State.UNDER_WAY),
    State.DROPPED: (State.OPEN,),
}


def may_become(state: str, after: str) -> bool:
    return after in set(State) and State(after) in NEXT[State(state)]


def may_edit(at: datetime, now: datetime) -> bool:
    """The author changes his words within half an hour."""
    return now - at <= EDIT_TIME
