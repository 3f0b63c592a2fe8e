from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from penata.foundation.dated.actions import end, replace
from penata.foundation.journal.rules import Actor
from penata.foundation.periods import Period
from penata.foundation.refusals import Refused

from ..models import Area, Decree, Mandate, PositionVersion, Unit, UnitClosure, UnitVersion
from . import acts
from .subjects import UNIT, change_subject, end_subject, open_subject, record_act


def open_unit(
    *,
    code: str,
    name: str,
    kind: str = UnitVersion.Kind.OTHER,
    parent: Unit | None = None,
    area: Area | None = None,
    short_name: str = "",
    type_class: str = "",
    purpose: str = "",
    decree: Decree | None,
    article: str = "",
    on: date,
    until: date | None = None,
    because: str = "",
    by: Actor,
) -> Unit:
    """A unit exists from the day on. One that was closed comes back under its code."""
    values = {"name": name.strip(), "kind": kind, "parent": parent, "area": area, "short_name": short_name.strip()}
    values |= {"type_class": type_class, "purpose": purpose.strip()}
    unit: Unit = open_subject(
        UNIT,
        code=code,
        values=values,
        decree=decree,
        article=article,
        on=on,
        until=until,
        because=because,
        by=by,
        also=lambda unit, at: _lift_closures(unit, on=on, at=at),
    )
    return unit


def change_unit(
    unit: Unit,
    *,
    on: date,
    until: date | None = None,
    decree: Decree | None,
    article: str = "",
    because: str = "",
    by: Actor,
    **changes: Any,
) -> None:
    """From the day on: another name, kind, parent, area …; earlier days stay as they were.

    Refused: `structure.nothing_changes`, `structure.unit_cycle`, `structure.unit_outside_parent`.
    """
    change_subject(
        UNIT, unit, on=on, until=until, decree=decree, article=article, because=because, by=by, changes=changes
    )


def close_unit(
    unit: Unit,
    *,
    on: date,
    reason: str,
    successor: Unit | Sequence[Unit] | None = None,
    decree: Decree | None,
    article: str = "",
    because: str = "",
    by: Actor,
) -> None:
    """No unit from the day on, for a typed reason, with the unit(s) that carry its work on.

    Refused: `structure.unit_has_children`, `…_positions`, `…_mandates` with their names;
    `structure.successor_missing` when the reason needs one.
    """
    successors = [successor] if isinstance(successor, Unit) else list(successor or [])
    if reason in {"merged", "split", "renamed"} and not successors:
        raise Refused("structure.successor_missing", field="successor")
    with acts.act(f"close unit {unit.code}") as at:
        source = acts.cited(decree, article, on)
        _refuse_if_in_use(unit, on)
        end_subject(UNIT, unit, on=on, at=at)
        heirs_or_none: list[Unit | None] = [*successors] or [None]
        for heir in heirs_or_none:
            subject = {"unit": unit, "successor": heir}
            replace(UnitClosure, subject=subject, period=Period(on), values={"reason": reason, **source}, at=at)
        heirs = [heir.code for heir in successors]
        record_act(UNIT, "close", unit, at=at, by=by, because=because, on=on, reason=reason, successors=heirs, **source)


def _refuse_if_in_use(unit: Unit, on: date) -> None:
    children = _later(UnitVersion.objects.filter(parent=unit), on).order_by("name")
    positions = _later(PositionVersion.objects.filter(unit=unit), on).order_by("title")
    mandates = _later(Mandate.objects.filter(unit=unit), on).order_by("function__code")
    _refuse("structure.unit_has_children", children.values_list("name", flat=True))
    _refuse("structure.unit_has_positions", positions.values_list("title", flat=True))
    _refuse("structure.unit_has_mandates", mandates.values_list("function__code", flat=True))


def _later(versions: QuerySet[Any], on: date) -> QuerySet[Any]:
    return versions.filter(recorded__upper_inf=True, valid__overlap=DateRange(on, None))


def _refuse(code: str, names: Iterable[str]) -> None:
    names = list(dict.fromkeys(names))
    if names:
        few = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
        raise Refused(code, names=few, count=len(names))


def _lift_closures(unit: Unit, *, on: date, at: datetime) -> None:
    """A unit that comes back is no longer closed."""
    for closure in UnitClosure.objects.filter(unit=unit, recorded__upper_inf=True, valid__overlap=DateRange(on, None)):
        end(UnitClosure, subject={"unit": unit, "successor": closure.successor}, on=on, at=at)
