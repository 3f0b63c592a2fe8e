from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="23 * * * *")
@app.task(name="portal.drop_old", queueing_lock="portal.drop_old")
def drop_old(timestamp: int = 0) -> None:
    """Drafts that were not handed in for a day: the portal promises that they are not kept."""
    actions.drop_old(at=timezone.now())
