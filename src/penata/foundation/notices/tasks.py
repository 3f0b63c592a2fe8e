from __future__ import annotations

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import actions


@app.task(name="notices.deliver", retry=RetryStrategy(max_attempts=6, exponential_wait=5))
def deliver(act: str) -> None:
    """What one act told, ten seconds after it."""
    actions.deliver(at=timezone.now(), act=act)


@app.periodic(cron="* * * * *")
@app.task(name="notices.sweep", queueing_lock="notices.sweep", pass_context=False)
def sweep(timestamp: int = 0) -> None:
    """What no job brought: tries again after failures, and finds what a killed worker left."""
    actions.deliver(at=timezone.now())
