from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from penata.foundation.dated.actions import end, replace
from penata.foundation.journal.rules import Actor
from penata.foundation.periods import Period
from penata.foundation.refusals import Refused

from ..models import Decree, Mandate, Position, PositionClosure, PositionVersion, Unit
from . import acts
from .subjects import POSITION, change_subject, end_subject, open_subject, record_act


def open_position(
    *,
    code: str,
    unit: Unit,
    title: str,
    category: str = PositionVersion.Category.EXECUTOR,
    level: str = "",
    job_class: int | None = None,
    seats: int = 1,
    is_head: bool = False,
    decree: Decree | None,
    article: str = "",
    on: date,
    until: date | None = None,
    because: str = "",
    by: Actor,
) -> Position:
    """A position exists in a unit from the day on.

    Refused: `structure.second_head`, `structure.position_outside_unit`, `structure.head_has_one_seat`.
    """
    values = {"unit": unit, "title": title.strip(), "category": category, "level": level.strip()}
    values |= {"job_class": job_class, "seats": seats, "is_head": is_head}
    opened: Position = open_subject(
        POSITION,
        code=code,
        values=values,
        decree=decree,
        article=article,
        on=on,
        until=until,
        because=because,
        by=by,
        also=lambda position, at: _lift_closures(position, on=on, at=at),
    )
    return opened


def change_position(
    position: Position,
    *,
    on: date,
    until: date | None = None,
    decree: Decree | None,
    article: str = "",
    because: str = "",
    by: Actor,
    **changes: Any,
) -> None:
    """From the day on: another title, unit, class, number of seats …; earlier days stay as they were."""
    change_subject(
        POSITION, position, on=on, until=until, decree=decree, article=article, because=because, by=by, changes=changes
    )


def close_position(
    position: Position,
    *,
    on: date,
    reason: str,
    successor: Position | Sequence[Position] | None = None,
    decree: Decree | None,
    article: str = "",
    because: str = "",
    by: Actor,
) -> None:
    """No position from the day on. Its mandates must have gone elsewhere, and nobody may hold it.

    Refused: `structure.position_has_mandates`, `people.holding_outside_position`, `structure.successor_missing`.
    """
    successors = [successor] if isinstance(successor, Position) else list(successor or [])
    if reason in {"merged", "split", "renamed"} and not successors:
        raise Refused("structure.successor_missing", field="successor")
    with acts.act(f"close position {position.code}") as at:
        source = acts.cited(decree, article, on)
        mandates = Mandate.objects.filter(position=position, recorded__upper_inf=True)
        codes = mandates.filter(valid__overlap=DateRange(on, None)).values_list("function__code", flat=True).distinct()
        if codes:
            raise Refused("structure.position_has_mandates", names=", ".join(codes[:5]), count=len(codes))
        end_subject(POSITION, position, on=on, at=at)
        heirs_or_none: list[Position | None] = [*successors] or [None]
        for heir in heirs_or_none:
            subject = {"position": position, "successor": heir}
            replace(PositionClosure, subject=subject, period=Period(on), values={"reason": reason, **source}, at=at)
        heirs = [heir.code for heir in successors]
        record_act(
            POSITION, "close", position, at=at, by=by, because=because, on=on, reason=reason, successors=heirs, **source
        )


def _lift_closures(position: Position, *, on: date, at: datetime) -> None:
    """A position that comes back is no longer closed."""
    closures = PositionClosure.objects.filter(position=position, recorded__upper_inf=True)
    for closure in closures.filter(valid__overlap=DateRange(on, None)):
        end(PositionClosure, subject={"position": position, "successor": closure.successor}, on=on, at=at)
