"""Lists of teams, and all that the page of one shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from penata.organization.structure import queries as structure

from .. import rules
from ..models import Membership, Request, Role, Skill, Team
from ..rules import Right, TeamState, Ties, rights_of
from .loads import load_of
from .rights import Sight, calls, ties, visible_to
from .seats import seat_of


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty values do not narrow."""

    q: str = ""
    state: str = ""  # "": those not dissolved
    whose: str = ""  # "mine": I work in; "unit": of my units

    def with_changes(self, **changes: Any) -> Filters:
        return replace(self, **changes)


class TeamRow(NamedTuple):
    """A line of a list."""

    id: int
    name: str
    purpose: str
    unit: str
    leader: str
    members: int
    units: int
    waiting: int
    since: date
    last_day: date
    state: TeamState


def filtered(seen: Sight, filters: Filters) -> QuerySet[Team]:
    """The visible teams that a list is narrowed to, those that end first at the top."""
    teams = visible_to(seen)
    if filters.q:
        teams = teams.filter(Q(name__icontains=filters.q) | Q(purpose__icontains=filters.q))
    if filters.whose == "mine":
        teams = teams.filter(pk__in=Membership.objects.filter(person=seen.standing.person_id).values("team_id"))
    elif filters.whose == "unit":
        teams = teams.filter(unit__in=seen.below)
    return _in_state(teams, filters.state, seen.on)


def _in_state(teams: QuerySet[Team], state: str, on: date) -> QuerySet[Team]:
    if state == TeamState.DISSOLVED:
        return teams.exclude(dissolved_on=None).order_by("-dissolved_on", "-pk")
    teams = teams.filter(dissolved_on=None).order_by("period__endswith", "pk")
    if state == TeamState.PLANNED:
        return teams.filter(period__startswith__gt=on)
    if state == TeamState.ACTIVE:
        return teams.filter(period__contains=on)
    if state == TeamState.OVERDUE:
        return teams.filter(period__endswith__lte=on)
    return teams


def open_calls(words: str, on: date) -> QuerySet[Team]:
    """Teams that ask for volunteers, as every civil servant may read them."""
    found = calls(on)
    if words:
        wanted = Q(name__icontains=words) | Q(purpose__icontains=words) | Q(skills__words__icontains=words)
        found = found.filter(pk__in=found.filter(wanted).values("pk"))
    return found.order_by("period__endswith", "pk")


def rows_of(teams: Sequence[Team], on: date) -> list[TeamRow]:
    """The lines of some teams, in their order: three queries."""
    keys = [team.pk for team in teams]
    days = {team.pk: team.shown_on(on) for team in teams}
    rows = Membership.objects.filter(team__in=keys).values_list("team_id", "role", "person__name", "unit_id", "period")
    members = [row[:4] for row in rows if row[4].lower <= days[row[0]] < row[4].upper]
    leaders = {team: name for team, role, name, _unit in members if role == Role.LEADER}
    count, units = Counter(row[0] for row in members), Counter(key for key, _unit in {(r[0], r[3]) for r in members})
    open_requests = Request.objects.filter(team__in=keys, decided_at=None)
    waiting = Counter(open_requests.values_list("team_id", flat=True))
    names = structure.unit_names({team.unit_id for team in teams}, on)
    return [
        TeamRow(
            team.pk, team.name, team.purpose, names.get(team.unit_id, ""), leaders.get(team.pk, ""), count[team.pk],
            units[team.pk], waiting[team.pk], team.since, team.last_day, team.state(on),
        )
        for team in teams
    ]  # fmt: skip


def of_unit(unit_id: int, seen: Sight) -> QuerySet[Team]:
    """The teams of a unit that he may see, those not dissolved first."""
    return visible_to(seen).filter(unit=unit_id).order_by("-dissolved_on", "period__endswith", "pk")


def may_see_load(person_id: int, seen: Sight) -> bool:
    """What teams take of someone's week is for himself, the heads above him, and who sees all teams."""
    if not seen.standing.is_active or seen.standing.person_id == person_id:
        return seen.standing.is_active
    if seen.sees_all:
        return True
    seat = seat_of(person_id, seen.on) if seen.below else None
    return seat is not None and seat.unit_id in seen.below


def skills_of(team_ids: Sequence[int]) -> dict[int, list[str]]:
    """The wanted skills of teams."""
    found: dict[int, list[str]] = {}
    for team, words in Skill.objects.filter(team__in=team_ids).order_by("pk").values_list("team_id", "words"):
        found.setdefault(team, []).append(words)
    return found


