from __future__ import annotations

from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from penata.foundation.dated.actions import end, replace
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from ..models import Area, Decree, Function, Mandate, Position, Unit
from . import acts


def give_mandate(
    *,
    function: Function,
    position: Position | None = None,
    unit: Unit | None = None,
    area: Area,
    aspect: str = Mandate.Aspect.ACCOUNTABLE,
    decree: Decree | None,
    article: str = "",
    on: date,
    until: date | None = None,
    because: str = "",
    by: Actor,
) -> Mandate:
    """A position (or a unit, meaning its head) answers for a function in an area.

    Who was accountable there in those days is so no longer. Refused: `structure.mandate_of_nobody`,
    `structure.article_missing`, `structure.accountable_has_one_seat`, `structure.mandate_outside_…`.
    """
    if (position is None) == (unit is None):
        raise Refused("structure.mandate_of_nobody", field="position")
    days = acts.period(on, until)
    with acts.act(f"give mandate {function.code}") as at:
        source = acts.cited(decree, article, on)
        if decree is not None and decree.kind != Decree.Kind.INITIAL and not article.strip():
            raise Refused("structure.article_missing", field="article")
        subject: dict[str, Any] = {"function": function, "area": area, "aspect": aspect}
        before = Mandate.objects.filter(
            recorded__upper_inf=True, valid__overlap=DateRange(on, until), **subject
        ).select_related("position", "unit")
        replaced = [str(m.position or m.unit) for m in before] if aspect == Mandate.Aspect.ACCOUNTABLE else []
        holder: dict[str, Any] = {"position": position, "unit": unit}
        if aspect != Mandate.Aspect.ACCOUNTABLE:
            subject, holder = subject | {"position": position, "unit": unit}, {}
        mandate = replace(Mandate, subject=subject, period=days, values=holder | source, at=at)
        assert mandate is not None  # noqa: S101 values were given
        facts = {"since": on, "until": until, "area": area, "holder": position or unit, "aspect": str(aspect), **source}
        record(
            by=by,
            act="structure.give_mandate",
            about=function,
            because=because,
            at=at,
            instead_of=replaced,
            **{name: acts.as_json(value) for name, value in facts.items()},
        )
    return mandate


def end_mandate(
    mandate: Mandate, *, on: date, decree: Decree | None, article: str = "", because: str = "", by: Actor
) -> None:
    """Nobody answers by this mandate from the day on. Refused: `dated.nothing_to_end`."""
    with acts.act(f"end mandate {mandate.function}") as at:
        source = acts.cited(decree, article, on)
        end(Mandate, subject=subject_of(mandate), on=on, at=at)
        facts = {"on": on, "area": mandate.area, "holder": mandate.position or mandate.unit, **source}
        record(
            by=by,
            act="structure.end_mandate",
            about=mandate.function,
            because=because,
            at=at,
            **{name: acts.as_json(value) for name, value in facts.items()},
        )


def subject_of(mandate: Mandate) -> dict[str, Any]:
    """What two believed mandates may not share on a day."""
    subject: dict[str, Any] = {"function": mandate.function, "area": mandate.area, "aspect": mandate.aspect}
    if mandate.aspect != Mandate.Aspect.ACCOUNTABLE:
        subject |= {"position": mandate.position, "unit": mandate.unit}
    return subject
