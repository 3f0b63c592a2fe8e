from __future__ import annotations

from functools import cache

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from ..refusals import Refused
from .models import ImportRun
from .rules import Importer


def importer(name: str) -> Importer:
    """The importer registered by this name in `config/imports.py`. Refused: `tables.importer_unknown`."""
    path = settings.IMPORTERS.get(name)
    if path is None:
        known = ", ".join(settings.IMPORTERS)
        raise Refused("tables.importer_unknown", field="importer", name=name, known=known)
    return _load(path)


def importers() -> list[Importer]:
    return [importer(name) for name in settings.IMPORTERS]


def same_file_done(importer_name: str, digest: str) -> ImportRun | None:
    """The last time that this very file was brought in."""
    done = ImportRun.objects.filter(importer=importer_name, digest=digest, state=ImportRun.State.DONE)
    return done.order_by("-finished_at").first()


def recent_runs() -> QuerySet[ImportRun]:
    """Newest first, without the reports, which may be long."""
    return ImportRun.objects.order_by("-created_at", "-id").defer("report", "mapping", "choices")


@cache
def _load(path: str) -> Importer:
    loaded: Importer = import_string(path)
    return loaded
