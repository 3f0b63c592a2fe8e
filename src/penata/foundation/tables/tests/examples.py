"""What the walk over all pages needs of this room."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from penata.foundation.tables.models import ImportRun

TOKEN = "walked-import"


def prepare(city: Any) -> None:
    """A run needs an importer of this city; any will do."""
    from django.conf import settings

    name = next(iter(settings.IMPORTERS), None)
    if name is not None:
        ImportRun.objects.get_or_create(
            token=TOKEN,
            defaults={"importer": name, "file_name": "a.csv", "by_label": "x", "created_at": timezone.now()},
        )


EXAMPLES = {f"tables:{page}": lambda city: {"token": TOKEN} for page in ("run", "check", "apply", "report")}