class MemberRow(NamedTuple):
    """Someone at work in a team, with what all teams take of his week."""

    member: Membership
    name: str
    title: str
    unit: str
    load: int
    may_end: bool  # this reader his work in the team


@dataclass(frozen=True, slots=True)
class TeamPage:
    """A team as its page shows it to one reader."""

    team: Team
    state: TeamState
    unit: str
    members: list[MemberRow]
    later: list[MemberRow]  # not begun
    earlier: list[MemberRow]  # ended
    requests: list[RequestRow]
    skills: list[str]
    ties: Ties
    rights: frozenset[Right]

    @property
    def units(self) -> int:
        return len({row.member.unit_id for row in self.members})

    @property
    def has_leader(self) -> bool:
        return any(row.member.role == Role.LEADER for row in self.members)

    @property
    def may_invite(self) -> bool:
        return Right.INVITE in self.rights

    @property
    def may_change(self) -> bool:
        return Right.CHANGE in self.rights

    @property
    def may_report(self) -> bool:
        return Right.REPORT in self.rights

    @property
    def may_dissolve(self) -> bool:
        return Right.DISSOLVE in self.rights


class RequestRow(NamedTuple):
    """A request with the names around it."""

    request: Request
    name: str
    title: str
    unit: str
    superior: str


def request_rows(requests: QuerySet[Request], on: date) -> list[RequestRow]:
    """Requests with titles and names: three queries."""
    rows = list(requests.select_related("person", "team")[:200])
    positions = {key for row in rows for key in (row.position_id, row.superior_id) if key is not None}
    titles = structure.position_titles(positions, on) if positions else {}
    blank = ("", 0, "")
    return [
        RequestRow(
            row,
            row.person.name,
            titles.get(row.position_id or 0, blank)[0],
            titles.get(row.position_id or 0, blank)[2],
            titles.get(row.superior_id or 0, blank)[0],
        )
        for row in rows
    ]


def team_page(team: Team, seen: Sight) -> TeamPage:
    """All that a reader sees of a team: ten queries, however large it is."""
    on, day, stands = seen.on, team.shown_on(seen.on), ties(team, seen)
    rows = list(Membership.objects.filter(team=team).select_related("person").order_by("person__name", "period"))
    rows.sort(key=lambda row: row.role != Role.LEADER)
    titles = structure.position_titles({row.position_id for row in rows if row.position_id is not None}, on)
    hours = load_of({row.person_id for row in rows if on < row.until}, on)
    is_dissolved = team.dissolved_on is not None
    rights = rights_of(stands, is_dissolved=is_dissolved)

    def may_end(row: Membership) -> bool:
        if is_dissolved or row.until <= on:
            return False
        return rules.may_end(seen.standing, rights, person_id=row.person_id, unit_id=row.unit_id, below=seen.below)

    shown = [
        MemberRow(
            row, row.person.name, *_seat(titles.get(row.position_id or 0)), hours.get(row.person_id, 0), may_end(row)
        )
        for row in rows
    ]
    asked = Request.objects.filter(team=team).exclude(state=Request.State.ASSIGNED).order_by("decided_at", "-asked_at")
    if not stands.decides:  # what others answered is between them and those who lead
        asked = asked.filter(Q(state=Request.State.ASKED) | Q(person=seen.standing.person_id))
    return TeamPage(
        team=team,
        state=team.state(on),
        unit=structure.unit_names([team.unit_id], on).get(team.unit_id, ""),
        members=[row for row in shown if row.member.since <= day < row.member.until],
        later=[row for row in shown if day < row.member.since],
        earlier=[row for row in shown if row.member.until <= day],
        requests=request_rows(asked, on),
        skills=list(team.skills.order_by("pk").values_list("words", flat=True)),
        ties=stands,
        rights=rights,
    )


def _seat(found: tuple[str, int, str] | None) -> tuple[str, str]:
    return ("", "") if found is None else (found[0], found[2])


def may_read_letter(member: Membership, seen: Sight) -> bool:
    """Himself, who leads or manages the team, and the heads above him."""
    standing = seen.standing
    if not standing.is_active:
        return False
    if member.person_id == standing.person_id or member.unit_id in seen.below or seen.sees_all:
        return True
    return ties(member.team, seen).decides
