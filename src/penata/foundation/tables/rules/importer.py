"""What a room's `imports.py` offers, so that one command and one page bring in everything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from ...journal.rules import Actor
from .findings import Choice, Counts, Finding
from .layout import Layout
from .reading import Sheet

Progress = Callable[[int, int], None]  # rows done, rows in all


def no_progress(done: int, total: int) -> None:
    """For those who do not watch."""


class Importer(Protocol):
    """One kind of table that can be brought in: its columns, what the user must state, its checks, its writing.

    `check` gives the rows that `apply` will write, in any form that suits the room, and all that is wrong (a finding
    with `is_left_out` only tells that a choice of the user leaves a row out). It writes nothing; it may read the
    database. `apply` writes, in the caller's transaction and without a journal entry of its own: the whole import is
    one act. A dry run calls `apply` too, and rolls back, so that its figures are the real ones.

    `apply` may also take `because: str` and `progress: Progress` by these names; it then gets them.
    It raises `RowsRefused` with findings for rows that turn out to be wrong only when all are written.
    """

    name: str
    title: Any  # may be a lazy translation
    layout: Layout
    choices: tuple[Choice, ...]

    def check(self, sheet: Sheet, choices: Mapping[str, str]) -> tuple[Any, Iterable[Finding]]: ...

    def apply(self, rows: Any, choices: Mapping[str, str], *, by: Actor, at: datetime) -> Counts: ...
