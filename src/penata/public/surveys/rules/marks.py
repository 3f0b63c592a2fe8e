"""Signs that an answer may not be one person's honest word. It is marked and shown apart, never dropped."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from .elements import ELEMENTS

KIOSK_AN_HOUR = 40  # answers of one kiosk: more than one in ninety seconds
ADDRESS_AN_HOUR = 20  # answers of one network address, behind which an office may stand
SECONDS_A_QUESTION = 1.0  # faster than this nobody reads


class Mark(StrEnum):
    """Why an answer is looked at apart."""

    DEVICE = "device"
    RATE = "rate"
    FAST = "fast"


def marks_of(*, questions: int, seconds: float | None, same_device: bool, is_rapid: bool) -> list[str]:
    """Why an answer is suspicious; `seconds` from the first question to the last, where they are known."""
    signs = {
        Mark.DEVICE: same_device,
        Mark.RATE: is_rapid,
        Mark.FAST: seconds is not None and seconds < questions * SECONDS_A_QUESTION,
    }
    return [mark.value for mark, is_so in signs.items() if is_so]


GOOD, MARKED, INCOMPLETE = 0, 1, 2  # how an answer counts; incomplete is one without all nine elements


def state_of(answers: Mapping[str, Any], marks: list[str], *, is_satisfaction: bool) -> int:
    """Incomplete comes first: it makes no index, marked or not."""
    if is_satisfaction and not all(code in answers for code in ELEMENTS):
        return INCOMPLETE
    return MARKED if marks else GOOD
