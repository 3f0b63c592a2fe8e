"""Units and positions that a file closes, all at once, within the caller's act: the same laws as for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from penata.foundation.dated.actions import close_belief, end
from penata.foundation.tables.actions import copy_rows

from ..models import Mandate, PositionClosure, PositionVersion, UnitClosure, UnitVersion
from .bulk import days_text, since_text

# Position → day from which it is closed ⟶ position → names of who would still hold it; filled by the room above.
STILL_HELD: list[Callable[[Mapping[int, date]], Mapping[int, list[str]]]] = []
NEED_A_SUCCESSOR = frozenset({"merged", "split", "renamed"})


@dataclass(frozen=True, slots=True)
class Closing:
    """From which day a unit or position is closed, why, what carries its work on, and the decree that says so."""

    subject: int
    on: date
    reason: str
    successor: int | None
    decree_id: int
    article: str


def close_many(closure: type[UnitClosure] | type[PositionClosure], closings: Sequence[Closing], *, at: datetime) -> int:
    """Write why subjects ended; how many. One that says the same already is left, another one is replaced."""
    name = "unit" if closure is UnitClosure else "position"
    wanted = {closing.subject: closing for closing in closings}
    before = closure._default_manager.filter(recorded__upper_inf=True, **{f"{name}__in": list(wanted)})
    other: list[int] = []
    for key, subject, valid, reason, successor in before.values_list("id", name, "valid", "reason", "successor"):
        closing = wanted.get(subject)
        if closing and (closing.on, closing.reason, closing.successor) == (valid.lower, reason, successor):
            del wanted[subject]
        else:
            other.append(key)
    close_belief(closure, other, at=at)
    copy_rows(
        closure,
        [f"{name}_id", "successor_id", "reason", "decree_id", "article", "valid", "recorded"],
        (
            (c.subject, c.successor, c.reason, c.decree_id, c.article, days_text(c.on, None), since_text(at))
            for c in wanted.values()
        ),
    )
    return len(wanted)


def lift_many(closure: type[UnitClosure] | type[PositionClosure], days: Mapping[int, date], *, at: datetime) -> None:
    """Subjects that are there again from these days on are no longer closed."""
    name = "unit" if closure is UnitClosure else "position"
    found = closure._default_manager.filter(recorded__upper_inf=True, valid__upper_inf=True)
    for subject, successor in found.filter(**{f"{name}__in": list(days)}).values_list(name, "successor"):
        end(closure, subject={f"{name}_id": subject, "successor_id": successor}, on=days[subject], at=at)


def in_the_way(
    closure: type[UnitClosure] | type[PositionClosure], days: Mapping[int, date]
) -> Iterator[tuple[int, str, list[str]]]:
    """What keeps subjects from being closed on these days, after all was written: subject, code of the refusal, names.

    So a file may close a unit together with all that is in it.
    """
    if closure is UnitClosure:
        yield from _later(UnitVersion, "parent", "name", days, "structure.unit_has_children")
        yield from _later(PositionVersion, "unit", "title", days, "structure.unit_has_positions")
        yield from _later(Mandate, "unit", "function__code", days, "structure.unit_has_mandates")
        return
    yield from _later(Mandate, "position", "function__code", days, "structure.position_has_mandates")
    for held in STILL_HELD:
        yield from ((position, "structure.position_is_held", names) for position, names in held(days).items())


def _later(
    version: Any, of: str, called: str, days: Mapping[int, date], code: str
) -> Iterator[tuple[int, str, list[str]]]:
    """Versions that refer to a subject on its last day or later."""
    rows = version.objects.as_known().filter(**{f"{of}__in": list(days)}).order_by(called)
    names: dict[int, list[str]] = {}
    for subject, name, valid in rows.values_list(of, called, "valid"):
        if valid.upper is None or valid.upper > days[subject]:
            names.setdefault(subject, []).append(name)
    yield from ((subject, code, list(dict.fromkeys(found))) for subject, found in names.items())
