"""Who answers for a position today: the holder, who acts for him, who stands in, or the superior; and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

DEFINITIVE, ACTING, DAILY = "definitive", "plt", "plh"


@dataclass(frozen=True, slots=True)
class Seat:
    """A holder of a position on the way up the line; `person_id` is None on a position that nobody holds.

    `step` is 0 for the position asked for, 1 for its superior, and so on.
    """

    step: int
    position_id: int
    position_title: str
    unit_id: int
    unit_name: str
    kind: str | None = None
    seat: int | None = None
    person_id: int | None = None
    person_name: str | None = None
    account_id: int | None = None
    is_away: bool = False
    substitute_id: int | None = None
    substitute_name: str | None = None
    substitute_account_id: int | None = None


@dataclass(frozen=True, slots=True)
class Responder:
    """Who answers, in which position. `steps` explain in codes, in order: `seat_empty`, `holder_away`, `acting_away`,
    `daily`, `acting`, `substitute`, `no_substitute`, `superior`, `nobody`.

    `person_id` is None only when nobody up the whole line is there; then `how` is "superior" or, for a position
    without any superior, "holder".
    """

    position_id: int
    position_title: str
    unit_id: int
    unit_name: str
    person_id: int | None
    person_name: str | None
    account_id: int | None
    how: str
    steps: tuple[str, ...] = ()
    told: tuple[int, ...] = ()  # accounts that hear of what comes to this position


def decide(line: Sequence[Seat]) -> Responder | None:
    """The responder from the seats of a position and of its superiors, nearest first; None for an empty line.

    One who is appointed for the days of absence (Plh.) goes before the holder; else the holder; while he is away
    his substitute; on an empty seat who acts (Plt.); else the same question at the superior.
    """
    steps: list[str] = []
    first: Seat | None = None
    last: Seat | None = None
    for step, group in groupby(line, key=lambda seat: seat.step):
        seats = list(group)
        first, last = first or seats[0], seats[0]
        found = _within(seats, steps)
        if found is not None:
            seat, how, by_substitute = found
            hear = tuple(told([other for other in line if other.step >= step]))
            return _responder(seat, "superior" if step else how, tuple(steps), hear, by_substitute=by_substitute)
        steps.append("superior")
    if first is None or last is None:
        return None
    steps[-1] = "nobody"
    seat = first
    return Responder(
        seat.position_id, seat.position_title, seat.unit_id, seat.unit_name, None, None, None,
        "holder" if last.step == 0 else "superior", tuple(steps),
    )  # fmt: skip


def told(line: Sequence[Seat]) -> list[int]:
    """Accounts that hear of what comes to the position: all who are there and the substitutes, else the superior's."""
    for _step, group in groupby(line, key=lambda seat: seat.step):
        seats = [seat for seat in group if seat.person_id is not None]
        accounts = [s.account_id for s in seats if not s.is_away] + [
            s.substitute_account_id for s in seats if s.is_away
        ]
        known = list(dict.fromkeys(account for account in accounts if account is not None))
        if known:
            return known
    return []


def _within(  # noqa: PLR0911 each return is one case of the rule
    seats: Sequence[Seat], steps: list[str]
) -> tuple[Seat, str, bool] | None:
    """Who answers among the seats of one position; adds to the steps why."""
    holders = [s for s in seats if s.kind == DEFINITIVE]
    daily = next((s for s in seats if s.kind == DAILY and not s.is_away), None)
    acting = next((s for s in seats if s.kind == ACTING and not s.is_away), None)
    if holders:
        if daily is not None:
            steps += ["holder_away", "daily"]
            return daily, "daily", False
        here = next((s for s in holders if not s.is_away), None)
        if here is not None:
            return here, "holder", False
        steps.append("holder_away")
        replaced = next((s for s in holders if s.substitute_id is not None), None)
        if replaced is not None:
            steps.append("substitute")
            return replaced, "substitute", True
        if acting is not None:
            steps.append("acting")
            return acting, "acting", False
        steps.append("no_substitute")
        return None
    steps.append("seat_empty")
    for seat, how in ((acting, "acting"), (daily, "daily")):
        if seat is not None:
            steps.append(how)
            return seat, how, False
    away = [s for s in seats if s.kind in {ACTING, DAILY}]
    if away:
        steps.append("acting_away")
        replaced = next((s for s in away if s.substitute_id is not None), None)
        if replaced is not None:
            steps.append("substitute")
            return replaced, "substitute", True
    return None


def _responder(
    seat: Seat, how: str, steps: tuple[str, ...], hear: tuple[int, ...], *, by_substitute: bool
) -> Responder:
    person = (
        (seat.substitute_id, seat.substitute_name, seat.substitute_account_id)
        if by_substitute
        else (seat.person_id, seat.person_name, seat.account_id)
    )
    return Responder(seat.position_id, seat.position_title, seat.unit_id, seat.unit_name, *person, how, steps, hear)
