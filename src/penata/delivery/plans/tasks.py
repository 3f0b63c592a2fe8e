"""What time brings to plans. Every job may run twice."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="20 1 * * *")
@app.task(name="plans.grow", queueing_lock="plans.grow")
def grow(timestamp: int = 0) -> None:
    """Each night: the tasks of work that comes again, eight weeks ahead."""
    actions.grow(at=timezone.now())


@app.periodic(cron="10 6 * * *")
@app.task(name="plans.remind", queueing_lock="plans.remind")
def remind(timestamp: int = 0) -> None:
    """Each morning: what is due next, and what became late."""
    actions.remind(at=timezone.now())


@app.periodic(cron="15 1 * * *")
@app.task(name="plans.follow_people", queueing_lock="plans.follow_people")
def follow_people(timestamp: int = 0) -> None:
    """Each night, after the teams: the open work of those who left the service, their team or their unit."""
    actions.follow_people(at=timezone.now())
