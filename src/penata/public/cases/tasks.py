"""What time brings to cases. Every job may run twice: what was told or closed is not again."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from penata.foundation.calendars.queries import calendar_with
from penata.foundation.journal.rules import Actor

from . import actions


@app.periodic(cron="5 6 * * *")
@app.task(name="cases.escalate", queueing_lock="cases.escalate")
def escalate(timestamp: int = 0) -> None:
    """Each morning: deadlines that come near, are today, or have passed."""
    actions.escalate_due(at=timezone.now())


@app.periodic(cron="35 0 * * *")
@app.task(name="cases.close_silent", queueing_lock="cases.close_silent")
def close_silent(timestamp: int = 0) -> None:
    """Each night: answered ten working days ago and no word since; asked thirty days ago and no answer."""
    at = timezone.now()
    actions.close_silent(at=at)
    actions.archive_unanswered(at=at)


@app.periodic(cron="20 8 * * *")
@app.task(name="cases.remind_reporters", queueing_lock="cases.remind_reporters")
def remind_reporters(timestamp: int = 0) -> None:
    """Each morning: reporters whose word is awaited."""
    actions.remind_reporters(at=timezone.now())


@app.task(name="cases.recompute_deadlines")
def recompute_deadlines(
    day: str, changed_at: str, before: list[tuple[str, bool]], after: list[tuple[str, bool]]
) -> None:
    """The city changed one of its days (`PENATA_AFTER_CITY_DAY`); its own days before and after come along."""
    then, now = ([(date.fromisoformat(one), is_working) for one, is_working in own] for own in (before, after))
    actions.recompute_deadlines(
        changed=date.fromisoformat(day),
        changed_at=datetime.fromisoformat(changed_at),
        before=calendar_with(then),
        after=calendar_with(now),
        at=timezone.now(),
    )


@app.periodic(cron="*/10 * * * *")
@app.task(name="cases.fold_counts", queueing_lock="cases.fold_counts")
def fold_counts(timestamp: int = 0) -> None:
    """Every ten minutes: what changes added to the daily counts becomes one row a day again."""
    actions.fold_counts()


@app.periodic(cron="50 2 * * 0")
@app.task(name="cases.check_counts", queueing_lock="cases.check_counts")
def check_counts(timestamp: int = 0) -> None:
    """Each Sunday night: the daily counts against the cases, as a control."""
    actions.recount(by=Actor.system(), at=timezone.now())
