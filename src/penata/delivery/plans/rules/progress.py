"""What a percentage makes of a task, where it lies, and how an indicator stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

STEPS = (0, 25, 50, 75, 100)  # what one tap says
LANES = ("todo", "doing", "blocked", "done")
GROUPS = ("late", "today", "week", "later", "unplanned")
LEVELS = ("goal", "outcome", "output", "activity")


def state_at(progress: int) -> str:
    """0: not begun; 100: done."""
    return "done" if progress >= 100 else "doing" if progress else "todo"


def lane_of(state: str, *, is_blocked: bool) -> str:
    """The column of the board; blocked work has its own. Dropped tasks are not on it."""
    return "blocked" if is_blocked and state in ("todo", "doing") else state


def group_of(due: date | None, today: date, sunday: date) -> str:
    """When someone should look at a task; `sunday` is the end of this week."""
    if due is None:
        return "unplanned"
    if due < today:
        return "late"
    if due == today:
        return "today"
    return "week" if due <= sunday else "later"


def level_under(level: str) -> str | None:
    """The level that stands under another; None under an activity."""
    place = LEVELS.index(level) + 1
    return LEVELS[place] if place < len(LEVELS) else None


def reached(start: Decimal, target: Decimal, value: Decimal | None) -> int | None:
    """How much of the way from start to target is gone, in percent; it may lead downwards. None: nothing known."""
    if value is None:
        return None
    if start == target:
        return 100 if value == target else 0
    return max(0, min(999, round(100 * (value - start) / (target - start))))
