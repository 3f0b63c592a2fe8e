"""The small city with nine months of cases of two units, brought in as rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from penata.public.cases.models import Case

NOW = datetime(2026, 11, 28, 19, 10, tzinfo=UTC)  # ten past two in the morning of 29 November in Jakarta
MONTHS = 9


@pytest.fixture
def months(city: Any) -> Callable[..., None]:
    """`months(surge=60)`: fifteen cases a month for each of two units; in November so many for the roads division."""

    def bring(surge: int = 15) -> None:
        Case.objects.bulk_create(
            _case(city, month, place, unit, area)
            for month in range(3, 3 + MONTHS)
            for unit, area in (("DPU-JALAN", "99.71.01.1001"), ("DLH-SAMPAH", "99.71.01.1001"))
            for place in range(surge if (month, unit) == (11, "DPU-JALAN") else 15)
        )

    return bring


def more(city: Any, count: int) -> None:
    """So many more of the roads division in November."""
    Case.objects.bulk_create(_case(city, 11, place, "DPU-JALAN", "99.71.01.1001") for place in range(count))


def _case(city: Any, month: int, place: int, unit: str, area: str) -> Case:
    at, key = datetime(2026, month, place % 27 + 1, 3, place % 60, tzinfo=UTC), uuid4()
    due = (at + timedelta(days=5)).date()
    return Case(
        reference=f"U-{key.hex[:12]}", secret_digest=key.hex, submission=key, channel="portal", state="closed",
        title="Jalan berlubang", received_at=at, assigned_at=at, answered_at=at, closed_at=at, verify_by=due,
        answer_by=due, finish_by=due, legal_reply_by=due, legal_by=due, unit=city.units[unit],
        position=city.positions["KABID-JALAN" if unit == "DPU-JALAN" else "KABID-SAMPAH"], area=city.areas[area],
    )  # fmt: skip
