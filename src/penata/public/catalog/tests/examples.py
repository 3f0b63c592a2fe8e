"""What the walk over all pages needs to know of this room."""

from __future__ import annotations

from datetime import date
from typing import Any

from penata.foundation.journal.rules import Actor
from penata.public.catalog import actions
from penata.public.catalog.models import Standard

CODE = "contoh-layanan"


def prepare(city: Any) -> None:
    contents = actions.Contents(
        name="Contoh layanan",
        summary="Untuk diuji.",
        topic="complaint",
        promise_days=3,
        components={"product": "Contoh"},
    )
    actions.open_service(
        code=CODE,
        function=city.functions["1.03.11"],
        contents=contents,
        decree=city.decree,
        on=date(2025, 1, 1),
        by=Actor.system(),
    )


def _version(city: Any) -> dict[str, Any]:
    return {"code": CODE, "pk": Standard.objects.as_known().get(service__code=CODE).pk}


EXAMPLES = {
    **{f"catalog:{name}": lambda city: {"code": CODE} for name in ("service", "printed", "history", "change", "close")},
    "catalog:correct": _version,
    "api:service": lambda city: {"code": CODE},
}
