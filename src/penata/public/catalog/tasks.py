from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="20 1 * * *")
@app.task(name="catalog.refresh_lexicon", queueing_lock="catalog.refresh_lexicon")
def refresh_lexicon(timestamp: int) -> None:
    """Each night: functions may have changed, and a standard may have begun."""
    actions.refresh_lexicon(on=timezone.localdate())
