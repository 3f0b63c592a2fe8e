"""The proof-of-work challenge for visitors who report suspiciously often: no third party, no picture puzzle."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import altcha
from django.conf import settings

ALGORITHM, COST, LIFE = "PBKDF2/SHA-256", 2_000, timedelta(minutes=20)


def challenge(*, at: datetime) -> dict[str, Any]:
    """What the browser must solve: a second or two on an old phone; signed, so that the server keeps nothing."""
    made = altcha.create_challenge(
        ALGORITHM, COST, expires_at=at + LIFE, hmac_secret=settings.SECRET_KEY, key_prefix="00"
    )
    plain: dict[str, Any] = made.to_dict()
    return plain


def is_solved(payload: str) -> bool:
    """Whether the browser's answer is right and still fresh."""
    try:
        return bool(altcha.verify_solution(payload, settings.SECRET_KEY).verified)
    except (ValueError, TypeError, KeyError):
        return False
