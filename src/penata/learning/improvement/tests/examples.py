"""A signal of the roads division for the walk over all pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from penata.learning.improvement.models import Signal

SEEN_BY = {"officer", "head", "administrator"}


def signal(city: Any, key: str = "a") -> Signal:
    at = timezone.now()
    return Signal.objects.create(
        kind="surge", key=key, unit=city.units["DPU-JALAN"], mostly_area=city.areas["99.71.01.1001"], observed=70,
        month=date(2026, 11, 1), since=date(2026, 11, 1), expected=31.2, chance=1e-6, found_at=at, seen_at=at,
    )  # fmt: skip


def prepare(city: Any) -> None:
    city.signal = signal(city)


def _one(city: Any) -> Any:
    from examples import Example

    return Example({"pk": city.signal.pk}, seen_by=SEEN_BY)


EXAMPLES = {f"improvement:{name}": _one for name in ("signal", "dismiss", "put_off")}


def __getattr__(name: str) -> Any:
    if name == "LISTS":
        import examples

        return [examples.List("improvement:signals", "improvement:signal", lambda city: [{"pk": city.signal.pk}])]
    raise AttributeError(name)
