"""Asking for someone, offering oneself, and what the team answers."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.people.models import Person
from penata.organization.people.queries import accounts_of

from .. import queries
from ..models import Request, Role, Team, Way
from ..rules import Act, Right, needs_consent, next_state
from ..rules.load import MOST_HOURS
from .deciding import ask_superior, assigned, close, held
from .keeping import accounts, day, days, journal, leading, locked, must_fit, require, said, seat, span, within
from .telling import offer_page, own_page, say


@transaction.atomic
def invite(
    team: Team,
    *,
    person: Person,
    words: str,
    hours: int,
    role: str = Role.MEMBER,
    part: str = "",
    since: date,
    until: date,
    by: Actor,
    at: datetime,
    standing: Standing | None = None,
) -> Request:
    """Ask for someone, by appointment (PermenPANRB 7/2022: *penunjukan*). When units are crossed, or when the leader
    and not the official asks, his superior is asked for consent; else he is assigned at once.

    Refused: `teams.not_yours`, `teams.no_position`, `teams.member_already`, `teams.asked_already`,
    `teams.has_leader`, `teams.outside_period`, `teams.nobody_above`, `teams.hours`, `teams.words_missing`.
    """
    team = locked(team)
    ties = require(team, Right.INVITE, standing, at)
    request = _request(
        team, person, Way.APPOINTED, words=words, hours=hours, role=role, part=part, since=since, until=until,
        by=by, at=at,
    )  # fmt: skip
    found, units = seat(person, at), queries.team_units(team.unit_id, day(at))
    if not needs_consent(unit_id=found.unit_id, team_units=units, by_official=ties.is_official):
        request.state, request.decided_at, request.decided_by = Request.State.ASSIGNED, at, by.label[:200]
        request.save()
        assigned(request, team, because=request.words, by=by, at=at)
        return request
    ask_superior(request, found, by=by, at=at)
    say("invited", team, accounts(person), by=by, at=at, text=request.words, link=own_page())
    journal("invite", team, by=by, at=at, because=request.words, person=person, hours=hours, days=days(request.period))
    return request


@transaction.atomic
def volunteer(
    team: Team,
    *,
    person: Person,
    words: str,
    hours: int,
    part: str = "",
    since: date,
    until: date,
    by: Actor,
    at: datetime,
) -> Request:
    """Offer oneself to a team that asks for volunteers (PermenPANRB 7/2022: *pengajuan sukarela*).

    Refused: `teams.no_volunteers`, and as `invite`.
    """
    team = locked(team)
    if not team.takes_volunteers or team.until <= day(at):
        raise Refused("teams.no_volunteers")
    request = _request(
        team, person, Way.VOLUNTEERED, words=words, hours=hours, role=Role.MEMBER, part=part, since=since, until=until,
        by=by, at=at,
    )  # fmt: skip
    seat(person, at)
    request.save()
    journal("volunteer", team, by=by, at=at, because=request.words, person=person, hours=hours)
    told = leading(team, day(at))
    say("offered", team, told, by=by, at=at, name=person.name, text=request.words, link=offer_page(request))
    return request


@transaction.atomic
def welcome(request: Request, *, by: Actor, at: datetime, standing: Standing | None = None) -> Request:
    """The team takes a volunteer; across units, or when the leader says so, his superior's consent comes next.

    Refused: `teams.request_ended`, `teams.not_yours`, `teams.own_request`, and as `invite`.
    """
    team, request = held(request)
    ties = require(team, Right.INVITE, standing, at)
    _not_himself(request, standing)
    found, units = seat(request.person, at), queries.team_units(team.unit_id, day(at))
    asks = needs_consent(unit_id=found.unit_id, team_units=units, by_official=ties.is_official)
    request.state = next_state(Act.WELCOME, request.state, needs_consent=asks)
    request.welcomed_at, request.welcomed_by = at, by.label[:200]
    request.unit_id, request.position_id = found.unit_id, found.position_id
    if not asks:
        request.decided_at, request.decided_by = at, by.label[:200]
        request.save()
        assigned(request, team, because=request.words, by=by, at=at)
        return request
    must_fit(team, request.person, request.role, request.period)
    ask_superior(request, found, by=by, at=at)
    journal("welcome", team, by=by, at=at, person=request.person)
    say("welcomed", team, accounts(request.person), by=by, at=at, link=own_page())
    return request


@transaction.atomic
def decline(request: Request, *, because: str, by: Actor, at: datetime, standing: Standing | None = None) -> Request:
    """The team does not take a volunteer, and says why. Refused: `teams.request_ended`, `teams.not_yours`,
    `teams.reason_missing`."""
    team, request = held(request)
    require(team, Right.INVITE, standing, at)
    _not_himself(request, standing)
    because = said(because, "teams.reason_missing", "because")
    close(request, next_state(Act.DECLINE, request.state), because, by=by, at=at)
    journal("decline", team, by=by, at=at, because=because, person=request.person)
    say("declined", team, accounts(request.person), by=by, at=at, text=because, link=own_page())
    return request


@transaction.atomic
def withdraw(
    request: Request, *, because: str = "", by: Actor, at: datetime, standing: Standing | None = None
) -> Request:
    """Who asked takes it back: a volunteer his offer, the team its request.

    Refused: `teams.request_ended`, `teams.not_yours`.
    """
    team, request = held(request)
    if standing is not None and not _is_own_offer(request, standing):
        require(team, Right.INVITE, standing, at)
    was_asked = request.state == Request.State.ASKED
    close(request, next_state(Act.WITHDRAW, request.state), because.strip(), by=by, at=at)
    journal("withdraw", team, by=by, at=at, because=because, person=request.person)
    told = accounts(request.person)
    if was_asked and request.superior_id is not None:
        told += accounts_of(request.superior_id, day(at))
    words = {"name": request.person.name, "text": because.strip()}
    say("withdrawn", team, told, by=by, at=at, link=own_page(), **words)
    return request


def _request(
    team: Team,
    person: Person,
    way: Way,
    *,
    words: str,
    hours: int,
    role: str,
    part: str,
    since: date,
    until: date,
    by: Actor,
    at: datetime,
) -> Request:
    """A request that fits the team, not yet written."""
    if not 1 <= hours <= MOST_HOURS:
        raise Refused("teams.hours", field="hours", most=MOST_HOURS)
    period, found = within(team, span(since, until)), seat(person, at)
    must_fit(team, person, role, period)
    if Request.objects.filter(team=team, person=person, decided_at=None).exists():
        raise Refused("teams.asked_already", field="person", name=person.name)
    return Request(
        team=team,
        person=person,
        unit_id=found.unit_id,
        position_id=found.position_id,
        way=way,
        role=role,
        part=part.replace("\x00", "").strip()[:200],
        hours=hours,
        period=period,
        words=said(words, "teams.words_missing", "words"),
        state=Request.State.OFFERED,
        asked_at=at,
        asked_by_id=by.id,
        asked_by=by.label[:200],
    )


def _not_himself(request: Request, standing: Standing | None) -> None:
    if standing is not None and standing.person_id == request.person_id:
        raise Refused("teams.own_request")


def _is_own_offer(request: Request, standing: Standing) -> bool:
    return standing.person_id == request.person_id and request.way == Way.VOLUNTEERED
