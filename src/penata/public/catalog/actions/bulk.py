"""Many services at once, for imports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from penata.foundation.dated.actions import begin_act, replace
from penata.foundation.periods import Period

from ..models import Service, Standard
from ..rules import KEYS
from .contents import changes
from .lexicon import refresh_lexicon


@dataclass(frozen=True, slots=True)
class Incoming:
    """A service of a file: `values` are checked contents; `on` is the day from which they hold."""

    code: str
    function_id: int
    values: dict[str, Any]
    decree_id: int
    article: str
    on: date


@transaction.atomic
def bring_in(incoming: Sequence[Incoming], *, stated: frozenset[str], on: date) -> tuple[int, int, int]:
    """Open many services, or give them new versions where something differs, as one act of the caller's import.

    `stated` names the values and components that the file speaks about: the others stay as they are.
    Returns how many are new, changed and the same.
    """
    at = begin_act("import services")
    codes = [row.code for row in incoming]
    before = set(Service.objects.filter(code__in=codes).values_list("code", flat=True))
    new = [row for row in incoming if row.code not in before]
    Service.objects.bulk_create([Service(code=row.code, function_id=row.function_id) for row in new])
    ids = dict(Service.objects.filter(code__in=codes).values_list("code", "id"))
    versions = [
        Standard(service_id=ids[row.code], valid=(row.on, None), recorded=(at, None), **_told(row, row.values))
        for row in new
    ]
    Standard.objects.bulk_create(versions, batch_size=500)
    changed = sum(_renewed(ids[row.code], row, stated, at) for row in incoming if row.code in before)
    refresh_lexicon(on=on)
    return len(new), changed, len(incoming) - len(new) - changed


def _told(row: Incoming, values: dict[str, Any]) -> dict[str, Any]:
    return values | {"decree_id": row.decree_id, "article": row.article.strip()}


def _renewed(service_id: int, row: Incoming, stated: frozenset[str], at: datetime) -> bool:
    """A new version from the row's day, unless the one of that day says the same. A closed service opens anew."""
    known = Standard.objects.as_known().filter(service=service_id)
    now = known.on(row.on).first()
    values = row.values if now is None else _merged(now, row.values, stated)
    if now is not None and not changes(now, values):
        return False
    later = known.filter(valid__startswith__gt=row.on).order_by("valid").first()
    until = now.valid.upper if now is not None else later.valid.lower if later is not None else None
    replace(
        Standard, subject={"service_id": service_id}, period=Period(row.on, until), values=_told(row, values), at=at
    )
    return True


def _merged(now: Standard, values: dict[str, Any], stated: frozenset[str]) -> dict[str, Any]:
    said = {name: value for name, value in values.items() if name in stated}
    merged = {name: getattr(now, name) for name in values} | said
    parts = {key: values["components"].get(key) if key in stated else now.components.get(key) for key in KEYS}
    return merged | {"components": {key: text for key, text in parts.items() if text}}
