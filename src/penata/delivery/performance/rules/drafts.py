"""What a form hands to an action: a result as it is written, and a piece of work taken as evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Draft:
    """A result as it is written: aspect → (indicator, target); `serves_id` is the superior's result it is part of."""

    title: str
    kind: str = "main"
    serves_id: int | None = None
    indicators: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A piece of work taken as evidence, for which result (None: for no one in particular), and what it shows."""

    source: str
    pk: int
    result_id: int | None = None
    comment: str = ""
