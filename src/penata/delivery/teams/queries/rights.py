"""Which teams someone sees, and how he stands to one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from penata.foundation.accounts.rules import Standing
from penata.organization.people import queries as people
from penata.organization.structure import queries as structure

from .. import rules
from ..models import Membership, Request, Role, Team
from ..rules import Right, Ties, needs_consent, rights_of, ties_of
from .seats import seat_of, team_units


@dataclass(frozen=True, slots=True)
class Sight:
    """A standing with the units that he heads and all below them on a day."""

    standing: Standing
    below: frozenset[int]
    on: date

    @property
    def sees_all(self) -> bool:
        return self.standing.may("teams.see") or self.standing.may("teams.form")


def sight(standing: Standing, *, on: date) -> Sight:
    """One query for who heads a unit, none for others. Ask once in a request."""
    below = structure.subtree_ids(standing.heads, on) if standing.heads else ()
    return Sight(standing, frozenset(below), on)


def visible_to(seen: Sight) -> QuerySet[Team]:
    """THE queryset for list, detail and whatever stands on teams.

    Members and those who are asked see their team, heads the teams of their units and those that their people work
    in or are asked for; holders of a permission see all. A volunteer sees the call until the team welcomed him.
    """
    standing = seen.standing
    if not standing.is_active:
        return Team.objects.none()
    if seen.sees_all:
        return Team.objects.all()
    mine = Q(pk__in=[])
    if standing.person_id is not None:
        mine |= Q(pk__in=Membership.objects.filter(person=standing.person_id).values("team_id"))
        asked = Request.objects.filter(person=standing.person_id, state=Request.State.ASKED)
        mine |= Q(pk__in=asked.values("team_id"))
    if seen.below:
        asked = Request.objects.filter(unit__in=seen.below, state=Request.State.ASKED)
        mine |= Q(unit__in=seen.below) | Q(pk__in=asked.values("team_id"))
        mine |= Q(pk__in=Membership.objects.filter(unit__in=seen.below).values("team_id"))
    return Team.objects.filter(mine)


def calls(on: date) -> QuerySet[Team]:
    """Teams that ask for volunteers: every civil servant may read what they are for."""
    return Team.objects.filter(takes_volunteers=True, dissolved_on=None, period__endswith__gt=on)


def members_on(team_ids: Iterable[int], on: date) -> QuerySet[Membership]:
    """Who works in teams on a day."""
    return Membership.objects.filter(team__in=list(team_ids), period__contains=on)


def ties(team: Team, seen: Sight) -> Ties:
    """How he stands to a team; one query. Whose time with it is over still stands to it as on its last day."""
    rows = list(members_on([team.pk], team.shown_on(seen.on)).values_list("person_id", "role"))
    leader = next((person for person, role in rows if role == Role.LEADER), None)
    members = frozenset(person for person, _role in rows)
    return ties_of(seen.standing, unit_id=team.unit_id, leader_id=leader, members=members, below=seen.below)


def rights(team: Team, seen: Sight) -> frozenset[Right]:
    """What he may do with a team; one query."""
    return rights_of(ties(team, seen), is_dissolved=team.dissolved_on is not None)


def may_end(member: Membership, seen: Sight) -> bool:
    """Whether he may end this member's work, for the team or as the superior who calls him back; one query."""
    if member.team.dissolved_on is not None:
        return False
    found = rights(member.team, seen)
    return rules.may_end(seen.standing, found, person_id=member.person_id, unit_id=member.unit_id, below=seen.below)


def teams_of(person_id: int, on: date) -> QuerySet[Team]:
    """The teams that someone works in on a day."""
    mine = Membership.objects.filter(person=person_id, period__contains=on)
    return Team.objects.filter(pk__in=mine.values("team_id")).order_by("name", "pk")


def may_consent(request: Request, standing: Standing, on: date) -> bool:
    """Whether he is the superior who is asked, or answers in his place; never about himself."""
    if request.superior_id is None or standing.person_id is None or standing.person_id == request.person_id:
        return False
    if request.superior_id in standing.positions:
        return True
    found = consenters([(request.superior_id, request.person_id)], on)
    return found.get((request.superior_id, request.person_id)) == standing.person_id


def may_answer(request: Request, seen: Sight) -> bool:
    """Whether he decides for the team about a volunteer; never about himself."""
    return request.person_id != seen.standing.person_id and ties(request.team, seen).decides


def consenters(asked: Iterable[tuple[int, int]], on: date) -> dict[tuple[int, int], int]:
    """(superior's position, person asked for) → the person who consents today: holder, acting holder, substitute,
    or who stands above when nobody is there. Who stands in for his own superior is not asked about himself."""
    found = people.responders_about(asked, on)
    return {pair: answering.person_id for pair, answering in found.items() if answering.person_id is not None}


class Consenter(NamedTuple):
    """Who would be asked; `how` as in people's `Responder`; without a title nobody stands above."""

    title: str = ""
    name: str = ""
    how: str = ""


def consenter_of(team: Team, person_id: int, seen: Sight) -> Consenter | None:
    """Whose consent it needs when this reader asks for someone; None: nobody's, he is assigned at once."""
    seat = seat_of(person_id, seen.on)
    stands, units = ties(team, seen), team_units(team.unit_id, seen.on)
    unit_id = seat.unit_id if seat else None
    if not needs_consent(unit_id=unit_id, team_units=units, by_official=stands.is_official):
        return None
    if seat is None or seat.superior_id is None:
        return Consenter()
    pair = (seat.superior_id, person_id)
    found = people.responders_about([pair], seen.on).get(pair)
    return Consenter() if found is None else Consenter(found.position_title, found.person_name or "", found.how)
