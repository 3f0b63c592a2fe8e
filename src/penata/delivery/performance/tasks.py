from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from penata.foundation.journal.rules import Actor

from . import actions


@app.periodic(cron="11 2 * * *")
@app.task(name="performance.keep_up", queueing_lock="performance.keep_up")
def keep_up(timestamp: int = 0) -> None:
    """Each night: follow who moved, open what begins, close what nobody answered."""
    at, by = timezone.now(), Actor.system()
    actions.follow_holdings(by=by, at=at)
    actions.open_evaluations(by=by, at=at)
    actions.close_silent(by=by, at=at)
