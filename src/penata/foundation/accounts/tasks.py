from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="17 3 * * *")
@app.task(name="accounts.tidy_up", queueing_lock="accounts.tidy_up", pass_context=False)
def tidy_up(timestamp: int = 0) -> None:
    """Each night: forget counts of attempts and sessions whose time is over."""
    actions.forget_old_attempts(at=timezone.now())
    actions.forget_old_sessions(at=timezone.now())
