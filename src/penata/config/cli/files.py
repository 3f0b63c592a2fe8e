"""Files that commands read without a database, and the words for what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import typer

from penata.foundation.refusals import Refused

WHY_NOT = {
    "tables.csv_missing": "%(file)s is not there or cannot be read. Check its name and folder.",
    "tables.csv_empty": "%(file)s holds nothing. It needs a header with %(columns)s, and rows below it.",
    "tables.csv_encoding": "%(file)s is not text. Save it again as CSV UTF-8.",
    "tables.csv_broken": "%(file)s is broken at line %(line)s: %(error)s.",
    "tables.csv_long_row": "%(file)s has %(found)s cells in the row at line %(line)s, its header %(wanted)s. Put cells"
    " that hold the separator into quotes.",
    "tables.csv_missing_column": "%(file)s has no column '%(column)s'; it has: %(found)s.",
    "tables.csv_doubled_column": "%(file)s has the column '%(column)s' more than once. Keep one.",
}


def content_of(file: Path) -> bytes:
    """The bytes of a file; Refused when it cannot be read."""
    try:
        return file.read_bytes()
    except OSError:
        raise Refused("tables.csv_missing", file=str(file)) from None


def stop(refusal: Refused, words: Mapping[str, str], file: Path) -> NoReturn:
    """Say in one line why not, exit code 2: in the words of the command, of its file where the refusal names none."""
    said = (WHY_NOT | dict(words))[refusal.code] % ({"file": str(file)} | refusal.params)
    typer.echo(f"penata: {' '.join(said.split())}", err=True)
    raise typer.Exit(2)
