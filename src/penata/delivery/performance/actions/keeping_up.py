"""What all acts here share: the row locked, the right asked, the entry written."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from ..models import Evaluation, Expectation
from ..queries.rights import appraiser, parties, sight, waiting_reopening
from ..rules import Act, Party, acts_open
from .telling import label_of

M = TypeVar("M", bound=models.Model)


def locked_evaluation(evaluation: Evaluation) -> Evaluation:
    """The row as it is now, and no other act beside this one."""
    rows = Evaluation.objects.select_for_update(of=("self",))
    return rows.select_related("person", "period", "appraisal", "expectation").get(pk=evaluation.pk)


def begin(evaluation: Evaluation, act: Act, *, standing: Standing, at: datetime) -> tuple[Evaluation, frozenset[Party]]:
    """Lock it and ask whether this standing may do this now: Refused("performance.not_yours")."""
    here = locked_evaluation(evaluation)
    on = timezone.localdate(at)
    who = parties(here, sight(standing, on=on))
    asked = waiting_reopening(here)
    open_now = acts_open(here.state, who, is_over=here.period.until <= on, asked_by=asked[1] if asked else None)
    if act not in open_now:
        raise Refused("performance.not_yours")
    return here, who


def locked_expectation(expectation: Expectation) -> Expectation:
    """As `locked_evaluation`, of an expectation."""
    return Expectation.objects.select_for_update(of=("self",)).select_related("person").get(pk=expectation.pk)


def own_draft(expectation: Expectation, standing: Standing) -> Expectation:
    """One's own expectation, as long as it is a draft."""
    here = locked_expectation(expectation)
    if standing.person_id is None or here.person_id != standing.person_id:
        raise Refused("performance.not_yours")
    if here.state != Expectation.State.DRAFT:
        raise Refused("performance.only_draft")
    return here


def for_appraiser(expectation: Expectation, standing: Standing, *states: str, at: datetime) -> Expectation:
    """The expectation of someone whom this standing rates today, in one of the states."""
    here = locked_expectation(expectation)
    deciding = appraiser(here, timezone.localdate(at))
    is_his = deciding is not None and deciding.person_id == standing.person_id and here.person_id != standing.person_id
    if standing.person_id is None or not is_his or here.state not in states:
        raise Refused("performance.not_yours")
    return here


def write_entry(about: Evaluation | Expectation, act: str, *, by: Actor, at: datetime, **details: Any) -> None:
    """One entry. Details never hold a level, a rating, or anyone's words."""
    subject = (about._meta.label_lower, about.pk, label_of(about))
    record(by=by, act=f"performance.{act}", about=subject, at=at, **details)


def required(text: str, code: str = "performance.words_missing", field: str = "words") -> str:
    """The text without blanks around it; Refused(code) when nothing is left."""
    text = text.replace("\x00", "").strip()
    if not text:
        raise Refused(code, field=field)
    return text
