from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from ..journal.rules import Actor
from ..refusals import Refused
from . import actions, queries
from .models import ImportRun
from .rules import Finding, Findings, Progress, Report


@app.task(name="tables.bring_in")
def bring_in(token: str, again: bool, by_id: int | None, by_label: str) -> None:
    """An uploaded file that is too big for one request."""
    run = ImportRun.objects.get(token=token)
    if not run.is_waiting:
        return
    run.state = ImportRun.State.RUNNING
    run.save(update_fields=["state"])
    try:
        with _watched(run) as progress:
            file, importer = queries.stored_file(run), queries.importer(run.importer)
            by, at = Actor(by_id, by_label), timezone.now()
            actions.carry_out(run, importer, file, again=again, by=by, at=at, progress=progress)
    except Refused as refusal:
        _refuse(run, refusal)
    except Exception:
        ImportRun.objects.filter(pk=run.pk).update(state=ImportRun.State.FAILED, finished_at=timezone.now())
        raise


@app.periodic(cron="41 * * * *")
@app.task(name="tables.clean_up", queueing_lock="tables.clean_up")
def clean_up(timestamp: int = 0) -> None:
    """Uploaded files older than a day."""
    actions.clean_up(at=timezone.now())


@contextmanager
def _watched(run: ImportRun) -> Iterator[Progress]:
    """A progress that others can see while the import's own transaction is still open: on a connection beside it."""
    said = 0.0
    with closing(connection.copy()) as beside:

        def progress(done: int, total: int) -> None:
            nonlocal said
            if total and time.monotonic() - said >= 1:
                said = time.monotonic()
                with beside.cursor() as cursor:
                    percent = min(99, done * 100 // total)
                    cursor.execute("update tables_importrun set progress = %s where id = %s", [percent, run.pk])

        yield progress


def _refuse(run: ImportRun, refusal: Refused) -> None:
    params = {name: str(value) for name, value in refusal.params.items()}
    report = Report(run.importer, run.file_name, run.digest, dict(run.choices), run.is_dry)
    report.refuse(Findings([Finding(0, refusal.field or "", refusal.code, params=params)]))
    run.state, run.report, run.finished_at = ImportRun.State.REFUSED, report.as_json(), timezone.now()
    run.save()
