"""Who acts: a person who signed in, a resident, or the system itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PERMISSIONS = {"journal.read": "Membaca jejak perubahan"}

_ACTS: dict[str, object] = {}


def name_acts(acts: Mapping[str, object]) -> None:
    """A room names its acts ("room.verb" → words, lazily translated), so that people can read the journal."""
    _ACTS.update(acts)


def act_in_words(act: str) -> str:
    """What was done, in the active language; the code itself when its room gave it no name."""
    return str(_ACTS.get(act, act))


def acts() -> dict[str, object]:
    return dict(_ACTS)


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts, as the journal keeps him.

    `id` is the account's, or None for residents and for the system. `label` is what readers see: a name with its
    position for civil servants, never the name of a reporter.
    """

    id: int | None
    label: str

    @classmethod
    def system(cls, label: str = "Penata") -> Actor:
        return cls(None, label)
