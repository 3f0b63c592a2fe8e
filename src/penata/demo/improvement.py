"""What stands out in the cases of Kota Lama, found as each night; and one signal that was put off."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.learning.improvement import actions


def look() -> None:
    """The night's look; the last of its signals waits until next month."""
    at = timezone.now()
    found = actions.find(at=at)
    if len(found) > 1:
        actions.put_off(
            found[-1], until=timezone.localdate(at) + timedelta(days=30),
            because="Sudah dibahas dengan dinasnya; kita lihat sebulan lagi.", by=Actor.system("Kota Lama"), at=at,
        )  # fmt: skip
