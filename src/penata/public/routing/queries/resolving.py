"""Many labels at once → the units that they mean at their places, to measure a model by where cases arrive."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import connection

from ..rules.reasons import OWN, OWN_DISTRICT, UNIT
from .engine import Engine

Pair = tuple[str, int | None]  # label, area

_ACCOUNTABLE = """
select asked.function, asked.area, answer.unit_id
from unnest(%s::bigint[], %s::bigint[]) as asked(function, area),
    lateral structure_accountable(asked.function, asked.area, %s, null) as answer
"""
_UNITS = """
select subject.code, version.unit_id, version.kind, version.area_id
from structure_unitversion version join structure_unit subject on subject.id = version.unit_id
where version.valid @> %s::date and upper_inf(version.recorded)
"""


def units_of(pairs: Iterable[Pair], known: Engine, on: date) -> dict[Pair, int]:
    """Label and area → unit on a day, in two queries; labels that mean nobody there are left out."""
    asked = list(dict.fromkeys(pairs))
    found = _of_functions([pair for pair in asked if pair[0] in known.functions], known, on)
    rest = [pair for pair in asked if pair[0] not in known.functions]
    return found | (_of_units(rest, known, on) if rest else {})


def _of_functions(pairs: list[Pair], known: Engine, on: date) -> dict[Pair, int]:
    functions = [known.functions[label] for label, _ in pairs]
    with connection.cursor() as cursor:
        cursor.execute(_ACCOUNTABLE, [functions, [area for _, area in pairs], on])
        answers = {(known.codes[function], area): unit for function, area, unit in cursor.fetchall()}
    return {pair: answers[pair] for pair in pairs if answers.get(pair) is not None}


def _of_units(pairs: list[Pair], known: Engine, on: date) -> dict[Pair, int]:
    with connection.cursor() as cursor:
        cursor.execute(_UNITS, [on])
        rows = cursor.fetchall()
    by_code = {code: unit for code, unit, _, _ in rows}
    by_place = {(kind, area): unit for _, unit, kind, area in rows if area is not None}
    found: dict[Pair, int | None] = {}
    for label, area in pairs:
        place = known.district_of(area) if label == OWN_DISTRICT and area is not None else area
        found[label, area] = (
            by_place.get((OWN[label], place)) if label in OWN else by_code.get(label.removeprefix(UNIT))
        )
    return {pair: unit for pair, unit in found.items() if unit is not None}
