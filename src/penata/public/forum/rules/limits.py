"""How often one address acts in hearings and conversations."""

from __future__ import annotations

from datetime import timedelta

HOUR = timedelta(hours=1)
ACTS_AN_HOUR = 3_000  # an office or a school behind one address votes at once
VOTERS_AN_HOUR = 60  # browsers without a code; of more, the voters are marked
