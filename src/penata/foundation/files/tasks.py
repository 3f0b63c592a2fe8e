from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="17 2 * * *")
@app.task(name="files.clean_up", queueing_lock="files.clean_up")
def clean_up(timestamp: int = 0) -> None:
    """Uploads of reports that were never sent."""
    actions.clean_up(at=timezone.now())
