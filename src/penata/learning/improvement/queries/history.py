"""What was done in an evaluation, as the journal keeps it."""

from __future__ import annotations

from penata.foundation.journal.models import Entry
from penata.foundation.journal.queries import history

from ..models import Evaluation


def history_of(evaluation: Evaluation, most: int = 60) -> list[Entry]:
    """The newest first."""
    return list(history(evaluation)[:most])
