"""What every act on a survey does: lock it, ask whether it may, keep the journal."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from .. import queries
from ..models import Survey


def day(at: datetime) -> date:
    """The city's day of an instant."""
    return timezone.localtime(at).date()


def locked(survey: Survey, standing: Standing | None, at: datetime) -> Survey:
    """The survey as it is now, nobody else acting on it meanwhile. Refused: `surveys.not_yours`."""
    found = Survey.objects.select_for_update().get(pk=survey.pk)
    must_manage(found.unit_id, standing, at)
    return found


def must_manage(unit_id: int, standing: Standing | None, at: datetime) -> None:
    """Refused: `surveys.not_yours`, unless he heads the unit or may manage all."""
    if standing is not None and not queries.may_make_for(unit_id, queries.sight(standing, on=day(at))):
        raise Refused("surveys.not_yours", field="unit")


def journal_survey(verb: str, survey: Survey, *, by: Actor, at: datetime, because: str = "", **details: Any) -> None:
    """One entry per act, on the survey; never an answer."""
    record(by=by, act=f"surveys.{verb}", about=survey, because=because, at=at, **details)


def said(text: str, code: str, field: str, most: int = 5_000) -> str:
    """The text without blanks around it. Refused: the code when it is empty."""
    text = text.replace("\x00", "").strip()[:most]
    if not text:
        raise Refused(code, field=field)
    return text
