"""The person does not agree; the superior's superior keeps or changes the appraisal."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from ..models import Evaluation, Objection
from ..queries.figures import term
from ..queries.rights import appraiser, judge
from ..rules import CELLS, Act, next_state
from .deciding import close, write_appraisal
from .keeping_up import begin, required, write_entry
from .telling import send


@transaction.atomic
def object_to(evaluation: Evaluation, *, words: str, by: Actor, at: datetime, standing: Standing) -> Objection:
    """Say what is wrong with the appraisal. Refused("performance.objection_late") after the days for it."""
    words = required(words)
    here, _who = begin(evaluation, Act.OBJECT, standing=standing, at=at)
    assert here.appraisal is not None  # noqa: S101 a decided evaluation has one: the database says so
    on = timezone.localdate(at)
    if on > timezone.localdate(here.appraisal.at) + timedelta(days=term("objection_days", on)):
        raise Refused("performance.objection_late")
    objection = Objection.objects.create(
        evaluation=here, appraisal=here.appraisal, words=words, at=at, by_label=by.label
    )
    here.state = next_state(here.state, Act.OBJECT)
    here.save()
    answering, deciding = judge(here, on), appraiser(here, on)
    write_entry(here, "object", by=by, at=at)
    accounts = [who.account_id for who in (answering, deciding) if who is not None]
    send(here, "objected", accounts, by=by, at=at)
    return objection


@transaction.atomic
def answer_objection(
    evaluation: Evaluation,
    *,
    answer: str,
    results: str,
    conduct: str,
    by: Actor,
    at: datetime,
    standing: Standing,
) -> Evaluation:
    """Keep the appraisal (the same levels) or put another in its place; the evaluation is closed."""
    answer = required(answer, field="answer")
    if (results, conduct) not in CELLS:
        raise Refused("performance.not_yours")
    here, _who = begin(evaluation, Act.ANSWER, standing=standing, at=at)
    objection = here.objections.select_for_update().get(answered_at__isnull=True)
    assert here.appraisal is not None  # noqa: S101 the database says so
    is_kept = (here.appraisal.results, here.appraisal.conduct) == (results, conduct)
    deciding = appraiser(here, timezone.localdate(at))
    if not is_kept:
        answering = judge(here, timezone.localdate(at))
        here.appraisal = write_appraisal(here, results, conduct, answer, by=by, at=at, deciding=answering)
    objection.outcome = Objection.Outcome.KEPT if is_kept else Objection.Outcome.CHANGED
    objection.answer, objection.answered_at, objection.answered_by = answer, at, by.label
    objection.save()
    close(here, by=by.label, at=at, act=Act.ANSWER)
    write_entry(here, "answer_objection", by=by, at=at)
    send(here, "answered", [here.person.account_id, deciding.account_id if deciding else None], by=by, at=at)
    return here
