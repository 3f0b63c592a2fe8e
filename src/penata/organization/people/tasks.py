"""What happens on a day by itself: accounts close when their people have left."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from penata.foundation.journal.rules import Actor

from . import actions

_SYSTEM = Actor.system("Penata")


@app.task(name="people.close_account_of")
def close_account_of(person_id: int) -> None:
    """On the day of leaving."""
    actions.close_accounts_of_left(on=timezone.localdate(), by=_SYSTEM, people=[person_id])


@app.periodic(cron="10 0 * * *")
@app.task(name="people.close_accounts")
def close_accounts(timestamp: int) -> None:
    """Each night, for those whose leaving was imported or whose own job was lost."""
    actions.close_accounts_of_left(on=timezone.localdate(), by=_SYSTEM)
