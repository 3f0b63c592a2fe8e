"""Tell people, take it back, send what waits; an administrator's care for what failed."""

from .caring import erase, mark_read, prefer, remove_webhook, save_webhook, try_again
from .sending import deliver
from .telling import take_back, tell

__all__ = [
    "deliver",
    "erase",
    "mark_read",
    "prefer",
    "remove_webhook",
    "save_webhook",
    "take_back",
    "tell",
    "try_again",
]
