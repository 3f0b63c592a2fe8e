from __future__ import annotations

from datetime import date
from typing import Any

from penata.foundation.dated.actions import close_belief, replace
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.periods import Period
from penata.foundation.refusals import Refused

from ..models import (
    AreaVersion,
    FunctionVersion,
    Mandate,
    PositionClosure,
    PositionVersion,
    UnitClosure,
    UnitVersion,
    Version,
)
from . import acts
from .mandates import subject_of
from .subjects import values_of

_SUBJECT = {
    AreaVersion: ("area",),
    UnitVersion: ("unit",),
    PositionVersion: ("position",),
    FunctionVersion: ("function",),
    UnitClosure: ("unit", "successor"),
    PositionClosure: ("position", "successor"),
}
SAME = object()


def correct(
    version: Version,
    *,
    because: str,
    since: date | None = None,
    until: date | object | None = SAME,
    by: Actor,
    **changes: Any,
) -> Version:
    """What was recorded was wrong ("perbaikan data"): from now on this is believed instead.

    What was believed before stays readable as known then. `decree` and `article` are corrected like any value.
    Refused: `structure.reason_missing`; `structure.already_corrected`; `structure.nothing_changes`;
    `structure.mandate_of_nobody`.
    """
    if not because.strip():
        raise Refused("structure.reason_missing", field="because")
    first = since or version.valid.lower
    days = acts.period(first, version.valid.upper if until is SAME else until)  # type: ignore[arg-type]
    with acts.act(f"correct {version._meta.model_name} {version.pk}") as at:
        now = type(version)._default_manager.filter(pk=version.pk, recorded__upper_inf=True).first()
        if now is None:
            raise Refused("structure.already_corrected")
        differences = {name: value for name, value in changes.items() if getattr(now, name) != value}
        if not differences and days == Period(now.valid.lower, now.valid.upper):
            raise Refused("structure.nothing_changes")
        if isinstance(now, Mandate) and (differences.keys() & {"position", "unit"}):
            _check_holder({"position": now.position, "unit": now.unit} | differences)
        facts = {name: [acts.as_json(getattr(now, name)), acts.as_json(v)] for name, v in differences.items()}
        facts["valid"] = [[acts.as_json(now.valid.lower), acts.as_json(now.valid.upper)]]
        facts["valid"].append([acts.as_json(days.since), acts.as_json(days.until)])
        close_belief(type(now), [now.pk], at=at)
        for name, value in differences.items():
            setattr(now, name, value)
        subject = subject_of(now) if isinstance(now, Mandate) else {n: getattr(now, n) for n in _SUBJECT[type(now)]}
        written = replace(type(now), subject=subject, period=days, values=values_of(now, *subject), at=at)
        assert written is not None  # noqa: S101 values were given
        about = now.function if isinstance(now, Mandate) else getattr(now, _SUBJECT[type(now)][0])
        record(by=by, act="structure.correct", about=about, because=because, at=at, changes=facts)
    return written


def _check_holder(holder: dict[str, Any]) -> None:
    """A mandate is a position's or a unit's."""
    if (holder["position"] is None) == (holder["unit"] is None):
        raise Refused("structure.mandate_of_nobody", field="position")
