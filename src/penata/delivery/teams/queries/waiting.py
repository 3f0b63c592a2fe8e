"""What waits for someone: consents to give, volunteers to answer, results to write; and what became of his own."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from penata.foundation.accounts.rules import Standing
from penata.foundation.awaiting import Awaiting

from ..models import Membership, Request, Role, Team
from ..rules import bare_name
from .rights import consenters

ANSWER_DAYS = 5  # days within which a request should be answered: the house's habit, no law
MOST = 100


def consents(standing: Standing, on: date) -> QuerySet[Request]:
    """Requests that wait for his consent: at his positions, those he stands in for, and those where nobody else is."""
    person = standing.person_id
    if person is None or not standing.is_active:
        return Request.objects.none()
    asked = Request.objects.filter(state=Request.State.ASKED).exclude(person=person)
    wanted = Q(superior__in=standing.positions)
    if standing.heads:  # only a head can stand above an empty seat
        others = asked.exclude(superior__in=standing.positions).values_list("superior_id", "person_id")
        fallen = [pair for pair, who in consenters(list(others), on).items() if who == person]
        for position, about in fallen:
            wanted |= Q(superior=position, person=about)
    return asked.filter(wanted)


def offers(standing: Standing, on: date) -> QuerySet[Request]:
    """Volunteers who wait for an answer of teams that he leads, or forms for his own units."""
    led = led_by(standing, on)
    return Request.objects.filter(
        Q(team__in=led) | Q(team__unit__in=standing.heads), state=Request.State.OFFERED
    ).exclude(person=standing.person_id)


def led_by(standing: Standing, on: date) -> QuerySet[Team]:
    """The teams that he leads on a day."""
    mine = Membership.objects.filter(person=standing.person_id, role=Role.LEADER, period__contains=on)
    return Team.objects.filter(pk__in=mine.values("team_id"))


def waiting_count(standing: Standing, on: date) -> int:
    """How many consents and volunteers wait for his word."""
    return consents(standing, on).count() + offers(standing, on).count()


def ending(standing: Standing, on: date) -> QuerySet[Team]:
    """Teams of the units that he heads whose time is over or whose leader has reported what was reached, and those
    that he led to the end and whose report he still owes."""
    ended = Q(period__endswith__lte=on)
    led = Membership.objects.filter(person=standing.person_id, role=Role.LEADER)
    led = led.filter(period__endswith=F("team__period__endswith"))
    mine = Q(ended | Q(reported_at__isnull=False), unit__in=standing.heads)
    mine |= Q(ended, reported_at=None, pk__in=led.values("team_id"))
    return Team.objects.filter(mine, dissolved_on=None)


def requests_of(person_id: int | None) -> QuerySet[Request]:
    """What someone offered and was asked for, the newest first."""
    found = Request.objects.filter(person=person_id) if person_id is not None else Request.objects.none()
    return found.select_related("team").order_by("-asked_at", "-pk")


_STIR = """
select
    exists(select from teams_request where state = 'asked' and person_id <> %(person)s
        and (superior_id = any(%(positions)s::bigint[]) or %(is_head)s)),
    exists(select from teams_request offer join teams_team team on team.id = offer.team_id
        where offer.state = 'offered' and offer.person_id <> %(person)s
        and (team.unit_id = any(%(heads)s::bigint[]) or exists(select from teams_membership where team_id = team.id
            and role = 'leader' and person_id = %(person)s and period @> %(on)s::date))),
    exists(select from teams_team team where dissolved_on is null
        and (upper(period) <= %(on)s::date or reported_at is not null)
        and (unit_id = any(%(heads)s::bigint[]) or exists(select from teams_membership where team_id = team.id
            and role = 'leader' and person_id = %(person)s)))
"""


def awaiting(standing: Standing, on: date) -> list[Awaiting]:
    """What awaits him in this room: one query when nothing does, six at most, however many teams."""
    if not standing.is_active or standing.person_id is None:
        return []
    with connection.cursor() as cursor:
        seats = {"positions": list(standing.positions), "heads": list(standing.heads)}
        cursor.execute(_STIR, {"person": standing.person_id, "on": on, "is_head": bool(standing.heads), **seats})
        has_asked, has_offered, has_ended = cursor.fetchone()
    lines = [_consent(request) for request in _oldest(consents(standing, on))] if has_asked else []
    lines += [_offer(request) for request in _oldest(offers(standing, on))] if has_offered else []
    for team in ending(standing, on).order_by("period", "pk")[:MOST] if has_ended else ():
        lines.append(_overdue(team) if team.unit_id in standing.heads else _unreported(team))
    return lines


def _oldest(requests: QuerySet[Request]) -> QuerySet[Request]:
    return requests.select_related("team", "person").order_by("asked_at", "pk")[:MOST]


def _due(request: Request) -> date:
    return timezone.localdate(request.asked_at) + timedelta(days=ANSWER_DAYS)


def _consent(request: Request) -> Awaiting:
    words = {"name": request.person.name, "team": bare_name(request.team.name), "by": request.asked_by}
    return Awaiting(
        kind="teams.consent",
        label=_("Persetujuan: %(name)s ke tim %(team)s") % words,
        why=_("Diminta %(by)s; Anda atasannya atau menggantikan atasannya") % words,
        due=_due(request),
        address=reverse("teams:consent", args=[request.pk]),
        at=request.asked_at,
    )


def _offer(request: Request) -> Awaiting:
    words = {"name": request.person.name, "team": bare_name(request.team.name)}
    return Awaiting(
        kind="teams.offer",
        label=_("%(name)s menawarkan diri untuk tim %(team)s") % words,
        why=_("Anda memimpin tim itu atau unitnya"),
        due=_due(request),
        address=reverse("teams:offer", args=[request.pk]),
        at=request.asked_at,
    )


def _unreported(team: Team) -> Awaiting:
    return Awaiting(
        kind="teams.report",
        label=_("Laporan akhir tim %(team)s") % {"team": bare_name(team.name)},
        why=_("Masa tim sudah lewat; Anda memimpinnya"),
        due=team.last_day,
        address=reverse("teams:report", args=[team.pk]),
        at=None,
    )


def _overdue(team: Team) -> Awaiting:
    is_reported = team.reported_at is not None
    label = _("Laporan akhir tim %(team)s") if is_reported else _("Hasil tim %(team)s belum dicatat")
    ended = _("Masa tim sudah lewat; kepala unit menerima hasilnya dan membubarkannya")
    return Awaiting(
        kind="teams.overdue",
        label=label % {"team": bare_name(team.name)},
        why=_("Ketua sudah melaporkan hasilnya; terima, atau kembalikan") if is_reported else ended,
        due=team.last_day,
        address=reverse("teams:dissolve", args=[team.pk]),
        at=team.reported_at,
    )
