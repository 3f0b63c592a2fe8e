from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="* * * * *")
@app.task(name="surveys.fold", queueing_lock="surveys.fold")
def fold(timestamp: int = 0) -> None:
    """What was answered since the last minute is counted; readers see no difference, pages stay quick."""
    actions.fold_all()


@app.periodic(cron="41 2 * * *")
@app.task(name="surveys.shuffle", queueing_lock="surveys.shuffle")
def shuffle(timestamp: int = 0) -> None:
    """Each night the order in which anonymous answers came is lost."""
    actions.shuffle_all()


@app.periodic(cron="17 * * * *")
@app.task(name="surveys.invite", queueing_lock="surveys.invite")
def invite(timestamp: int = 0) -> None:
    """Those whose case was closed are asked how it was."""
    actions.invite_all(at=timezone.now())


@app.periodic(cron="37 * * * *")
@app.task(name="surveys.drop_old", queueing_lock="surveys.drop_old")
def drop_old(timestamp: int = 0) -> None:
    """Answers that were begun and not sent are not kept."""
    actions.drop_old(at=timezone.now())
