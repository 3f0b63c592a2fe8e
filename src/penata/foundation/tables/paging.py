"""How the pages of imports name states, findings and files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from .models import ImportRun

State = ImportRun.State
STATES: dict[str, tuple[Any, str]] = {  # words, and how `{% status %}` marks them
    State.UPLOADED: (_("Menunggu diperiksa"), "new"),
    State.QUEUED: (_("Menunggu giliran"), "waiting"),
    State.RUNNING: (_("Sedang dikerjakan"), "active"),
    State.CHECKED: (_("Lolos uji coba"), "good"),
    State.REFUSED: (_("Ditolak"), "danger"),
    State.DONE: (_("Sudah masuk"), "good"),
    State.FAILED: (_("Gagal"), "danger"),
}


@dataclass(frozen=True, slots=True)
class RunRow:
    """An import as a row of the list."""

    run: ImportRun
    title: Any
    words: Any
    mark: str


def rows(runs: list[ImportRun], titles: dict[str, Any]) -> list[RunRow]:
    return [RunRow(run, titles.get(run.importer, run.importer), *STATES[run.state]) for run in runs]
