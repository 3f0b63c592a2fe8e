"""A team ends: its leader reports what was reached, and the head of the unit accepts that."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from .. import queries
from ..models import Request, Role, Team
from ..rules import Right
from .deciding import close
from .forming import cut
from .keeping import day, journal, leading, locked, require, said, settle
from .telling import dissolve_page, say


@transaction.atomic
def report(team: Team, *, outcome: str, report: str, by: Actor, at: datetime, standing: Standing | None = None) -> Team:
    """The leader says what was reached; written again, it takes the place of the first. The head of the unit is told.

    Refused: `teams.not_yours`, `teams.dissolved`, `teams.report_missing`.
    """
    team = locked(team)
    if standing is not None:
        require(team, Right.REPORT, standing, at)
    text = said(report, "teams.report_missing", "report")
    if (team.report, team.outcome) == (text, outcome):
        return team
    team.outcome, team.report, team.reported_at, team.reported_by = outcome, text, at, by.label[:200]
    team.save(update_fields=["outcome", "report", "reported_at", "reported_by"])
    journal("report", team, by=by, at=at, because=text[:500], outcome=outcome)
    told = [account for account in leading(team, day(at)) if account != by.id]
    say("reported", team, told, by=by, at=at, link=dissolve_page(team), text=text)
    return team


@transaction.atomic
def return_report(team: Team, *, because: str, by: Actor, at: datetime, standing: Standing | None = None) -> Team:
    """The head of the unit does not accept it yet: the leader writes on. Refused: `teams.not_reported`, and as
    `dissolve`."""
    team = locked(team)
    require(team, Right.DISSOLVE, standing, at)
    because = said(because, "teams.reason_missing", "because")
    if team.reported_at is None:
        raise Refused("teams.not_reported")
    before = team.report
    team.outcome, team.report, team.reported_at, team.reported_by = "", "", None, ""
    team.save(update_fields=["outcome", "report", "reported_at", "reported_by"])
    journal("return_report", team, by=by, at=at, because=because, report=before)
    leaders = queries.members_on([team.pk], team.shown_on(day(at))).filter(role=Role.LEADER)
    say("report_returned", team, leaders.values_list("person__account_id", flat=True), by=by, at=at, text=because)
    return team


@transaction.atomic
def dissolve(
    team: Team,
    *,
    outcome: str,
    report: str,
    on: date | None = None,
    by: Actor,
    at: datetime,
    standing: Standing | None = None,
) -> Team:
    """The head of the unit accepts the leader's report, or writes it where nobody led, and ends the team (PermenPANRB
    7/2022: a team's work is closed only when the official accepts its result). Who still waits to join is told that it
    is over; `on`: the first day without it. A report that the leader signed stays as he wrote it.

    Refused: `teams.not_yours`, `teams.dissolved`, `teams.report_missing`, `teams.dissolved_later`.
    """
    team = locked(team)
    require(team, Right.DISSOLVE, standing, at)
    report = team.report or said(report, "teams.report_missing", "report")
    on = on or day(at)
    if on > day(at) + timedelta(days=1):
        raise Refused("teams.dissolved_later", field="on")
    members = list(queries.members_on([team.pk], day(at)).select_related("person"))
    began = on > team.since  # of a team that never began one day remains, for the record
    period = DateRange(team.since, min(on, team.until)) if began else DateRange(on, on + timedelta(days=1))
    for request in Request.objects.filter(team=team, decided_at=None):
        close(request, Request.State.WITHDRAWN, "Tim dibubarkan.", by=by, at=at)
    team.period, team.dissolved_on, team.dissolved_at, team.dissolved_by = period, on, at, by.label[:200]
    team.outcome, team.report, team.takes_volunteers = outcome, report, False
    team.save()
    gone = cut(team, period, because="Tim dibubarkan.", by=by, at=at)
    settle()
    journal("dissolve", team, by=by, at=at, because=report[:500], outcome=outcome, on=on.isoformat(), never_began=gone)
    told = [member.person.account_id for member in members]
    say("dissolved", team, told, by=by, at=at, text=report)
    return team
