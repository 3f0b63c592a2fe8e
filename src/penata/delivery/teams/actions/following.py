"""Who leaves the service or moves takes no team by surprise: nothing stays with someone who is not there."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from penata.foundation.journal.rules import Actor
from penata.foundation.ui.rules import plain_day
from penata.organization.people.models import Holding
from penata.organization.people.queries import accounts_of

from .. import queries
from ..models import Membership, Request, Role
from .deciding import ask_superior, close, held
from .keeping import accounts, day, journal, leading, locked
from .telling import say
from .working import cut_short

SYSTEM = Actor.system("Penata")


def follow_people(*, at: datetime, by: Actor = SYSTEM) -> int:
    """End memberships and requests of those who left; carry those of the moved to their new unit, whose head is told
    or asked. How many changed; a second time changes nothing."""
    on = day(at)
    left = {"person__left_on__lte": on}
    memberships = Membership.objects.filter(team__dissolved_on=None, period__endswith__gt=on).order_by("pk")
    requests = Request.objects.filter(decided_at=None, team__dissolved_on=None).order_by("pk")
    changed = sum(_end_left(one, by=by, at=at) for one in memberships.filter(**left))
    changed += sum(_close_left(one, by=by, at=at) for one in requests.filter(**left))
    moved = _moved({*memberships.values_list("person_id", "position_id"),
                    *requests.values_list("person_id", "position_id")}, on)  # fmt: skip
    for person, seat in moved.items():
        elsewhere = {"person": person, "position__isnull": False}
        changed += sum(_carry(one, seat, by=by, at=at) for one in memberships.filter(**elsewhere))
        changed += sum(_ask_anew(one, seat, by=by, at=at) for one in requests.filter(**elsewhere))
    return changed


def _moved(pairs: set[tuple[int, int | None]], on: date) -> dict[int, queries.Seat]:
    """Those who hold no more what they held when it was said, with where they work now."""
    people = {person for person, _position in pairs}
    held_now = set(Holding.objects.on(on).as_known().filter(person__in=people).values_list("person_id", "position_id"))
    gone = {person for person, position in pairs if position is not None and (person, position) not in held_now}
    return queries.seats_of(gone, on) if gone else {}


@transaction.atomic
def _end_left(member: Membership, *, by: Actor, at: datetime) -> int:
    """He works in it no more from the day on which he left; a team that lost its leader is told so."""
    team, person = locked(member.team), member.person
    left = person.left_on or day(at)
    because = f"Tidak lagi bekerja pada pemerintah kota sejak {plain_day(left, 'id')}."
    was_leader = member.role == Role.LEADER
    members = list(queries.members_on([team.pk], day(at)).values_list("person__account_id", flat=True))
    cut_short(member, left, because=because, by=by, at=at)
    journal("end_membership", team, by=by, at=at, because=because, person=person, on=left.isoformat())
    told = {*leading(team, day(at)), *(members if was_leader else [])} - {person.account_id}
    say("leaderless" if was_leader else "ended", team, sorted(filter(None, told)), by=by, at=at,
        name=person.name, text=because)  # fmt: skip
    return 1


@transaction.atomic
def _close_left(request: Request, *, by: Actor, at: datetime) -> int:
    team, request = held(request)
    words = "Tidak lagi bekerja pada pemerintah kota."
    close(request, Request.State.WITHDRAWN, words, by=by, at=at)
    journal("withdraw", team, by=by, at=at, because=words, person=request.person)
    told = [*leading(team, day(at)), request.asked_by_id]
    say("withdrawn", team, told, by=by, at=at, name=request.person.name, text=words)
    return 1


@transaction.atomic
def _carry(member: Membership, seat: queries.Seat, *, by: Actor, at: datetime) -> int:
    """He goes on in the team from his new unit; the team, he himself and his new superior are told."""
    if member.position_id == seat.position_id:
        return 0
    team = locked(member.team)
    member.position_id, member.unit_id = seat.position_id, seat.unit_id
    member.save(update_fields=["position", "unit"])
    because = f"Pindah ke {seat.title}, {seat.unit}."
    journal("move_member", team, by=by, at=at, because=because, person=member.person)
    above = accounts_of(seat.superior_id, day(at)) if seat.superior_id is not None else []
    told = [*accounts(member.person), *leading(team, day(at)), *above]
    last = member.last_day.isoformat()
    say("moved", team, told, by=by, at=at, name=seat.name, unit=seat.unit, hours=member.hours, last=last)
    return 1


@transaction.atomic
def _ask_anew(request: Request, seat: queries.Seat, *, by: Actor, at: datetime) -> int:
    """What the superior was asked before is asked of the new one."""
    team, request = held(request)
    if request.position_id == seat.position_id:
        return 0
    request.position_id, request.unit_id = seat.position_id, seat.unit_id
    request.save(update_fields=["position", "unit"])
    if request.state == Request.State.ASKED and seat.superior_id not in {None, request.superior_id}:
        ask_superior(request, seat, by=by, at=at)
    because = f"Pindah ke {seat.title}, {seat.unit}."
    journal("move_member", team, by=by, at=at, because=because, person=request.person)
    return 1
