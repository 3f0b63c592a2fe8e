"""How a notice leaves the house: one channel a file, each with `send(notice)`."""

from __future__ import annotations

from ..models import Channel, Notice
from . import email, webhook
from .failures import Undeliverable, Unreachable

__all__ = ["Undeliverable", "Unreachable", "send"]

_CHANNELS = {Channel.EMAIL: email.send, Channel.WEBHOOK: webhook.send}


def send(notice: Notice) -> None:
    """Send now. Raises `Unreachable` (the whole channel is down), `Undeliverable` (trying again is of no use), or any
    other error, which is worth another try."""
    _CHANNELS[Channel(notice.channel)](notice)
