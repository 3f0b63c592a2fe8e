"""What time brings to desks. Every job may run twice: a day's digest is sent once."""

from __future__ import annotations

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="0 * * * *")
@app.task(name="desk.hour", queueing_lock="desk.hour")
def hour(timestamp: int = 0) -> None:
    """Whose hour has come."""
    actions.queue_digests(at=timezone.now())


@app.task(name="desk.send_digest", retry=RetryStrategy(max_attempts=4, exponential_wait=5))
def send_digest(account: int) -> None:
    """One digest to one reader."""
    actions.send_digest(account, at=timezone.now())
