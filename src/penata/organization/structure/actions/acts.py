"""One structural act: lock, instant, the writing, the database's laws, one journal entry."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.utils import formats
from django.utils.functional import lazy

from penata.foundation.dated.actions import begin_act
from penata.foundation.periods import Period
from penata.foundation.refusals import Refused

from ..models import Decree

day_in_words = lazy(lambda day: formats.date_format(day, "j F Y"), str)

# Constraints whose name is not yet the code of a refusal ("room.reason"); upper rooms add theirs.
LAWS: dict[str, str] = {
    "unit_no_overlap": "structure.has_a_version_then",
    "position_no_overlap": "structure.has_a_version_then",
    "position_head_no_overlap": "structure.second_head",
    "area_no_overlap": "structure.has_a_version_then",
    "function_no_overlap": "structure.has_a_version_then",
    "mandate_no_overlap": "structure.mandate_taken",
    "unit_not_its_own_parent": "structure.unit_cycle",
    "area_not_its_own_parent": "structure.area_cycle",
    "function_not_its_own_parent": "structure.function_cycle",
    "position_has_a_seat": "structure.no_seat",
    "head_has_one_seat": "structure.head_has_one_seat",
    "job_class_1_to_17": "structure.job_class",
    "decree_once": "structure.decree_exists",
}


@contextmanager
def act(label: str) -> Iterator[datetime]:
    """A transaction that holds the lock of structural acts; gives the instant that every row of the act carries.

    At its end the database's laws are asked at once; a broken one becomes a Refused and nothing is written.
    """
    with transaction.atomic():
        at = begin_act(label)
        try:
            yield at
            ask_the_laws()
        except IntegrityError as error:
            refusal = as_refusal(error)
            if refusal is None:
                raise
            raise refusal from error


def ask_the_laws() -> None:
    """Run the deferred checks now instead of at commit. Raises IntegrityError."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


def as_refusal(error: IntegrityError) -> Refused | None:
    """The refusal that a broken law means; None when no law of ours was broken."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None) or ""
    code = name if "." in name else LAWS.get(name)
    if code is None:
        return None
    try:
        facts = json.loads(getattr(diagnosis, "message_detail", None) or "{}") if "." in name else {}
    except ValueError:
        facts = {}
    return Refused(code, **{key: _readable(key, value) for key, value in facts.items()})


def _readable(key: str, value: Any) -> Any:
    if key in {"since", "until", "left_on"} and isinstance(value, str):
        return day_in_words(date.fromisoformat(value))
    return "" if value is None else value


def period(since: date, until: date | None) -> Period:
    """Refused: `structure.period_empty` when it holds no day."""
    if until is not None and until <= since:
        raise Refused("structure.period_empty", field="until", since=day_in_words(since))
    return Period(since, until)


def cited(decree: Decree | None, article: str, on: date) -> dict[str, Any]:
    """The decree that gives an act its force, as values of a version.

    Refused: `structure.decree_missing`; `structure.decree_not_in_force` on a day before its force.
    """
    if decree is None:
        raise Refused("structure.decree_missing", field="decree")
    if decree.kind != Decree.Kind.INITIAL and on < decree.in_force_on:
        raise Refused(
            "structure.decree_not_in_force",
            field="on",
            decree=str(decree),
            in_force_on=day_in_words(decree.in_force_on),
        )
    return {"decree": decree, "article": article.strip()}


def as_json(value: Any) -> Any:
    """A value as the journal keeps it."""
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return "…"  # a boundary is too long for an entry; the version keeps it
    return value
