"""What stands out, and when it comes back. Pure; `looking` and what it uses need numpy and scipy."""

from __future__ import annotations

from datetime import date

PERMISSIONS = {
    "improvement.see": "Melihat sinyal seluruh kota dan menilainya",
    "improvement.evaluate": "Membuka dan memimpin evaluasi di seluruh kota",
}

BACK_AT = 1.5  # a signal that was put away comes back when it is so many times what it was then


def comes_back(observed: int, *, when_decided: int, put_off_until: date | None, on: date) -> bool:
    """Whether a signal that was dismissed or put off asks again: it grew, or its day has come."""
    if put_off_until is not None and on >= put_off_until:
        return True
    return observed >= BACK_AT * max(when_decided, 1)


__all__ = ["BACK_AT", "PERMISSIONS", "comes_back"]
