"""What every act on a team does: lock it, ask whether it may, number letters, keep the journal."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.people.models import Person

from .. import queries
from ..models import Membership, Request, Role, Team
from ..rules import Right, Ties, rights_of


def day(at: datetime) -> date:
    """The city's day of an instant."""
    return timezone.localtime(at).date()


def locked(team: Team) -> Team:
    """The team as it is now, nobody else acting on it meanwhile. Refused: `teams.dissolved`."""
    found = Team.objects.select_for_update().get(pk=team.pk)
    if found.dissolved_on is not None:
        raise Refused("teams.dissolved")
    return found


def require(team: Team, right: Right, standing: Standing | None, at: datetime) -> Ties:
    """How he stands to the team; without a standing the caller is trusted as the team's official.

    Refused: `teams.not_yours`.
    """
    if standing is None:
        return Ties(is_official=True, is_leader=False, is_member=False)
    ties = queries.ties(team, queries.sight(standing, on=day(at)))
    if right not in rights_of(ties, is_dissolved=False):
        raise Refused("teams.not_yours")
    return ties


def span(since: date, until: date) -> DateRange:
    """Refused: `teams.period_empty` when it holds no day."""
    if until <= since:
        raise Refused("teams.period_empty", field="last_day")
    return DateRange(since, until)


def within(team: Team, period: DateRange) -> DateRange:
    """Refused: `teams.outside_period` when it leaves the days of the team."""
    if period.lower < team.since or period.upper > team.until:
        raise Refused("teams.outside_period", field="since")
    return period


def seat(person: Person, at: datetime, *, field: str = "person") -> queries.Seat:
    """Where someone works now. Refused: `teams.no_position`."""
    found = queries.seat_of(person.pk, day(at))
    if found is None:
        raise Refused("teams.no_position", field=field, name=person.name)
    return found


def must_fit(team: Team, person: Person, role: str, period: DateRange) -> None:
    """Refused: `teams.member_already`, `teams.has_leader`."""
    overlapping = Membership.objects.filter(team=team, period__overlap=period)
    if overlapping.filter(person=person).exists():
        raise Refused("teams.member_already", field="person", name=person.name)
    leader = overlapping.filter(role=Role.LEADER).select_related("person").first() if role == Role.LEADER else None
    if leader is not None:
        raise Refused("teams.has_leader", field="role", name=leader.person.name)


def assign(request: Request, team: Team, *, at: datetime) -> Membership:
    """Put who was asked for to work: a membership with its numbered letter of assignment."""
    must_fit(team, request.person, request.role, request.period)
    signing = queries.signing_of(team.unit_id, day(at))
    return Membership.objects.create(
        team=team,
        person=request.person,
        unit_id=request.unit_id,
        position_id=request.position_id,
        way=request.way,
        role=request.role,
        part=request.part,
        hours=request.hours,
        period=request.period,
        request=request,
        letter_number=next_letter(team, at),
        letter_on=day(at),
        signed_title=signing.title[:200],
        signed_name=signing.name,
    )


def next_letter(team: Team, at: datetime) -> str:
    """The next number of the team's letters; the team is locked."""
    team.letters += 1
    team.save(update_fields=["letters"])
    return f"{team.letters:02}/ST-TIM{team.pk}/{day(at).year}"


def settle() -> None:
    """Ask the database's laws now instead of at commit."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


def journal(
    verb: str, team: Team, *, by: Actor, at: datetime, because: str = "", person: Person | None = None, **details: Any
) -> None:
    """One entry per act, on the team."""
    if person is not None:
        details["person"] = person.name
    record(by=by, act=f"teams.{verb}", about=team, because=because, at=at, **details)


def said(text: str, code: str, field: str) -> str:
    """The text without blanks around it. Refused: the code when it is empty."""
    text = text.replace("\x00", "").strip()
    if not text:
        raise Refused(code, field=field)
    return text


def days(period: Any) -> list[str]:
    """A period as the journal keeps it."""
    return [period.lower.isoformat(), period.upper.isoformat()]


def accounts(*people: Person | None) -> list[int | None]:
    """The accounts of people, as far as they have one."""
    return [person.account_id for person in people if person is not None]


def leading(team: Team, on: date) -> list[int | None]:
    """The accounts of those who decide for a team: its leader, and who answers for the head of its unit."""
    from penata.organization.people.queries import accounts_of

    leader = queries.members_on([team.pk], on).filter(role=Role.LEADER).values_list("person__account_id", flat=True)
    head = queries.signing_of(team.unit_id, on).position_id
    return [*leader, *(accounts_of(head, on) if head is not None else [])]
