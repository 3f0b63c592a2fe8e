from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from ..journal.rules import Actor
from . import actions


@app.task(name="tables.bring_in")
def bring_in(token: str, again: bool, by_id: int | None, by_label: str) -> None:
    """An uploaded file that is too big for one request."""
    actions.bring_in(token=token, again=again, by=Actor(by_id, by_label), at=timezone.now())


@app.periodic(cron="41 * * * *")
@app.task(name="tables.clean_up", queueing_lock="tables.clean_up")
def clean_up(timestamp: int = 0) -> None:
    """Uploaded files older than a day."""
    actions.clean_up(at=timezone.now())
