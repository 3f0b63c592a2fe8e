"""What a room's `imports.py` offers, so that one command and one page bring in everything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Protocol

from ...journal.rules import Actor
from .findings import Choice, Counts, Finding
from .layout import Layout
from .reading import Sheet

Progress = Callable[[int, int], None]  # rows done, rows in all


def no_progress(done: int, total: int) -> None:
    """For those who do not watch."""


class Importer(Protocol):
    """One kind of table that can be brought in: its columns, what the user must state, its checks, its writing.

    `check` finds all that is wrong (nothing is written, the database may be read). `apply` writes, in the caller's
    transaction and without a journal entry of its own: the whole import is one act. A dry run calls `apply` too,
    and rolls back, so that its figures are the real ones.
    """

    name: str
    title: object  # may be a lazy translation
    layout: Layout
    choices: tuple[Choice, ...]

    def check(self, sheet: Sheet, choices: Mapping[str, str]) -> Iterable[Finding]: ...

    def apply(
        self,
        sheet: Sheet,
        choices: Mapping[str, str],
        *,
        because: str,
        by: Actor,
        at: datetime,
        progress: Progress,
    ) -> Counts: ...
