"""Who acts: a person who signed in, a resident, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass


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
