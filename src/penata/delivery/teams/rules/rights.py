"""Who may do what with a team."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from penata.foundation.accounts.rules import Standing


class Right(StrEnum):
    SEE = "see"
    INVITE = "invite"  # ask for members, answer volunteers
    CHANGE = "change"  # purpose, period, skills, members
    REPORT = "report"  # what was reached
    DISSOLVE = "dissolve"


@dataclass(frozen=True, slots=True)
class Ties:
    """How someone stands to a team. `is_official`: heads its unit or one above, or may form teams anywhere."""

    is_official: bool
    is_leader: bool
    is_member: bool

    @property
    def decides(self) -> bool:
        """For the team: about volunteers, and whom to ask for."""
        return self.is_official or self.is_leader


def ties_of(
    standing: Standing, *, unit_id: int, leader_id: int | None, members: frozenset[int], below: frozenset[int]
) -> Ties:
    """`below`: the units that he heads and all below them. `members` and `leader_id` are persons of the day."""
    person = standing.person_id
    return Ties(
        is_official=standing.is_active and (unit_id in below or standing.may("teams.form")),
        is_leader=person is not None and person == leader_id,
        is_member=person is not None and person in members,
    )


def rights_of(ties: Ties, *, is_dissolved: bool) -> frozenset[Right]:
    """Leaders organize the work and report to the head of the unit, who assigns and accepts the result
    (PermenPANRB 7/2022): he asks for members and reports, the official changes and dissolves."""
    found = {Right.SEE}
    if is_dissolved:
        return frozenset(found)
    if ties.decides:
        found.add(Right.INVITE)
    if ties.is_leader:
        found.add(Right.REPORT)
    if ties.is_official:
        found |= {Right.CHANGE, Right.DISSOLVE}
    return frozenset(found)


def may_form(standing: Standing, *, unit_id: int, below: frozenset[int]) -> bool:
    """Heads of units form teams for their units and those below; holders of the permission for any unit."""
    return standing.is_active and (unit_id in below or standing.may("teams.form"))


def may_end(
    standing: Standing, rights: frozenset[Right], *, person_id: int, unit_id: int | None, below: frozenset[int]
) -> bool:
    """Who may end a member's work before its day: the team's official, and the heads of the member's own unit, who lent
    him and call him back. Never he himself by heading it."""
    return Right.CHANGE in rights or (person_id != standing.person_id and unit_id in below)


def needs_consent(*, unit_id: int | None, team_units: frozenset[int], by_official: bool) -> bool:
    """Whether someone's superior is asked: when units are crossed, and when it is not the team's official who asks.

    `team_units`: the team's unit and all below it, whose people the official assigns himself (PermenPANRB 7/2022).
    """
    return not by_official or unit_id is None or unit_id not in team_units
