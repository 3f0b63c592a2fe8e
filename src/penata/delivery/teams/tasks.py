"""What time brings to teams. Every job may run twice."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="5 1 * * *")
@app.task(name="teams.follow_people", queueing_lock="teams.follow_people")
def follow_people(timestamp: int = 0) -> None:
    """Each night: memberships and requests of those who left the service or moved."""
    actions.follow_people(at=timezone.now())
