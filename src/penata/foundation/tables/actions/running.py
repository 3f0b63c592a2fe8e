from __future__ import annotations

import gc
import inspect
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import DatabaseError, DataError, IntegrityError, connection, transaction
from django.utils import formats, timezone

from ...journal.actions import record
from ...journal.rules import Actor
from ...refusals import Refused
from ..models import ImportRun
from ..queries import same_file_done
from ..rules import USUAL, Finding, Importer, Limits, Progress, Report, RowsRefused, Source, no_progress, read

_LOCK = 0x696D706F7274  # "import": the second key is the importer's


class _DryRunIsOver(Exception):
    """Leaves the transaction of a dry run, so that nothing of it stays."""


def run_import(
    importer: Importer,
    file: Source,
    *,
    file_name: str = "",
    mapping: Mapping[str, str] | None = None,
    choices: Mapping[str, str] | None = None,
    dry_run: bool = True,
    again: bool = False,
    because: str = "",
    by: Actor,
    at: datetime | None = None,
    progress: Progress = no_progress,
    limits: Limits = USUAL,
) -> Report:
    """Read a file, check it, and write all of it with one journal entry, or nothing.

    What is wrong with rows stands in the report, which then `is_refused`. What is wrong with the file as a whole, with
    the mapping or with a choice is `Refused`; so is the same file a second time, unless `again`.
    """
    run = ImportRun(importer=importer.name, created_at=at or timezone.now(), by_id=by.id, by_label=by.label)
    run.file_name, run.mapping, run.choices = file_name or _name_of(file), dict(mapping or {}), dict(choices or {})
    run.because, run.is_dry = because, dry_run
    return carry_out(run, importer, file, again=again, by=by, at=run.created_at, progress=progress, limits=limits)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for garbage in circles: a file's rows hold none, and each search would walk all of them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_uncollected()
def carry_out(
    run: ImportRun,
    importer: Importer,
    file: Source,
    *,
    again: bool = False,
    by: Actor,
    at: datetime,
    progress: Progress = no_progress,
    limits: Limits = USUAL,
) -> Report:
    """`run_import` with a run whose file, mapping and choices were stated before; its state says what came of it."""
    started = time.perf_counter()
    stated = stated_choices(importer, run.choices)
    sheet = read(file, importer.layout, run.mapping, limits)
    run.digest, run.file_name, run.choices = sheet.digest, run.file_name[:200], stated
    report = Report(importer.name, run.file_name, sheet.digest, stated, run.is_dry, rows_read=len(sheet.rows))
    report.cells_cleaned = sheet.cleaned
    _recognize(run, report, again=again)
    rows, found = importer.check(sheet, stated)
    found = list(found)
    report.leave_out([finding for finding in found if finding.is_left_out])
    report.speak_as(sheet.headers)
    findings = sheet.findings
    findings.extend(finding for finding in found if not finding.is_left_out)
    if not findings:
        findings.extend(_write(importer, rows, run, report, by=by, at=at, progress=progress, started=started))
    if findings:
        report.refuse(findings)
        report.speak_as(sheet.headers)
        _finish(run, report, ImportRun.State.REFUSED, at, started)
    elif run.is_dry:
        _finish(run, report, ImportRun.State.CHECKED, at, started)
    return report


def _recognize(run: ImportRun, report: Report, *, again: bool) -> None:
    before = same_file_done(run.importer, run.digest)
    if before is None or before.finished_at is None:
        return
    report.seen_before = before.finished_at.isoformat()
    if not (run.is_dry or again):
        when = formats.date_format(timezone.localtime(before.finished_at), "j F Y, H.i")
        raise Refused("tables.already_imported", field="again", when=when, who=before.by_label)


def _name_of(file: Source) -> str:
    name = file.name if isinstance(file, Path) else str(getattr(file, "name", "") or "")
    return name.rpartition("/")[2] or "-"


def stated_choices(importer: Importer, choices: Mapping[str, str]) -> dict[str, str]:
    """Every choice of an importer with what was stated or its default. Refused: an unknown name or value."""
    known = {choice.name: choice for choice in importer.choices}
    for name, value in choices.items():
        if name not in known:
            raise Refused("tables.choice_unknown", field="choices", name=name, known=", ".join(known))
        if not known[name].accepts(value):
            options = ", ".join(known[name].options)
            raise Refused("tables.choice_value_unknown", field=name, name=name, value=value, known=options)
    return {name: choices.get(name, choice.default) for name, choice in known.items()}


def _write(
    importer: Importer,
    rows: Any,
    run: ImportRun,
    report: Report,
    *,
    by: Actor,
    at: datetime,
    progress: Progress,
    started: float,
) -> list[Finding]:
    """Apply in one transaction; what the room or the database refuses is a finding about the whole file."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:  # two imports of one kind, one after the other
                cursor.execute("select pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK % 2**31, importer.name])
            extra = {"because": run.because, "progress": progress}
            wanted = inspect.signature(importer.apply).parameters
            extra = {name: value for name, value in extra.items() if name in wanted}
            counts = importer.apply(rows, report.choices, by=by, at=at, **extra)
            report.take(counts)
            _force_deferred_constraints()
            if report.is_dry:
                raise _DryRunIsOver
            _finish(run, report, ImportRun.State.DONE, at, started)
            _journal(run, report, by=by, at=at)
    except _DryRunIsOver:
        pass
    except RowsRefused as wrong:
        return wrong.findings
    except Refused as refusal:
        params = {name: str(value) for name, value in refusal.params.items()}
        return [Finding(0, refusal.field or "", refusal.code, params=params)]
    except (IntegrityError, DataError) as error:
        return [Finding(0, "", "tables.database", params={"rule": _rule(error)})]
    return []


def _force_deferred_constraints() -> None:
    """So that a dry run meets them too, and a finding can be made of them."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


def _finish(run: ImportRun, report: Report, state: str, at: datetime, started: float) -> None:
    report.seconds = round(time.perf_counter() - started, 2)
    run.state, run.report, run.progress = state, report.as_json(), 100
    run.finished_at = at
    run.save()


def _journal(run: ImportRun, report: Report, *, by: Actor, at: datetime) -> None:
    """One entry for the act. Row numbers and figures only: a cell may hold what must be erased one day."""
    record(
        by=by,
        act="tables.import",
        about=run,
        because=run.because,
        at=at,
        importer=report.importer,
        digest=report.digest,
        choices=report.choices,
        rows_read=report.rows_read,
        rows_new=report.rows_new,
        rows_changed=report.rows_changed,
        rows_same=report.rows_same,
        rows_left_out=report.rows_left_out,
        left_out=[[finding.row, finding.code] for finding in report.left_out[:1_000]],
        seconds=report.seconds,
    )


def _rule(error: DatabaseError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", None) or getattr(diagnosis, "message_primary", None) or error)
