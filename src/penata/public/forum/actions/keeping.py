"""What every act in the forum does: clean words, one journal entry. A resident's words and name are never in it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.public.cases.rules import clean


def day(at: datetime) -> date:
    """The city's day of an instant."""
    return timezone.localtime(at).date()


def journal_forum(verb: str, about: Model, *, by: Actor, at: datetime, because: str = "", **details: Any) -> None:
    """One entry per act, on a topic, a post, a hearing …; what it is called there is never what a resident wrote."""
    record(by=by, act=f"forum.{verb}", about=about, because=because, at=at, **details)


def said(text: str, code: str, field: str, most: int = 5_000) -> str:
    """The text without blanks and control characters. Refused: the code when it is empty."""
    text = clean(text)[:most]
    if not text:
        raise Refused(code, field=field)
    return text
