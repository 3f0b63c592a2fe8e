from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from .. import transports
from ..models import Notice
from ..queries import due
from ..rules import next_try

REST = 30  # seconds that the job of one act leaves a channel alone that did not answer
_silent_since: dict[str, float] = {}


@dataclass(slots=True)
class Sent:
    """What one round of sending did. `is_cut_short`: a channel does not answer, the rest waits for the next round."""

    delivered: int = 0
    postponed: int = 0
    failed: int = 0
    is_cut_short: bool = False


def deliver(*, at: datetime, act: str = "", most: int = 500) -> Sent:
    """Send what is due (of one act, or of all), each notice in a transaction of its own that locks it.

    The outcome is committed together with the lock, so that two workers never send the same one. A worker that is
    killed between the mail server's answer and the commit sends it once more, under the same Message-ID. While a
    channel does not answer, only the rounds for all try it, so that a silent mail server does not hold up the worker.
    """
    sent = Sent()
    down = {channel for channel, since in _silent_since.items() if act and time.monotonic() - since < REST}
    for _ in range(most):
        with transaction.atomic():
            notice = due(at, act).exclude(channel__in=down).select_related("recipient", "webhook").first()
            if notice is None:
                break
            channel = notice.channel
            if not _try(notice, at, sent):
                down.add(channel)
                _silent_since[channel] = time.monotonic()
            else:
                _silent_since.pop(channel, None)
    sent.is_cut_short = bool(down)
    return sent


def _try(notice: Notice, at: datetime, sent: Sent) -> bool:
    """Send one and write down what came of it. False when its whole channel does not answer."""
    is_reachable = True
    notice.attempts += 1
    again: datetime | None = next_try(notice.attempts, at)
    try:
        transports.send(notice)
    except transports.Undeliverable as error:
        notice.last_error, again = str(error)[:300], None
    except transports.Unreachable as error:
        notice.last_error, is_reachable = str(error)[:300], False
    except Exception as error:  # whatever a mail server or another city's system does must not stop the rest
        notice.last_error = f"{type(error).__name__}: {error}"[:300]
    else:
        notice.delivered_at, notice.last_error = at, ""
        sent.delivered += 1
    if notice.delivered_at is None:
        if again is None:
            notice.failed_at = at
            sent.failed += 1
        else:
            notice.deliver_after = again
            sent.postponed += 1
    notice.save(update_fields=["attempts", "last_error", "delivered_at", "failed_at", "deliver_after"])
    return is_reachable
