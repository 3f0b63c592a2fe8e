"""The life of a case as a table: which act leads from where to where, and who may do it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from penata.foundation.accounts.rules import Standing
from penata.foundation.refusals import Refused

REOPEN_DAYS = 30  # calendar days after closing in which the reporter may reopen


class Kind(StrEnum):
    COMPLAINT = "complaint"
    SUPERVISION = "supervision"
    ASPIRATION = "aspiration"
    INFORMATION = "information"


class State(StrEnum):
    RECEIVED = "received"
    INCOMPLETE = "incomplete"
    VERIFIED = "verified"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    ANSWERED = "answered"
    REOPENED = "reopened"
    CLOSED = "closed"
    NOT_OURS = "not_ours"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"


OPEN = frozenset(
    {
        State.RECEIVED,
        State.INCOMPLETE,
        State.VERIFIED,
        State.ASSIGNED,
        State.IN_PROGRESS,
        State.ANSWERED,
        State.REOPENED,
    }
)
ENDED = frozenset(State) - OPEN
_INTAKE = frozenset({State.RECEIVED, State.VERIFIED})
_HELD = frozenset({State.ASSIGNED, State.IN_PROGRESS, State.REOPENED})  # an officer works on it
_LIVE = _INTAKE | _HELD
_ALL = frozenset(State)


class Party(StrEnum):
    """In what role someone stands to a case."""

    REPORTER = "reporter"
    HOLDER = "holder"  # holds the position that has the case, or stands in for its holder
    HEAD = "head"  # heads a unit in whose subtree the case lies
    ADDRESSEE = "addressee"  # a handover is proposed to him
    ROUTER = "router"
    MODERATOR = "moderator"
    ERASER = "eraser"
    SYSTEM = "system"


_OFFICERS = frozenset({Party.HOLDER, Party.HEAD})
_STAFF = _OFFICERS | {Party.ROUTER}


class Act(StrEnum):
    VERIFY = "verify"
    ASSIGN = "assign"
    START = "start"
    ASK_REPORTER = "ask_reporter"
    AMEND = "amend"
    NOTE = "note"
    REPLY = "reply"
    ANSWER = "answer"
    CLOSE = "close"
    CLOSE_SILENT = "close_silent"
    REOPEN = "reopen"
    HAND_OVER = "hand_over"
    ACCEPT_HANDOVER = "accept_handover"
    RETURN_HANDOVER = "return_handover"
    EXTEND = "extend"
    SPLIT = "split"
    JOIN_SAME = "join_same"
    SET_NOT_OURS = "set_not_ours"
    ARCHIVE = "archive"
    ARCHIVE_UNANSWERED = "archive_unanswered"
    WITHDRAW = "withdraw"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    ESCALATE = "escalate"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the table. `to` None: the state stays (or the act computes it: amend, undo)."""

    come_from: frozenset[State]
    to: State | None
    who: frozenset[Party]


