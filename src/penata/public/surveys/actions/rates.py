"""How often one tablet or one network answers. The count lives for an hour and never stands beside an answer."""

from __future__ import annotations

from datetime import timedelta

from penata.foundation.accounts.actions import count_attempt
from penata.foundation.refusals import Refused

from ..models import Point
from ..rules.marks import ADDRESS_AN_HOUR, KIOSK_AN_HOUR

HOUR = timedelta(hours=1)
DRAFTS_AN_HOUR = 300  # begun from one address: beyond it the store would fill


def is_rapid(point: Point, address: str, *, adds: int = 1) -> bool:
    """Count answers; true when they come faster than people answer. Call it outside of a transaction."""
    is_kiosk = point.kind == Point.Kind.KIOSK
    key, limit = (point.code, KIOSK_AN_HOUR) if is_kiosk else (f"{point.code} {address}", ADDRESS_AN_HOUR)
    try:
        count_attempt(kind="survey", key=key, limit=limit, per=HOUR, adds=adds)
    except Refused:
        return True
    return False


def count_draft(address: str) -> None:
    """Count a survey begun. Raises Refused("accounts.too_often")."""
    count_attempt(kind="survey-draft", key=address, limit=DRAFTS_AN_HOUR, per=HOUR)
