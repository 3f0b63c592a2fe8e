"""Events of outside systems come in by file; what is said of a process (its promise, its last step) is changed here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Max
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor, name_acts
from penata.foundation.refusals import Refused, put_into_words
from penata.foundation.tables.actions import copy_rows

from ..models import Process, ProcessEvent

EVENT = ("process_id", "case_key", "step", "unit", "started_at", "finished_at")

put_into_words(
    {
        "improvement.process_named": lambda: _("Sudah ada proses dengan nama ini."),
        "improvement.process_mode": lambda: _(
            "Proses “%(name)s” berisi kejadian dengan bentuk waktu yang lain. Masukkan berkas ini dengan nama proses"
            " lain."
        ),
        "improvement.too_many_steps": lambda: _(
            "Lebih dari %(most)s langkah yang berbeda, misalnya %(examples)s. Periksa kolom langkahnya."
        ),
        "improvement.too_many_units": lambda: _(
            "Lebih dari %(most)s unit yang berbeda, misalnya %(examples)s. Periksa kolom unitnya."
        ),
    }
)
name_acts({"improvement.change_process": gettext_lazy("Mengubah keterangan proses")})


@dataclass(frozen=True, slots=True)
class Described:
    """What a file is brought in as."""

    name: str
    mode: str
    unit_id: int | None = None
    service_id: int | None = None
    promise_days: int | None = None
    last_steps: tuple[str, ...] = ()
    counts_working_days: bool = True


Row = tuple[str, str, str, datetime | None, datetime | None]  # case, step, unit, started, finished


def bring_events(described: Described, rows: Sequence[Row], *, replace: bool, at: datetime) -> tuple[Process, int]:
    """The events of a file, in its import's transaction and without an entry of their own; how many cases were there.

    With `replace` the cases of the file are those of the file alone; else their events are added to.
    Refused: `improvement.process_mode`.
    """
    process = _process(described, at)
    keys = list({row[0] for row in rows})
    own = ProcessEvent.objects.filter(process=process)
    known = own.filter(case_key__in=keys)
    before = known.values("case_key").distinct().count() if process.events else 0
    if replace and before:
        known.delete()
    copy_rows(ProcessEvent, EVENT, ((process.pk, *row) for row in rows))
    _count(process)
    return process, before


def _process(described: Described, at: datetime) -> Process:
    process = Process.objects.select_for_update().filter(name__iexact=described.name).first()
    if process is None:
        process = Process(name=described.name, mode=described.mode, made_at=at)
    elif process.events and process.mode != described.mode:
        raise Refused("improvement.process_mode", name=process.name)
    process.mode, process.changed_at = described.mode, at
    process.unit_id = described.unit_id or process.unit_id
    process.service_id = described.service_id or process.service_id
    process.promise_days = described.promise_days or process.promise_days
    process.last_steps = list(described.last_steps) or process.last_steps
    process.counts_working_days = described.counts_working_days
    process.save()
    return process


def _count(process: Process) -> None:
    newest = Greatest(Coalesce("started_at", "finished_at"), Coalesce("finished_at", "started_at"))
    found: dict[str, Any] = ProcessEvent.objects.filter(process=process).aggregate(
        events=Count("pk"), cases=Count("case_key", distinct=True), until=Max(newest)
    )
    process.events, process.cases, process.until = found["events"], found["cases"], found["until"]
    process.save(update_fields=["events", "cases", "until"])
    if process.events > 10_000:  # else its first page is planned as if it were nearly empty
        with connection.cursor() as cursor:
            cursor.execute("analyze improvement_processevent")


@transaction.atomic
def change_process(
    process: Process, *, name: str, last_steps: Sequence[str], promise_days: int | None,
    counts_working_days: bool | None, by: Actor, at: datetime,
) -> Process:  # fmt: skip
    """What its cases are measured by. Refused: `improvement.process_named`."""
    process = Process.objects.select_for_update().get(pk=process.pk)
    if Process.objects.filter(name__iexact=name).exclude(pk=process.pk).exists():
        raise Refused("improvement.process_named", field="name")
    process.name, process.last_steps, process.promise_days = name, list(last_steps), promise_days
    process.counts_working_days, process.changed_at = bool(counts_working_days), at
    process.save()
    record(by=by, act="improvement.change_process", about=process, at=at, promise_days=promise_days or 0)
    return process
