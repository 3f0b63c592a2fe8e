from __future__ import annotations

from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from ..models import Decree, Function, FunctionVersion, Mandate
from . import acts
from .subjects import FUNCTION, change_subject, end_subject, open_subject, record_act


def open_function(
    *,
    code: str,
    title: str,
    description: str = "",
    keywords: str = "",
    parent: Function | None = None,
    is_public: bool = True,
    decree: Decree | None,
    article: str = "",
    on: date,
    until: date | None = None,
    because: str = "",
    by: Actor,
) -> Function:
    """An item of the taxonomy; `keywords` are the words that residents use for it."""
    values: dict[str, Any] = {"title": title.strip(), "description": description.strip(), "keywords": keywords.strip()}
    values |= {"parent": parent, "is_public": is_public}
    function: Function = open_subject(
        FUNCTION, code=code, values=values, decree=decree, article=article, on=on, until=until, because=because, by=by
    )
    return function


def change_function(
    function: Function,
    *,
    on: date,
    until: date | None = None,
    decree: Decree | None,
    article: str = "",
    because: str = "",
    by: Actor,
    **changes: Any,
) -> None:
    """From the day on: another title, words or parent."""
    change_subject(
        FUNCTION, function, on=on, until=until, decree=decree, article=article, because=because, by=by, changes=changes
    )


def close_function(
    function: Function, *, on: date, decree: Decree | None, article: str = "", because: str = "", by: Actor
) -> None:
    """The city no longer has this function. Refused: `structure.function_in_use` with what still needs it."""
    with acts.act(f"close function {function.code}") as at:
        source = acts.cited(decree, article, on)
        later = {"recorded__upper_inf": True, "valid__overlap": DateRange(on, None)}
        names = list(FunctionVersion.objects.filter(parent=function, **later).values_list("title", flat=True)[:5])
        names += Mandate.objects.filter(function=function, **later).values_list("area__code", flat=True)[:5]
        if names:
            raise Refused("structure.function_in_use", names=", ".join(dict.fromkeys(names)))
        end_subject(FUNCTION, function, on=on, at=at)
        record_act(FUNCTION, "close", function, at=at, by=by, because=because, on=on, **source)
