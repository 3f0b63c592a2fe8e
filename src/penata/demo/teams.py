"""Teams of Kota Lama with a life behind them: through the actions, each on the day when it happened."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from penata.delivery.teams import actions, queries
from penata.delivery.teams.models import Membership, Request, Role, Team
from penata.foundation.journal.rules import Actor
from penata.organization.people.models import Holding, Person
from penata.organization.structure.actions import add_decree
from penata.organization.structure.models import Decree, Position, Unit

from .team_stories import TEAMS, Part, Story


def form_all(on: date) -> int:
    """Every team of the content with its requests, consents, refusals and results; how many."""
    with transaction.atomic():
        for number, story in enumerate(TEAMS):
            _live(story, on, number)
    return len(TEAMS)


def _live(story: Story, on: date, number: int) -> None:
    since, until = on + timedelta(days=story.begins), on + timedelta(days=story.ends)
    at = _noon(min(since - timedelta(days=9), on - timedelta(days=1)), number)
    unit, head = Unit.objects.get(code=story.unit), _head(story.unit, on)
    if head is None:
        return
    team = actions.form_team(
        name=story.name, purpose=story.purpose, unit=unit, since=since, until=until, skills=story.skills,
        decree=_decree(story, timezone.localdate(at), number, head) if story.by_decree else None,
        takes_volunteers=story.is_call, by=head, at=at,
    )  # fmt: skip
    used: set[int] = set()
    for place, part in enumerate(story.parts):
        person = _person(part, on, used, number)
        if person is not None:
            used.add(person.pk)
            _take_part(team, part, person, head, at=at + timedelta(hours=2 + 5 * place), on=on)
    if story.outcome:
        ended = _noon(until, number)
        actions.dissolve(
            team, outcome=story.outcome, report=story.result, on=timezone.localdate(ended), by=head, at=ended
        )


def _decree(story: Story, on: date, number: int, by: Actor) -> Decree:
    """The mayor's decision that forms a team."""
    return add_decree(
        kind=Decree.Kind.DECISION, number=f"188.45/{211 + number}", year=on.year, title=f"Pembentukan {story.name}",
        signed_on=on, in_force_on=on, by=by,
    )  # fmt: skip


def _take_part(team: Team, part: Part, person: Person, head: Actor, *, at: datetime, on: date) -> None:
    """From the asking or the offer to where it stands today."""
    span: dict[str, Any] = {
        "since": team.since,
        "until": team.until,
        "hours": part.hours,
        "words": part.words,
        "part": part.work,
    }
    if part.volunteers:
        at = min(at, _noon(on, 0))
        request = actions.volunteer(team, person=person, by=_named(person, on), at=at, **span)
        if part.fate == "waits":
            return
        request = actions.welcome(request, by=head, at=at + timedelta(hours=3))
    else:
        at = _noon(on - timedelta(days=2), 1) if part.fate == "waits" else at
        role = Role.LEADER if part.leads else Role.MEMBER
        request = actions.invite(team, person=person, role=role, by=head, at=at, **span)
    if request.state == Request.State.ASKED and part.fate != "waits":
        _decide(request, part, at + timedelta(days=1), on)


def _decide(request: Request, part: Part, at: datetime, on: date) -> None:
    superior = _consenting(request, on)
    if part.fate == "refused":
        actions.refuse(request, because=part.answer, by=superior, at=at)
    else:
        actions.consent(request, answer=part.answer, by=superior, at=at)


def _consenting(request: Request, on: date) -> Actor:
    """The superior who is asked, as the journal knows him."""
    found = queries.consenters([(request.superior_id or 0, request.person_id)], on)
    person = next(iter(found.values()), None)
    return _named(Person.objects.get(pk=person), on) if person else Actor.system("Kota Lama")


def _person(part: Part, on: date, used: set[int], turn: int) -> Person | None:
    """The head of the unit, or one of those who work below it and have no part in this team yet."""
    staff = [] if part.is_head else [person for person in _staff(part.unit, on) if person.pk not in used]
    if part.fate == "waits" and not part.volunteers:  # so that it waits for the head of that very unit
        seats = queries.seats_of([person.pk for person in staff], on)
        above = Position.objects.filter(code=f"{part.unit}-K").values_list("pk", flat=True).first()
        staff = [person for person in staff if person.pk in seats and seats[person.pk].superior_id == above]
    if not staff:
        held = _holding(f"{part.unit}-K", on)
        return held.person if held and held.person_id not in used else None
    busy = set(Membership.objects.filter(person__in=staff).values_list("person_id", flat=True))
    free = [person for person in staff if person.pk not in busy] or staff
    return free[turn % len(free)]


def _staff(unit: str, on: date) -> list[Person]:
    """Those below the head of a unit, heads of its parts too, who sat there when the oldest team was formed."""
    then = on - timedelta(days=320)
    held = Holding.objects.as_known().on(on).filter(position__code__startswith=unit, kind="definitive")
    held = held.exclude(position__code=f"{unit}-K").filter(valid__startswith__lte=then)
    return [one.person for one in held.select_related("person").order_by("position__code", "seat")]


def _holding(position: str, on: date) -> Holding | None:
    held = Holding.objects.as_known().on(on).filter(position__code=position).select_related("person")
    return held.order_by("kind").first()


def _head(unit: str, on: date) -> Actor | None:
    held = _holding(f"{unit}-K", on)
    return _named(held.person, on) if held else None


def _named(person: Person, on: date) -> Actor:
    seat = queries.seat_of(person.pk, on)
    return Actor(person.account_id, f"{person.name}, {seat.title}" if seat else person.name)


def _noon(day: date, number: int) -> datetime:
    """A working hour of the day, a little different for each."""
    return timezone.make_aware(datetime.combine(day, time(8 + number % 6, 10 + number * 3 % 45)))
