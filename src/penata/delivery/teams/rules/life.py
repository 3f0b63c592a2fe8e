"""How a team and a request to join it go through their lives."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from penata.foundation.refusals import Refused


class TeamState(StrEnum):
    """Of a day: not begun, at work, past its end without a result, dissolved."""

    PLANNED = "planned"
    ACTIVE = "active"
    OVERDUE = "overdue"
    DISSOLVED = "dissolved"


class RequestState(StrEnum):
    """`offered`: a volunteer waits for the team. `asked`: the superior's consent is awaited."""

    OFFERED = "offered"
    ASKED = "asked"
    ASSIGNED = "assigned"
    REFUSED = "refused"  # by the superior
    DECLINED = "declined"  # by the team
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What may be done about a request."""

    WELCOME = "welcome"
    DECLINE = "decline"
    CONSENT = "consent"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


# PermenPANRB 7/2022: the official who needs someone asks; the superior of another unit agrees; a letter follows.
_MOVES: dict[Act, tuple[RequestState, RequestState]] = {
    Act.WELCOME: (RequestState.OFFERED, RequestState.ASKED),
    Act.DECLINE: (RequestState.OFFERED, RequestState.DECLINED),
    Act.CONSENT: (RequestState.ASKED, RequestState.ASSIGNED),
    Act.REFUSE: (RequestState.ASKED, RequestState.REFUSED),
}
OPEN_STATES = (RequestState.OFFERED, RequestState.ASKED)


def next_state(act: Act, state: str, *, needs_consent: bool = True) -> RequestState:
    """The state after an act; a volunteer who needs no consent is assigned when he is welcomed.

    Refused: `teams.request_ended` when the act does not fit the state.
    """
    if act is Act.WITHDRAW and state in OPEN_STATES:
        return RequestState.WITHDRAWN
    before, after = _MOVES.get(act, (None, RequestState.WITHDRAWN))
    if state != before:
        raise Refused("teams.request_ended")
    return RequestState.ASSIGNED if act is Act.WELCOME and not needs_consent else after


def acts_open(state: str, *, decides: bool, is_asker: bool, is_superior: bool) -> frozenset[Act]:
    """What someone may do about a request: `decides` for the team, `is_asker` made it, `is_superior` consents."""
    found = {act for act, (before, _after) in _MOVES.items() if state == before}
    mine = set()
    if decides:
        mine |= {Act.WELCOME, Act.DECLINE}
    if is_superior:
        mine |= {Act.CONSENT, Act.REFUSE}
    if state in OPEN_STATES and (is_asker or (decides and state == RequestState.ASKED)):
        found.add(Act.WITHDRAW)
        mine.add(Act.WITHDRAW)
    return frozenset(found & mine)


def state_of(since: date, until: date | None, dissolved_on: date | None, on: date) -> TeamState:
    """What a team is on a day. `until` is the first day after it; a team that reached it still owes its result."""
    if dissolved_on is not None and dissolved_on <= on:
        return TeamState.DISSOLVED
    if on < since:
        return TeamState.PLANNED
    return TeamState.OVERDUE if until is not None and until <= on else TeamState.ACTIVE
