"""`penata improvement process`: where the time of cases goes. Needs no database and no settings."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from penata.foundation.refusals import Refused

from . import files

if TYPE_CHECKING:
    from penata.learning.improvement.rules.process.clock import Clock
    from penata.learning.improvement.rules.process.figures import Figures
    from penata.learning.improvement.rules.process.log import Log

WHY_NOT = {
    "improvement.missing_file": "%(file)s is not there or cannot be read. Check its name and folder.",
    "improvement.empty_log": "%(file)s holds no event. It needs a header with case, step and instants, and rows.",
    "improvement.all_reversed": "%(file)s has %(count)s rows, and each ends before it starts.",
    "improvement.missing_column": "%(file)s has no column '%(column)s'; it has: %(found)s. Name it with --map.",
    "improvement.doubled_column": "%(file)s has the column '%(column)s' more than once. Keep one.",
    "improvement.unknown_column": "--map: '%(column)s' is none of %(known)s.",
    "improvement.odd_map": "--map: '%(part)s' is not written as column=header.",
    "improvement.no_times": "%(file)s has neither started_at and finished_at, nor step and at; it has: %(found)s."
    " Name them with --map, or with --stages if each stage has a column of its own.",
    "improvement.bad_events": "%(file)s has %(count)s rows that cannot be used; nothing was read: %(rows)s.",
    "improvement.too_many_steps": "There are more than %(most)s different steps (%(examples)s, …)."
    " Is the column of the steps the right one?",
    "improvement.too_many_units": "There are more than %(most)s different units (%(examples)s, …)."
    " Is the column of the units the right one?",
    "improvement.unknown_last_step": "--last: no step is called '%(step)s'. Steps: %(steps)s.",
    "improvement.odd_day": "'%(day)s' is no day; write 2026-03-01.",
    "improvement.until_too_early": "--until is before the newest instant of the file, %(newest)s.",
}


Events = Annotated[
    Path,
    typer.Argument(
        metavar="EVENTS.csv", help="CSV with case, step, and started_at and finished_at, or at; unit if there is one."
    ),
]
Names = Annotated[
    str, typer.Option("--map", metavar="COLUMN=HEADER,…", help="Which header of the file means which column.")
]
Stages = Annotated[
    str, typer.Option(metavar="HEADER,…", help="A row a case, a column an instant: these headers, in order.")
]
Last = Annotated[str, typer.Option(metavar="STEP,…", help="A case has ended with one of these steps; else it is open.")]
AtIs = Annotated[
    str, typer.Option("--at", metavar="finish|start", help="What `at` is of its step: its end, or its start.")
]
Until = Annotated[
    str, typer.Option(metavar="DAY", help="Up to when the file tells what happened; else its newest instant.")
]
WorkingDays = Annotated[
    bool, typer.Option("--working-days", help="Count Mondays to Fridays alone, from 0 to 24 hours.")
]
Holidays = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Days that do not count, one a line; with --working-days.")
]
Promise = Annotated[
    float | None, typer.Option(min=0, max=100_000, metavar="DAYS", help="Days within which a case should end.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print everything as JSON.")]


def process(
    file: Events,
    names: Names = "",
    stages: Stages = "",
    last: Last = "",
    at_is: AtIs = "finish",
    until: Until = "",
    working_days: WorkingDays = False,
    holidays: Holidays = None,
    promise: Promise = None,
    as_json: AsJson = False,
) -> None:
    """Say where the time of cases goes: waiting against working, by step, transition and unit.

    Waiting is from the end of one step to the start of the next, and counts with the next one and its unit; working is
    in the step. Without both instants of a step they cannot be told apart, which is said. Cases that have not ended
    count until the newest instant of the file; within which time half (½) and nine of ten (9/10) end is estimated with
    them, and is – where too few have ended.

    Three forms of a file: (1) case, step, started_at, finished_at, a row a step; (2) case, step, at, a row a step;
    (3) a row a case, with --stages, or with started_at and finished_at alone.
    """
    if at_is not in {"finish", "start"}:
        typer.echo("penata: --at is `finish` or `start`.", err=True)
        raise typer.Exit(2)
    try:
        log, clock = _log(file, names, stages, last, are_starts=at_is == "start"), _clock(working_days, holidays)
        report = _report(log, clock, until, promise, ends_are_told=bool(last or stages))
    except Refused as refusal:
        files.stop(refusal, WHY_NOT, file)
    typer.echo(json.dumps(report, ensure_ascii=False) if as_json else report["words"])


def _log(file: Path, names: str, stages: str, last: str, *, are_starts: bool) -> Log:
    from penata.learning.improvement.rules.process.reading import Asked, log_in

    mapping = {}
    for part in _listed(names):
        column, equals, header = (piece.strip() for piece in part.partition("="))
        if not (column and equals and header) or column in mapping:
            raise Refused("improvement.odd_map", part=part)
        mapping[column] = header
    return log_in(file, Asked(mapping, _listed(stages), frozenset(_listed(last)), are_starts))


def _listed(words: str) -> list[str]:
    return [part.strip() for part in words.split(",") if part.strip()]


def _clock(is_working: bool, holidays: Path | None) -> Clock:
    from penata.learning.improvement.rules.process.clock import Clock

    if holidays is None:
        return Clock.working() if is_working else Clock()
    try:
        lines = holidays.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        raise Refused("improvement.missing_file", file=str(holidays)) from None
    return Clock.working([_day(line.strip()) for line in lines if line.strip()])


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Refused("improvement.odd_day", day=written[:40]) from None


def _report(log: Log, clock: Clock, until: str, promise: float | None, *, ends_are_told: bool) -> dict[str, Any]:
    from penata.learning.improvement.rules.process import sentences
    from penata.learning.improvement.rules.process.figures import figures
    from penata.learning.improvement.rules.process.log import DAY
    from penata.learning.improvement.rules.process.pieces import cut

    now = int(max(log.start.max(), log.end.max()))
    if until:
        asked = (_day(until).toordinal() + 1) * DAY - 1
        if asked < now:
            raise Refused("improvement.until_too_early", newest=date.fromordinal(now // DAY).isoformat())
        now = asked
    found = figures(cut(log, now, clock), promise=promise)
    notes = list(sentences.notes(log, found, ends_are_told=ends_are_told))
    told = {
        "until": date.fromordinal(now // DAY).isoformat(),
        "counted_in": "working days" if clock.is_working else "calendar days",
        "mode": str(log.mode),
        "left_out": len(log.left_out),
        "left_out_lines": list(log.left_out[:50]),
        "notes": notes,
        "promise": promise,
    }
    if len(found.steps) == 1:  # no steps: parts of a whole that is no part say nothing
        found = replace(found, pairs=(), more_pairs=0, paths=(), more_paths=0)
    return told | asdict(found) | {"words": _words(found, clock, told)}


def _words(found: Figures, clock: Clock, told: dict[str, Any]) -> str:
    from penata.learning.improvement.rules.process import sentences as say

    lasts = found.lasts
    lines = [
        f"{say.number(found.cases)} permohonan ({say.number(found.ended)} selesai), {say.number(found.events)} kejadian"
        f" sampai {told['until']}, dalam {say.unit_of(clock)}.",
        f"Dari awal sampai akhir: setengahnya dalam {say.days(lasts.median)} hari, sembilan dari sepuluh dalam"
        f" {say.days(lasts.p90)} hari.",
        say.first_sentence(found),
    ]
    if found.within is not None:
        lines.append(f"Dalam {say.number(told['promise'])} hari yang dijanjikan: {say.percent(found.within)}.")
    if found.across is not None:
        lines.append(f"{say.percent(found.across)} dari menunggu terjadi saat permohonan berpindah unit.")
    lines += [f"- {note}" for note in told["notes"]]
    if len(found.steps) > 1:
        lines += say.parts("Langkah", found.steps)
    lines += say.parts("Unit", found.units)
    if len(found.steps) > 1:
        lines += say.parts("Langkah di unit", found.pairs, most=15) + _transitions(found) + _paths(found)
    return "\n".join(lines)


def _transitions(found: Figures) -> list[str]:
    from penata.learning.improvement.rules.process import sentences as say

    if not found.transitions:
        return []
    rows = [["Dari → ke", "kali", "bagian", "hari", "½", "9/10"]]
    for one in found.transitions[:20]:
        name = f"{one.since} → {one.until or '(belum berlanjut)'}"[:70]
        own = [say.number(one.waits.n), say.percent(one.share), say.days(one.days)]
        rows.append([name, *own, say.days(one.waits.median), say.days(one.waits.p90)])
    return ["", *say.table(rows)]


def _paths(found: Figures) -> list[str]:
    from penata.learning.improvement.rules.process import sentences as say

    lines = ["", "Jalur yang paling sering:"] if found.paths else []
    for one in found.paths:
        path = " → ".join(one.steps) + (" → …" if one.is_cut else "")
        lines.append(
            f"  {say.percent(one.share)} ({say.number(one.cases)}), ½ {say.days(one.lasts.median)} hari: {path}"
        )
    return lines + ([f"  … dan {say.number(found.more_paths)} jalur lain"] if found.more_paths else [])
