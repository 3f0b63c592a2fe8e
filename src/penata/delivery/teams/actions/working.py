"""A member stops before his time, or the lead passes on."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from .. import queries
from ..models import Membership, Role, Team
from ..rules import Right
from .keeping import accounts, day, journal, leading, locked, next_letter, require, said, settle
from .telling import say


@transaction.atomic
def end_membership(
    member: Membership, *, on: date, because: str, by: Actor, at: datetime, standing: Standing | None = None
) -> None:
    """From the day on he works in the team no more. One who would have begun later never begins.

    Done for the team, or by the head of his own unit who calls him back.

    Refused: `teams.not_yours`, `teams.reason_missing`, `teams.membership_ended`, `teams.dissolved`.
    """
    team, member = _held(member)
    if standing is not None and not queries.may_end(member, queries.sight(standing, on=day(at))):
        raise Refused("teams.not_yours")
    because = said(because, "teams.reason_missing", "because")
    if on >= member.until:
        raise Refused("teams.membership_ended", field="on")
    cut_short(member, on, because=because, by=by, at=at)
    journal("end_membership", team, by=by, at=at, because=because, person=member.person, on=on.isoformat())
    told = [*accounts(member.person), *leading(team, day(at))]
    say("ended", team, told, by=by, at=at, name=member.person.name, text=because)


@transaction.atomic
def hand_lead(
    team: Team,
    *,
    to: Membership,
    on: date,
    because: str,
    by: Actor,
    at: datetime,
    standing: Standing | None = None,
) -> Membership:
    """From the day on another member leads; who led before goes on as a member. Both get a new letter, and the consent
    of their superiors stands: days and hours do not change.

    Refused: `teams.not_yours`, `teams.reason_missing`, `teams.not_a_member_then`, `teams.leads_already`.
    """
    team, to = locked(team), Membership.objects.select_related("person").get(pk=to.pk)
    require(team, Right.CHANGE, standing, at)
    because = said(because, "teams.reason_missing", "because")
    if to.team_id != team.pk or not to.since <= on < to.until:
        raise Refused("teams.not_a_member_then", field="on", name=to.person.name)
    if to.role == Role.LEADER:
        raise Refused("teams.leads_already", field="to", name=to.person.name)
    later = Membership.objects.filter(team=team, role=Role.LEADER, period__endswith__gt=on)
    for led in list(later.select_related("person")):
        _pass_on(led, team, Role.MEMBER, max(on, led.since), because=because, by=by, at=at)
    new = _pass_on(to, team, Role.LEADER, on, because=because, by=by, at=at)
    settle()
    journal("hand_lead", team, by=by, at=at, because=because, person=to.person, on=on.isoformat())
    told = [row.person.account_id for row in queries.members_on([team.pk], on).select_related("person")]
    say("led", team, told, by=by, at=at, name=to.person.name, letter=new.letter_number, text=because)
    return new


def _pass_on(
    member: Membership, team: Team, role: Role, on: date, *, because: str, by: Actor, at: datetime
) -> Membership:
    """The same work in another role from the day on, with its own letter."""
    until = member.until
    cut_short(member, on, because=because, by=by, at=at)
    signing = queries.signing_of(team.unit_id, day(at))
    kept = ("person_id", "unit_id", "position_id", "way", "part", "hours", "request_id")
    return Membership.objects.create(
        team=team,
        role=role,
        period=DateRange(on, until),
        letter_number=next_letter(team, at),
        letter_on=day(at),
        signed_title=signing.title[:200],
        signed_name=signing.name,
        **{name: getattr(member, name) for name in kept},
    )


def cut_short(member: Membership, on: date, *, because: str, by: Actor, at: datetime) -> None:
    """In the caller's act: it ends the day before; what would have begun later never begins."""
    if on <= member.since:
        member.delete()
        return
    member.period = DateRange(member.since, on)
    member.ended_at, member.ended_by, member.ended_because = at, by.label[:200], because[:500]
    member.save(update_fields=["period", "ended_at", "ended_by", "ended_because"])


def _held(member: Membership) -> tuple[Team, Membership]:
    """The team, locked, and the membership as it is now. Refused: `teams.membership_ended`."""
    team = locked(member.team)
    found = Membership.objects.select_related("person", "team").filter(pk=member.pk).first()
    if found is None:
        raise Refused("teams.membership_ended")
    return team, found
