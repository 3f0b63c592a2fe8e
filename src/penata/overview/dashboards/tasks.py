"""What time brings to dashboards. Every job may run twice: what was sent or asked is not again."""

from __future__ import annotations

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="30 23 * * *")
@app.task(name="dashboards.morning", queueing_lock="dashboards.morning")
def morning(timestamp: int = 0) -> None:
    """Half past six in Jakarta: whose decisions await a result, and whose dashboards are to be sent."""
    at = timezone.now()
    actions.remind_due(at=at)
    actions.queue_due(at=at)


@app.task(name="dashboards.send", retry=RetryStrategy(max_attempts=4, exponential_wait=5))
def send(subscription: int) -> None:
    """One screen to one reader."""
    actions.send(subscription, at=timezone.now())
