"""What may be done on the screens: decide and write what came of it, set targets and limits, have a screen sent."""

from . import words  # noqa: F401 registers the words
from .deciding import decide, remind_due, write_result
from .sending import queue_due, send, subscribe, unsubscribe
from .targeting import set_limits, set_target

__all__ = [
    "decide",
    "queue_due",
    "remind_due",
    "send",
    "set_limits",
    "set_target",
    "subscribe",
    "unsubscribe",
    "write_result",
]
