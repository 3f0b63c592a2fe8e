from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from ... import queue
from ...journal.rules import Actor
from ...refusals import Refused
from ..models import ImportRun
from ..queries import importer, stored_file
from ..rules import Report, no_progress, read_raw
from ..rules.layout import places
from ..rules.reading import content
from .running import carry_out, stated_choices

AT_ONCE = 400_000  # bytes; a bigger file is worked on by the queue, with a progress page
KEPT = timedelta(days=1)
REPORTS_KEPT = timedelta(days=90)


def keep_upload(*, importer_name: str, upload: IO[bytes], file_name: str, by: Actor, at: datetime) -> ImportRun:
    """Store a file privately until its columns and choices are confirmed; for a day. Refused: unreadable files."""
    known = importer(importer_name)
    data = content(upload)
    read_raw(data)
    run = ImportRun(importer=known.name, file_name=file_name[:200], size=len(data), created_at=at)
    run.digest, run.by_id, run.by_label = hashlib.sha256(data).hexdigest(), by.id, by.label
    run.stored = f"imports/{run.token}"
    path = Path(settings.MEDIA_ROOT) / run.stored
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(data)
    run.save()
    return run


@transaction.atomic
def start(
    *,
    run: ImportRun,
    mapping: Mapping[str, str],
    choices: Mapping[str, str],
    because: str = "",
    is_dry: bool = True,
    again: bool = False,
    by: Actor,
    at: datetime,
) -> Report | None:
    """Try (`is_dry`) or bring in an uploaded file with what the user stated. None: the queue does it, watch the run.

    Refused: a mapping or choice that cannot be; a run that is over, or that somebody else just started.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.is_waiting or run.state == ImportRun.State.DONE:
        raise Refused("tables.run_is_over")
    known = importer(run.importer)
    run.mapping, run.choices = dict(mapping), stated_choices(known, choices)
    run.because, run.is_dry, run.progress, run.report = because, is_dry, 0, {}
    file = stored_file(run)
    if run.size <= AT_ONCE:
        return carry_out(run, known, file, again=again, by=by, at=at, progress=no_progress)
    places(read_raw(file).header, known.layout, run.mapping)
    run.state = ImportRun.State.QUEUED
    run.save()
    queue.defer("tables.bring_in", token=run.token, again=again, by_id=by.id, by_label=by.label)
    return None


@transaction.atomic
def apply_checked(*, run: ImportRun, because: str, again: bool = False, by: Actor, at: datetime) -> Report | None:
    """Bring in what a dry run found to be good, with the same columns and choices. Refused: `tables.check_first`."""
    if run.state != ImportRun.State.CHECKED:
        raise Refused("tables.check_first")
    return start(
        run=run,
        mapping=run.mapping,
        choices=run.choices,
        because=because,
        is_dry=False,
        again=again,
        by=by,
        at=at,
    )


def clean_up(*, at: datetime) -> int:
    """Delete uploaded files that are a day old or brought in, and the rows named in old reports. Returns how many."""
    over = ImportRun.objects.exclude(stored="").filter(Q(created_at__lt=at - KEPT) | Q(state=ImportRun.State.DONE))
    count = 0
    for run in over.exclude(state__in=[ImportRun.State.QUEUED, ImportRun.State.RUNNING]).only("stored"):
        (Path(settings.MEDIA_ROOT) / run.stored).unlink(missing_ok=True)
        run.stored = ""
        run.save(update_fields=["stored"])
        count += 1
    for run in ImportRun.objects.filter(created_at__lt=at - REPORTS_KEPT).exclude(report={}):
        if run.report.get("findings") or run.report.get("left_out"):
            run.report |= {"findings": [], "left_out": []}  # cells may hold what residents wrote
            run.save(update_fields=["report"])
    return count
