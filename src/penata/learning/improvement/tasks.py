"""What time brings to signals. Every job may run twice: what was found is not found anew."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="10 19 * * *")
@app.task(name="improvement.find", queueing_lock="improvement.find")
def find(timestamp: int = 0) -> None:
    """Ten past two in Jakarta: what stands out in this month's cases, and what was put off until today."""
    at = timezone.now()
    actions.wake(at=at)
    actions.find(at=at)


@app.periodic(cron="40 19 * * *")
@app.task(name="improvement.measure", queueing_lock="improvement.measure")
def measure(timestamp: int = 0) -> None:
    """Twenty to three in Jakarta: the effects whose weeks are over. What was measured is not measured again."""
    actions.measure_due(at=timezone.now())
