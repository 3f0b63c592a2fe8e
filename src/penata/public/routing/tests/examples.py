"""What the walk over all pages needs to know of this room."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from penata.public.routing.models import LearnedModel, Trial

AT = datetime(2026, 11, 2, tzinfo=UTC)


def prepare(city: Any) -> None:
    LearnedModel.objects.create(
        learned_at=AT,
        until=date(2026, 11, 1),
        examples=10,
        state="refused",
        threshold=0.9,
        quality={"month": "2026-10"},
    )
    Trial.objects.create(text="lampu padam", function=city.functions["1.03.11"], added_by="uji", added_at=AT)


EXAMPLES = {
    "routing:detail": lambda city: {"pk": LearnedModel.objects.latest("pk").pk},
    "routing:remove_trial": lambda city: {"pk": Trial.objects.latest("pk").pk},
}
