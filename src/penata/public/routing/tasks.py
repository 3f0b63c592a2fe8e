from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from . import actions
from .models import Learning

SYSTEM = Actor.system()


@app.task(name="routing.learn")
def learn(learning_id: int) -> None:
    """Learn as someone asked; nothing when that learning is over."""
    learning = Learning.objects.filter(pk=learning_id, is_open=True).first()
    if learning is not None:
        actions.learn(by=Actor(None, learning.asked_by), at=timezone.now(), learning=learning)


@app.periodic(cron="15 1 2 * *")
@app.task(name="routing.learn_monthly", queueing_lock="routing.learn_monthly")
def learn_monthly(timestamp: int) -> None:
    """Learn anew when a month has closed."""
    try:
        actions.ask_to_learn(by=SYSTEM, at=timezone.now())
    except Refused:
        return  # someone is at it already


@app.periodic(cron="45 1 * * 1")
@app.task(name="routing.keep_watch", queueing_lock="routing.keep_watch")
def keep_watch(timestamp: int) -> None:
    """Each Monday: does what goes unaided keep its promise?"""
    actions.keep_watch(on=timezone.localdate(), by=SYSTEM, at=timezone.now())


@app.periodic(cron="35 1 * * *")
@app.task(name="routing.refresh_habits", queueing_lock="routing.refresh_habits")
def refresh_habits(timestamp: int) -> None:
    """Each night: who answered what, lately."""
    actions.refresh_habits()