MOVES: dict[Act, Move] = {
    Act.VERIFY: Move(frozenset({State.RECEIVED}), State.VERIFIED, frozenset({Party.ROUTER})),
    Act.ASSIGN: Move(_LIVE, State.ASSIGNED, frozenset({Party.ROUTER, Party.HEAD})),
    Act.START: Move(frozenset({State.ASSIGNED, State.REOPENED}), State.IN_PROGRESS, _OFFICERS),
    Act.ASK_REPORTER: Move(_LIVE, State.INCOMPLETE, _STAFF),
    Act.AMEND: Move(OPEN, None, frozenset({Party.REPORTER})),
    Act.NOTE: Move(_ALL, None, _STAFF | {Party.ADDRESSEE}),
    Act.REPLY: Move(_HELD, State.IN_PROGRESS, _OFFICERS),
    Act.ANSWER: Move(_HELD | {State.ANSWERED}, State.ANSWERED, _OFFICERS),
    Act.CLOSE: Move(frozenset({State.ANSWERED}), State.CLOSED, frozenset({Party.REPORTER})),
    Act.CLOSE_SILENT: Move(frozenset({State.ANSWERED}), State.CLOSED, frozenset({Party.SYSTEM})),
    Act.REOPEN: Move(frozenset({State.ANSWERED, State.CLOSED}), State.REOPENED, frozenset({Party.REPORTER})),
    Act.HAND_OVER: Move(_HELD, None, _OFFICERS),
    Act.ACCEPT_HANDOVER: Move(_HELD, State.ASSIGNED, frozenset({Party.ADDRESSEE})),
    Act.RETURN_HANDOVER: Move(_HELD, None, frozenset({Party.ADDRESSEE})),
    Act.EXTEND: Move(_LIVE, None, frozenset({Party.HEAD, Party.ROUTER})),
    Act.SPLIT: Move(_LIVE, State.IN_PROGRESS, _STAFF),
    Act.JOIN_SAME: Move(_LIVE, State.ARCHIVED, _STAFF),
    Act.SET_NOT_OURS: Move(_LIVE, State.NOT_OURS, frozenset({Party.ROUTER})),
    Act.ARCHIVE: Move(_LIVE | {State.INCOMPLETE}, State.ARCHIVED, frozenset({Party.ROUTER})),
    Act.ARCHIVE_UNANSWERED: Move(frozenset({State.INCOMPLETE}), State.ARCHIVED, frozenset({Party.SYSTEM})),
    Act.WITHDRAW: Move(OPEN, State.WITHDRAWN, frozenset({Party.REPORTER})),
    Act.PUBLISH: Move(_ALL, None, frozenset({Party.MODERATOR})),
    Act.UNPUBLISH: Move(_ALL, None, frozenset({Party.MODERATOR})),
    Act.ESCALATE: Move(OPEN, None, frozenset({Party.SYSTEM})),
    Act.ERASE: Move(_ALL, None, frozenset({Party.ERASER})),
}


@dataclass(frozen=True, slots=True)
class Holding:
    """Where a case lies, as far as it decides who may act: its position and unit, and an open handover's."""

    position_id: int | None
    unit_id: int | None
    handover_position_id: int | None = None
    handover_unit_id: int | None = None


def next_state(act: Act, state: str) -> State:
    """The state after an act; Refused("cases.not_now") when the act does not fit the state."""
    move = MOVES[act]
    if state not in move.come_from:
        raise Refused("cases.not_now", act=str(act), state=state)
    return move.to or State(state)


def parties_of(standing: Standing, holding: Holding, *, subtree: frozenset[int]) -> frozenset[Party]:
    """In which roles an officer stands to a case. `subtree`: the units that he heads, and all below them."""
    found = set()
    if holding.position_id in standing.positions:
        found.add(Party.HOLDER)
    if holding.unit_id in subtree:
        found.add(Party.HEAD)
    if holding.handover_position_id in standing.positions or holding.handover_unit_id in subtree:
        found.add(Party.ADDRESSEE)
    for permission, party in (
        ("cases.route", Party.ROUTER),
        ("cases.moderate", Party.MODERATOR),
        ("cases.erase", Party.ERASER),
    ):
        if standing.may(permission):
            found.add(party)
    return frozenset(found)


def acts_open(state: str, parties: frozenset[Party], *, has_handover: bool) -> list[Act]:
    """The acts that these parties may do now, in the order of the table."""
    found = []
    for act, move in MOVES.items():
        if state not in move.come_from or not move.who & parties:
            continue
        if act in {Act.ACCEPT_HANDOVER, Act.RETURN_HANDOVER} and not has_handover:
            continue
        if act in {Act.HAND_OVER, Act.SPLIT, Act.ANSWER, Act.ASK_REPORTER} and has_handover:
            continue
        found.append(act)
    return found


def may_reopen(state: str, closed_on: date | None, today: date) -> bool:
    """An answered case at once; a closed one for 30 calendar days after closing."""
    if state == State.ANSWERED:
        return True
    return state == State.CLOSED and closed_on is not None and today <= closed_on + timedelta(days=REOPEN_DAYS)
