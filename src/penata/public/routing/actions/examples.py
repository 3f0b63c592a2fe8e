"""What `cases` tells: labelled texts after closing, and whether what was assigned unaided was right.

These are parts of the teller's own act (a closing, an import, an erasure), which has its entry in the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from penata.foundation.tables.actions import copy_rows
from penata.organization.structure.models import Function, Mandate, PositionVersion, UnitVersion

from ..models import Example, LearnedModel, Outcome
from ..queries.engine import known_topics
from ..rules.cold import Catalog
from ..rules.reasons import OWN, UNIT

LONGEST_TEXT = 4_000  # the learner reads no more of a text
_COLUMNS = ("key", "text", "label", "topic", "unit_id", "area_id", "received_on", "was_handed_over")


@dataclass(frozen=True, slots=True)
class Told:
    """A closed case. `key` is the teller's own ("case:123"); telling it again replaces what was told.

    `function_id` is that of the answer in the end, None when only the unit that answered is known.
    `topic` is the name of its service, or the city's own word for its matter.
    """

    key: str
    text: str
    function_id: int | None
    unit_id: int
    area_id: int | None
    received_on: date
    was_handed_over: bool = False
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Happened:
    """What became of a case that was assigned unaided to a unit."""

    key: str
    unit_id: int
    confidence: float
    is_right: bool
    decided_on: date
    model_id: int | None = None


@transaction.atomic
def tell_examples(examples: Sequence[Told]) -> int:
    """Keep labelled texts; many go through COPY. Empty texts are left out. Returns how many were kept."""
    kept = {told.key: told for told in examples if told.text.strip()}
    if not kept:
        return 0
    labels = _labels(kept.values())
    rows = [
        (t.key, _clean(t.text), labels[t.key], t.topic[:200], t.unit_id, t.area_id, t.received_on, t.was_handed_over)
        for t in kept.values()
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "create temporary table told_example (like routing_example including defaults) on commit drop;"
            "alter table told_example drop column id"
        )
        copy_rows("told_example", _COLUMNS, rows)
        names = ", ".join(_COLUMNS)
        changed = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
        cursor.execute(
            f"insert into routing_example ({names}) select {names} from told_example"  # noqa: S608 own names
            f" on conflict (key) do update set {changed}"
        )
        cursor.execute("drop table told_example")
    return len(rows)


@transaction.atomic
def forget_examples(keys: Iterable[str]) -> int:
    """Forget texts, since the resident's words had to be erased. Models that learned from them keep only weights."""
    number, _ = Example.objects.filter(key__in=list(keys)).delete()
    return number


@transaction.atomic
def tell_outcomes(outcomes: Sequence[Happened]) -> int:
    """Keep whether unaided assignments were right; telling a key again replaces what was told."""
    models = set(LearnedModel.objects.values_list("id", flat=True))
    rows = [
        Outcome(
            key=told.key,
            unit_id=told.unit_id,
            confidence=told.confidence,
            is_right=told.is_right,
            decided_on=told.decided_on,
            model_id=told.model_id if told.model_id in models else None,
        )
        for told in {told.key: told for told in outcomes}.values()
    ]
    Outcome.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["unit", "confidence", "is_right", "decided_on", "model"],
    )
    return len(rows)


@transaction.atomic
def refresh_habits() -> int:
    """Count anew who answered which function where, month by month. Returns the number of counts."""
    with connection.cursor() as cursor:
        cursor.execute("lock table routing_habit in share row exclusive mode")
        cursor.execute("delete from routing_habit")
        cursor.execute(
            "insert into routing_habit (function_id, unit_id, area_id, month, count)"
            " select function.id, example.unit_id, example.area_id, date_trunc('month', example.received_on), count(*)"
            " from routing_example example join structure_function function on function.code = example.label"
            " group by 1, 2, 3, 4"
        )
        return cursor.rowcount


def _clean(text: str) -> str:
    return text.replace("\x00", " ").strip()[:LONGEST_TEXT]


def _labels(examples: Iterable[Told]) -> dict[str, str]:
    """Key → label: the function's code; where it is not known, what the unit is for (see `_label_of_unit`)."""
    examples = list(examples)
    asked = {told.function_id for told in examples if told.function_id is not None}
    codes = dict(Function.objects.filter(pk__in=asked).values_list("id", "code"))
    labels = {told.key: codes[told.function_id] for told in examples if told.function_id in codes}
    rest = [told for told in examples if told.key not in labels]
    if rest:
        units = _units({told.unit_id for told in rest})
        functions = _functions_of(set(units))
        reader = Catalog(known_topics(max(told.received_on for told in rest))) if functions else None
        for told in rest:
            labels[told.key] = _label_of_unit(told, units[told.unit_id], functions.get(told.unit_id, []), reader)
    return labels


def _label_of_unit(told: Told, unit: tuple[str, str], functions: Sequence[str], reader: Catalog | None) -> str:
    """The unit's only function; of several the one that the words speak for most; else the unit itself.

    A kelurahan or a kecamatan without functions of its own becomes "the own one", which the place tells.
    """
    if len(functions) == 1:
        return functions[0]
    if functions and reader is not None:
        proposed = [proposal.unit for proposal in reader.propose(told.text, limit=200, explain=False)]
        return next((label for label in proposed if label in functions), functions[0])
    code, kind = unit
    own = next((label for label, own_kind in OWN.items() if own_kind == kind), None)
    return own or UNIT + code


def _units(ids: set[int]) -> dict[int, tuple[str, str]]:
    rows = UnitVersion.objects.as_known().filter(unit__in=ids).order_by("unit", "valid")
    return {unit: (code, kind) for unit, code, kind in rows.values_list("unit_id", "unit__code", "kind")}


def _functions_of(units: set[int]) -> dict[int, list[str]]:
    """Unit → codes of the functions for which it, or one of its positions, is accountable; as believed now."""
    seats = PositionVersion.objects.as_known().filter(unit__in=units).values_list("position_id", "unit_id")
    unit_of = dict(seats)
    mandates = Mandate.objects.as_known().filter(aspect=Mandate.Aspect.ACCOUNTABLE)
    found: dict[int, set[str]] = {}
    rows = mandates.filter(unit__in=units).values_list("unit_id", "function__code")
    by_position = mandates.filter(position__in=list(unit_of)).values_list("position_id", "function__code")
    for unit, code in [*rows, *((unit_of[position], code) for position, code in by_position)]:
        found.setdefault(unit, set()).add(code)
    return {unit: sorted(codes) for unit, codes in found.items()}
