"""A team comes to be and changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.structure.models import Decree, Unit

from .. import queries
from ..models import Membership, Skill, Team
from ..rules import Right, may_form
from .keeping import day, days, journal, locked, require, said, settle, span


@transaction.atomic
def form_team(
    *,
    name: str,
    purpose: str,
    unit: Unit,
    since: date,
    until: date,
    decree: Decree | None = None,
    skills: Sequence[str] = (),
    takes_volunteers: bool = False,
    by: Actor,
    at: datetime,
    standing: Standing | None = None,
) -> Team:
    """A team under a unit, by decree, or by the letters of assignment of its members (PermenPANRB 7/2022: the head of
    the unit decides whether work is done by a team, and across units). `until` is the first day after it.

    Refused: `teams.not_yours_to_form`, `teams.name_missing`, `teams.purpose_missing`, `teams.period_empty`.
    """
    if standing is not None:
        below = queries.sight(standing, on=day(at)).below
        if not may_form(standing, unit_id=unit.pk, below=below):
            raise Refused("teams.not_yours_to_form", field="unit")
    team = Team.objects.create(
        name=said(name, "teams.name_missing", "name"),
        purpose=said(purpose, "teams.purpose_missing", "purpose"),
        unit=unit,
        decree=decree,
        period=span(since, until),
        takes_volunteers=takes_volunteers,
        formed_at=at,
        formed_by=by.label[:200],
    )
    _want(team, skills)
    journal("form_team", team, by=by, at=at, unit=unit.code, days=days(team.period), decree=_named(decree))
    return team


@transaction.atomic
def change_team(
    team: Team,
    *,
    name: str,
    purpose: str,
    since: date,
    until: date,
    decree: Decree | None = None,
    skills: Sequence[str] = (),
    takes_volunteers: bool = False,
    because: str,
    by: Actor,
    at: datetime,
    standing: Standing | None = None,
) -> Team:
    """Other words, skills or days. A shorter period ends memberships with it; a longer one carries on those who needed
    no consent, since a superior consents for the days that he was asked for.

    Refused: `teams.reason_missing`, `teams.not_yours`, `teams.dissolved`, `teams.period_empty`, and as `form_team`.
    """
    team = locked(team)
    require(team, Right.CHANGE, standing, at)
    because = said(because, "teams.reason_missing", "because")
    before, period = team.period, span(since, until)
    team.name = said(name, "teams.name_missing", "name")
    team.purpose = said(purpose, "teams.purpose_missing", "purpose")
    team.decree, team.takes_volunteers, team.period = decree, takes_volunteers, period
    team.save(update_fields=["name", "purpose", "decree", "takes_volunteers", "period"])
    _want(team, skills)
    if period.upper > before.upper:
        for member in Membership.objects.filter(
            team=team, period__endswith=before.upper, ended_at=None, request__superior=None
        ):
            _span_anew(member, DateRange(member.since, period.upper))
    gone = cut(team, period, because=because, by=by, at=at)
    settle()
    changed: dict[str, Any] = (
        {"days": days(period), "days_before": days(before)} if days(before) != days(period) else {}
    )
    journal("change_team", team, by=by, at=at, because=because, decree=_named(decree), never_began=gone, **changed)
    return team


def _want(team: Team, skills: Sequence[str]) -> None:
    """The wanted skills are these, each once."""
    wanted = {words.replace("\x00", "").strip()[:100]: None for words in skills}
    wanted.pop("", None)
    Skill.objects.filter(team=team).exclude(words__in=wanted).delete()
    known = set(Skill.objects.filter(team=team).values_list("words", flat=True))
    Skill.objects.bulk_create([Skill(team=team, words=words) for words in wanted if words not in known])


def cut(team: Team, period: DateRange, *, because: str, by: Actor, at: datetime) -> list[str]:
    """In the caller's act: memberships keep the days that they share with the period; who would have begun later never
    begins (named)."""
    gone = []
    for member in Membership.objects.filter(team=team).select_related("person", "request"):
        kept = DateRange(max(member.since, period.lower), min(member.until, period.upper))
        if kept.lower >= kept.upper:
            gone.append(member.person.name)
            member.delete()
        elif days(kept) != days(member.period):
            _span_anew(member, kept)
    return gone


def _span_anew(member: Membership, period: DateRange) -> None:
    member.period = period
    member.save(update_fields=["period"])


def _named(decree: Decree | None) -> str:
    return "" if decree is None else str(decree)
