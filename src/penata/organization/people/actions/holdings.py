from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from penata.foundation.dated.actions import close_belief, end, replace
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.periods import Period
from penata.foundation.refusals import Refused
from penata.organization.structure.actions import SAME, act
from penata.organization.structure.actions.acts import LAWS, as_json, cited, period
from penata.organization.structure.models import Decree, Position, PositionVersion

from ..models import Holding, Person

LAWS.update(
    {
        "holding_seat_no_overlap": "people.seat_taken",
        "holding_seat_once": "people.seat_taken",
        "holding_acting_no_overlap": "people.acting_taken",
        "holding_person_no_overlap": "people.holds_another",
        "holding_person_once": "people.holds_another",
        "acting_holding_ends": "people.acting_needs_end",
        "absence_no_overlap": "people.absent_already",
        "absence_ends": "people.absence_needs_end",
        "absence_substitute_is_another": "people.substitute_is_himself",
    }
)


def appoint(
    person: Person,
    position: Position,
    *,
    on: date,
    until: date | None = None,
    seat: int | None = None,
    decree: Decree | None,
    article: str = "",
    because: str = "",
    by: Actor,
) -> Holding:
    """He holds the position definitively from the day on, in the first free seat if none is named.

    The definitive position that he held until then ends that day, in the same act.
    Refused: `people.seats_full` with who holds them, `people.seat_taken`, `people.holds_it_already`,
    `people.left_but_holds`, `people.holding_outside_position`.
    """
    days = period(on, until)
    with act(f"appoint {person.nip} {position.code}") as at:
        source = cited(decree, article, on)
        before = list(_touching(Holding.objects.filter(person=person, kind=Holding.Kind.DEFINITIVE), days))
        if any(h.position_id == position.pk and h.valid.lower <= on for h in before):
            raise Refused("people.holds_it_already", field="person", name=person.name)
        left = [str(h.position) for h in before]
        for held in before:
            _cut(held, days, at)
        chosen = seat or _free_seat(position, days)
        holding = replace(
            Holding,
            subject={"person": person, "position": position, "kind": Holding.Kind.DEFINITIVE, "seat": chosen},
            period=days,
            values=source,
            at=at,
        )
        assert holding is not None  # noqa: S101 values were given
        _record(
            "appoint", person, at, by, because, position=position, seat=chosen, on=on, until=until, left=left, **source
        )
    return holding


def appoint_acting(
    person: Person,
    position: Position,
    *,
    kind: str = Holding.Kind.ACTING,
    since: date,
    until: date | None,
    decree: Decree | None,
    article: str = "",
    because: str = "",
    by: Actor,
) -> Holding:
    """Plt. on an empty seat, or Plh. for the days on which the holder is away; always with an end.

    Refused: `people.acting_needs_end`; `people.acting_taken`; `people.seat_is_held` (a Plt. where someone holds the
    position definitively); `people.acts_for_himself`.
    """
    if until is None:
        raise Refused("people.acting_needs_end", field="until")
    days = period(since, until)
    with act(f"appoint acting {person.nip} {position.code}") as at:
        source = cited(decree, article, since)
        held = _touching(Holding.objects.filter(position=position, kind=Holding.Kind.DEFINITIVE), days)
        holders = list(held.select_related("person"))
        if any(h.person_id == person.pk for h in holders):
            raise Refused("people.acts_for_himself", field="person")
        if kind == Holding.Kind.ACTING and holders:
            raise Refused("people.seat_is_held", field="kind", names=", ".join(h.person.name for h in holders[:3]))
        holding = Holding.objects.create(
            person=person,
            position=position,
            kind=kind,
            seat=1,
            valid=DateRange(days.since, days.until),
            recorded=_from(at),
            **source,
        )
        _record(
            "appoint_acting",
            person,
            at,
            by,
            because,
            position=position,
            kind=str(kind),
            on=since,
            until=until,
            **source,
        )
    return holding


def end_holding(
    holding: Holding,
    *,
    on: date,
    decree: Decree | None = None,
    article: str = "",
    because: str,
    by: Actor,
) -> None:
    """He no longer holds the position from the day on. A decree is cited when there is one.

    Refused: `dated.nothing_to_end`, `people.reason_missing`.
    """
    if not because.strip():
        raise Refused("people.reason_missing", field="because")
    with act(f"end holding {holding.person.nip}") as at:
        source = cited(decree, article, on) if decree is not None else {}
        end(Holding, subject={"id": holding.pk}, on=on, at=at)
        _record("end_holding", holding.person, at, by, because, position=holding.position, on=on, **source)


def correct_holding(
    holding: Holding,
    *,
    because: str,
    since: date | None = None,
    until: date | object | None = SAME,
    by: Actor,
    **changes: Any,
) -> Holding:
    """What was recorded about a holding was wrong: believed before stays readable, this is believed from now on.

    `changes`: person, position, kind, seat, decree, article. Refused: `people.reason_missing`,
    `structure.already_corrected`, and what `appoint` refuses.
    """
    if not because.strip():
        raise Refused("people.reason_missing", field="because")
    days = period(since or holding.valid.lower, holding.valid.upper if until is SAME else until)  # type: ignore[arg-type]
    with act(f"correct holding {holding.pk}") as at:
        now = Holding.objects.filter(pk=holding.pk, recorded__upper_inf=True).select_related("person").first()
        if now is None:
            raise Refused("structure.already_corrected")
        facts = {name: [as_json(getattr(now, name)), as_json(value)] for name, value in changes.items()}
        facts["valid"] = [
            [as_json(now.valid.lower), as_json(now.valid.upper)],
            [as_json(days.since), as_json(days.until)],
        ]
        close_belief(Holding, [now.pk], at=at)
        fields = ("person", "position", "kind", "seat", "decree", "article")
        values = {name: getattr(now, name) for name in fields} | changes
        written = Holding.objects.create(valid=DateRange(days.since, days.until), recorded=_from(at), **values)
        record(by=by, act="people.correct_holding", about=now.person, because=because, at=at, changes=facts)
    return written


def _free_seat(position: Position, days: Period) -> int:
    """The first seat that nobody holds on any of the days. Refused: `people.seats_full`."""
    versions = PositionVersion.objects.filter(position=position, recorded__upper_inf=True)
    seats = list(_touching(versions, days).values_list("seats", flat=True))
    held = _touching(Holding.objects.filter(position=position, kind=Holding.Kind.DEFINITIVE), days)
    taken = {h.seat: h.person.name for h in held.select_related("person")}
    free = [number for number in range(1, min(seats, default=1) + 1) if number not in taken]
    if not free:
        raise Refused(
            "people.seats_full", field="position", position=position.code, names=", ".join(list(taken.values())[:5])
        )
    return free[0]


def _touching(versions: Any, days: Period) -> Any:
    return versions.filter(recorded__upper_inf=True, valid__overlap=DateRange(days.since, days.until))


def _cut(holding: Holding, days: Period, at: datetime) -> None:
    """Take the days out of a holding."""
    replace(Holding, subject={"id": holding.pk}, period=days, values=None, at=at)


def _from(at: datetime) -> Any:
    return DateTimeTZRange(at, None)


def _record(verb: str, person: Person, at: datetime, by: Actor, because: str, **details: Any) -> None:
    facts = {name: value if isinstance(value, list) else as_json(value) for name, value in details.items()}
    record(by=by, act=f"people.{verb}", about=person, because=because, at=at, **facts)
