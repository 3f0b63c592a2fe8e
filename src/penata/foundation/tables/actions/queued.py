from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from django.db import connection

from ...journal.rules import Actor
from ...refusals import Refused
from ..models import ImportRun
from ..queries import importer, stored_file
from ..rules import Finding, Findings, Progress, Report
from .running import carry_out

State = ImportRun.State


def bring_in(*, token: str, again: bool, by: Actor, at: datetime) -> None:
    """Carry out a run that waits in the queue; nothing when it does not (any more). Its state tells what came of it."""
    run = ImportRun.objects.get(token=token)
    if not run.is_waiting:
        return
    run.state = State.RUNNING
    run.save(update_fields=["state"])
    try:
        with _watched(run) as progress:
            carry_out(run, importer(run.importer), stored_file(run), again=again, by=by, at=at, progress=progress)
    except Refused as refusal:
        _refuse(run, refusal, at)
    except Exception:
        ImportRun.objects.filter(pk=run.pk).update(state=State.FAILED, finished_at=at)
        raise


@contextmanager
def _watched(run: ImportRun) -> Iterator[Progress]:
    """A progress that others can see while the import's own transaction is still open: on a connection beside it."""
    said = 0.0
    with closing(connection.copy()) as beside:

        def progress(done: int, total: int) -> None:
            nonlocal said
            if total and time.monotonic() - said >= 1:
                said = time.monotonic()
                percent = min(99, done * 100 // total)
                with beside.cursor() as cursor:
                    cursor.execute("update tables_importrun set progress = %s where id = %s", [percent, run.pk])

        yield progress


def _refuse(run: ImportRun, refusal: Refused, at: datetime) -> None:
    """A file that cannot even be read: its report is the one sentence that says why."""
    params = {name: str(value) for name, value in refusal.params.items()}
    report = Report(run.importer, run.file_name, run.digest, dict(run.choices), run.is_dry)
    report.refuse(Findings([Finding(0, refusal.field or "", refusal.code, params=params)]))
    run.state, run.report, run.finished_at = State.REFUSED, report.as_json(), at
    run.save()
