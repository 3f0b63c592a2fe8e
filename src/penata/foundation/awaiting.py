"""What awaits someone: one line of his day, whichever room it comes from. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Awaiting:
    """Something that waits for one person's act. Each room tells its own in `queries.awaiting(standing, on)`.

    `kind` is "room.what"; `label` names the thing and `why` says why it is his, in the reader's language; `due` is
    the last day (None: no day is set), `at` since when it waits; `address` leads to where it is done.
    """

    kind: str
    label: str
    why: str
    due: date | None
    address: str
    at: datetime | None
    is_urgent: bool = False  # someone is in danger: before all else
