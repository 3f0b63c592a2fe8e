"""The superior, or who answers for him today, decides by the matrix; the person accepts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from ..models import Appraisal, Evaluation, Feedback
from ..queries.rights import Responder, appraiser
from ..rules import CELLS, Act, next_state, rating_of
from .keeping_up import begin, required, write_entry
from .telling import send


@transaction.atomic
def decide(
    evaluation: Evaluation, *, results: str, conduct: str, words: str, by: Actor, at: datetime, standing: Standing
) -> Evaluation:
    """Rate results and conduct, and say why. What the spread advises is never asked here: it is advice."""
    words = required(words)
    if (results, conduct) not in CELLS:
        raise Refused("performance.not_yours")
    here, _who = begin(evaluation, Act.DECIDE, standing=standing, at=at)
    deciding = appraiser(here, timezone.localdate(at))
    here.appraisal = write_appraisal(here, results, conduct, words, by=by, at=at, deciding=deciding)
    here.state = next_state(here.state, Act.DECIDE)
    here.save()
    write_entry(here, "decide", by=by, at=at, how=here.appraisal.how)
    send(here, "decided", [here.person.account_id], by=by, at=at)
    return here


def write_appraisal(
    here: Evaluation,
    results: str,
    conduct: str,
    words: str,
    *,
    by: Actor,
    at: datetime,
    deciding: Responder | None,
) -> Appraisal:
    """An appraisal with its signature: who, in which position, and why it was he."""
    return Appraisal.objects.create(
        evaluation=here,
        results=results,
        conduct=conduct,
        rating=rating_of(results, conduct),
        words=words,
        by_id=deciding.person_id if deciding else None,
        by_label=by.label,
        position_id=deciding.position_id if deciding else None,
        how=deciding.how if deciding else "",
        at=at,
    )


@transaction.atomic
def give_back(evaluation: Evaluation, *, words: str, by: Actor, at: datetime, standing: Standing) -> Evaluation:
    """The report is not complete: the superior says what is missing."""
    words = required(words)
    here, _who = begin(evaluation, Act.GIVE_BACK, standing=standing, at=at)
    here.state, here.submitted_at, here.submitted_by = next_state(here.state, Act.GIVE_BACK), None, ""
    here.save()
    Feedback.objects.create(expectation=here.expectation, at=at, by_id=by.id, by_label=by.label, words=words)
    write_entry(here, "give_back", by=by, at=at)
    send(here, "given_back", [here.person.account_id], by=by, at=at)
    return here


@transaction.atomic
def accept(evaluation: Evaluation, *, by: Actor, at: datetime, standing: Standing) -> Evaluation:
    """The person has read it and signs; the evaluation is closed."""
    here, _who = begin(evaluation, Act.ACCEPT, standing=standing, at=at)
    close(here, by=by.label, at=at, act=Act.ACCEPT)
    write_entry(here, "accept", by=by, at=at)
    return here


def close(here: Evaluation, *, by: str, at: datetime, act: Act) -> None:
    """Close it with a signature."""
    here.state, here.closed_at, here.closed_by = next_state(here.state, act), at, by
    here.save()
