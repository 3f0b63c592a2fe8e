"""What time brings to cases. Every job may run twice: what was told or closed is not again."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="5 6 * * *")
@app.task(name="cases.escalate", queueing_lock="cases.escalate")
def escalate(timestamp: int = 0) -> None:
    """Each morning: deadlines that come near, are today, or have passed."""
    actions.escalate_due(at=timezone.now())


@app.periodic(cron="35 0 * * *")
@app.task(name="cases.close_silent", queueing_lock="cases.close_silent")
def close_silent(timestamp: int = 0) -> None:
    """Each night: answered ten working days ago and no word since; asked thirty days ago and no answer."""
    at = timezone.now()
    actions.close_silent(at=at)
    actions.archive_unanswered(at=at)


@app.periodic(cron="20 8 * * *")
@app.task(name="cases.remind_reporters", queueing_lock="cases.remind_reporters")
def remind_reporters(timestamp: int = 0) -> None:
    """Each morning: reporters whose word is awaited."""
    actions.remind_reporters(at=timezone.now())
