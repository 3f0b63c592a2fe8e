"""`penata export`: write a table of a day to a file. Exit code 0 done, 2 wrong use."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from .running import set_up

What = Annotated[str, typer.Argument(help="What to write: units, persons, cases, … (unknown ones list all).")]
File = Annotated[Path, typer.Argument(help="A .csv or .xlsx file; it must not exist yet.", dir_okay=False)]
On = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As of this day; else today.")]


def write_out(what: What, file: File, on: On = None) -> None:
    """Write a table to CSV or XLSX, in the columns that the imports take."""
    set_up()
    from django.utils import timezone
    from django.utils.module_loading import import_string

    from penata.config.exports import EXPORTS
    from penata.foundation.tables.exports import csv_lines, write_xlsx

    if what not in EXPORTS:
        _refuse(f"“{what}” cannot be written. These can: {', '.join(EXPORTS)}.")
    if file.suffix not in {".csv", ".xlsx"}:
        _refuse(f"{file.name} must end in .csv or .xlsx.")
    if file.exists():
        _refuse(f"{file} exists already. Choose another name.")
    columns, rows = import_string(EXPORTS[what])(on.date() if on else timezone.localdate())
    counted = _Counted(rows)
    with file.open("wb") as target:
        if file.suffix == ".xlsx":
            write_xlsx(target, columns, counted)
        else:
            target.writelines(csv_lines(columns, counted))
    typer.echo(f"{counted.number} rows in {file}.")


def _refuse(sentence: str) -> None:
    typer.echo(f"penata: {sentence}", err=True)
    raise typer.Exit(2)


class _Counted:
    """Rows, counted, with a bar where somebody watches."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self.rows, self.number = rows, 0

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        from rich.console import Console
        from rich.progress import track

        watched = track(self.rows, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
        for row in watched:
            self.number += 1
            yield row
