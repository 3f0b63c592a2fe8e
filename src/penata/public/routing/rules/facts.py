"""What the router learns from, and what it answers. Plain data, no behavior."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Example:
    """A closed case: its words, its place, and the body that answered in the end.

    `unit` is any stable key. A handover has already corrected it: it names the last body, not the first.
    `area` is the kelurahan (or the kecamatan, when no more is known) and `parent_area` its kecamatan.
    """

    text: str
    unit: str
    area: str | None = None
    parent_area: str | None = None
    topic: str | None = None
    received_at: date | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Topic:
    """A service, function or topic by name, with the body that owns it. `words` may add a description."""

    name: str
    unit: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Territory:
    """A body that follows from the place: `kind` is shared by its sisters ("kelurahan", "kecamatan" …).

    `level` says which of a case's two places names it: "area" or "parent".
    """

    unit: str
    kind: str
    area: str
    level: str = "area"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the case as it stands there, and how much it spoke for a body (negative: against it)."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """A body with the probability that it is the right one, and the words that spoke for it.

    `behind` names what the proposal before it had more of: why this one lost. Empty for the first.
    """

    unit: str
    confidence: float
    words: tuple[Word, ...] = ()
    behind: tuple[Word, ...] = ()
    is_territorial: bool = False
