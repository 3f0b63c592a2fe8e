"""`penata plans`: what decides when all is done. Needs no database and no settings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from penata.delivery.plans.rules.network import Days, Schedule, schedule
from penata.delivery.plans.rules.reading import activities_in
from penata.foundation.refusals import Refused

from . import files

app = typer.Typer(no_args_is_help=True, help="What decides when all tasks are done, without a database.")

MOST_NAMED = 20
WHY_NOT = {
    "plans.empty_file": "%(file)s holds no task. It needs a header with task, days and depends_on, and a row a task.",
    "plans.nameless_task": "%(file)s, line %(line)s: the task has no name.",
    "plans.doubled_row": "%(file)s, line %(line)s: task '%(task)s' is there already, on line %(first)s. Keep one.",
    "plans.unknown_row": "%(file)s, line %(line)s: task '%(task)s' depends on '%(needed)s', which is no task"
    " of the file. Names in depends_on are separated by blanks.",
    "plans.odd_days": "%(file)s, line %(line)s: the days of task '%(task)s' are '%(days)s'; write a number from 0 on.",
    "plans.cycle": "%(file)s: these tasks wait for each other: %(tasks)s. Take one dependency out.",
}


@app.callback()
def plans() -> None:
    """Without it, the one command would lose its name."""


@app.command("critical-path")
def critical_path(
    file: Annotated[Path, typer.Argument(metavar="TASKS.csv", help="CSV with the columns task, days, depends_on.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the places as JSON.")] = False,
) -> None:
    """Say start, finish and slack of each task, in working days from 0, and which tasks decide the end.

    depends_on holds names of tasks, separated by blanks. A task of 0 days is a milestone.
    """
    try:
        worked_out = _worked_out(file)
    except Refused as refusal:
        files.stop(refusal, WHY_NOT, file)
    typer.echo(_as_json(worked_out) if as_json else _table(worked_out))


def _worked_out(file: Path) -> Schedule:
    data = files.content_of(file)
    try:
        return schedule(activities_in(data, file=str(file)))
    except Refused as refusal:
        if refusal.code == "plans.cycle":
            refusal.params["tasks"] = _named(refusal.params["tasks"])
        raise


def _named(tasks: tuple[str, ...]) -> str:
    """The way around, back to its beginning; of a very long one the first tasks and how many are left."""
    shown = list(tasks[:MOST_NAMED])
    if len(tasks) > MOST_NAMED:
        shown.append(f"… ({len(tasks) - MOST_NAMED} more)")
    return " → ".join([*shown, tasks[0]])


def _as_json(worked_out: Schedule) -> str:
    tasks = [
        {
            "task": name,
            "start": _plain(place.start),
            "finish": _plain(place.finish),
            "slack": _plain(place.slack),
            "critical": place.is_critical,
        }
        for name, place in worked_out.places.items()
    ]
    return json.dumps({"duration": _plain(worked_out.duration), "tasks": tasks}, ensure_ascii=False)


def _plain(days: Days) -> int | float:
    return int(days) if days == int(days) else float(days)


def _table(worked_out: Schedule) -> str:
    width = max(map(len, worked_out.places))
    lines = [f"{'Tugas':<{width}}  {'Mulai':>7}  {'Selesai':>7}  {'Longgar':>7}  Kritis"]
    lines += [
        f"{name:<{width}}  {_shown(place.start):>7}  {_shown(place.finish):>7}  {_shown(place.slack):>7}"
        f"{'  ya' if place.is_critical else ''}"
        for name, place in worked_out.places.items()
    ]
    return "\n".join([*lines, f"Seluruhnya {_shown(worked_out.duration)} hari kerja."])


def _shown(days: Days) -> str:
    return str(_plain(days)).replace(".", ",")
