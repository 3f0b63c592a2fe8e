from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from ..refusals import Refused
from .models import ImportRun
from .rules import Importer, read_raw, suggest
from .rules.cells import plain


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


def stored_file(run: ImportRun) -> Path:
    """The uploaded file of a run. Refused: `tables.file_gone` after a day."""
    path = Path(settings.MEDIA_ROOT) / run.stored
    if not run.stored or not path.is_file():
        raise Refused("tables.file_gone", field="file")
    return path


@dataclass(frozen=True, slots=True)
class Preview:
    """What the page of a mapping shows: the file's headers, its first rows as text, and which header means what."""

    header: list[str]
    rows: list[list[str]]
    total: int
    mapping: dict[str, str]


def preview(run: ImportRun, most: int = 5) -> Preview:
    """Read the uploaded file of a run. The mapping is what was stated before, else what the headers suggest."""
    raw = read_raw(stored_file(run))
    rows = [[_short(cell) for cell in row[: len(raw.header)]] for row in raw.rows[:most]]
    mapping = run.mapping or suggest(raw.header, importer(run.importer).layout)
    return Preview(raw.header, rows, len(raw.rows), mapping)


def _short(cell: Any) -> str:
    text = plain(cell)
    return text if len(text) <= 60 else text[:59] + "…"


@cache
def _load(path: str) -> Importer:
    loaded: Importer = import_string(path)
    return loaded
