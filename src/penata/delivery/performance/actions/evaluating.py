"""The person gathers and reports: results in his words, evidence that he chose, comments on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from ..models import Evaluation, Evidence, Expectation, Realization
from ..queries.gathering import Work, gather
from ..queries.rights import appraiser, superior_of
from ..rules import Act, next_state
from ..rules.drafts import Chosen
from .keeping_up import begin, required, write_entry
from .telling import send

_OPEN = """
insert into performance_evaluation (expectation_id, person_id, position_id, superior_position_id, period_id, days,
    state, words, submitted_by, closed_by)
select expectation.id, expectation.person_id, expectation.position_id, expectation.superior_position_id, period.id,
    expectation.days * daterange(period.since, period.until), 'open', '', '', ''
from performance_expectation expectation
join performance_period period on period.since <= %(on)s and expectation.days && daterange(period.since, period.until)
where expectation.state = 'agreed' and (%(all)s or expectation.id = any(%(keys)s))
on conflict (person_id, position_id, period_id) do nothing
"""


def open_for(expectations: Iterable[Expectation] | None, *, on: date) -> int:
    """Open what is missing for the periods that have begun, of these expectations or (None) of all; how many."""
    keys = [one.pk for one in expectations or ()]
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, {"on": on, "all": expectations is None, "keys": keys})
        return cursor.rowcount


@transaction.atomic
def open_evaluations(*, by: Actor, at: datetime) -> int:
    """As periods begin, the evaluations of all agreed expectations are opened. Twice is once."""
    made = open_for(None, on=timezone.localdate(at))
    if made:
        record(by=by, act="performance.open_evaluations", about=("performance.evaluation", "", ""), at=at, count=made)
    return made


@transaction.atomic
def choose(
    evaluation: Evaluation,
    *,
    realizations: Mapping[int, str],
    chosen: Iterable[Chosen],
    words: str = "",
    by: Actor,
    at: datetime,
    standing: Standing,
) -> Evaluation:
    """Keep the report as it stands now: what came of each result (result → words) and the evidence.

    Refused("performance.not_gathered") for what is not the person's work in these days.
    """
    here, _who = begin(evaluation, Act.CHOOSE, standing=standing, at=at)
    results = set(here.expectation.results.values_list("pk", flat=True))
    taken = list(chosen)
    known = {(work.source, work.pk): work for work in gather(here).works}
    if any((one.source, one.pk) not in known or one.result_id not in {None, *results} for one in taken):
        raise Refused("performance.not_gathered")
    Realization.objects.filter(evaluation=here).delete()
    Realization.objects.bulk_create(
        Realization(evaluation=here, result_id=key, words=text.replace("\x00", "").strip())
        for key, text in realizations.items()
        if key in results and text.replace("\x00", "").strip()
    )
    Evidence.objects.filter(evaluation=here).delete()
    Evidence.objects.bulk_create(_evidence(here, one, known[one.source, one.pk]) for one in taken)
    here.words = words.replace("\x00", "").strip()
    here.save(update_fields=["words"])
    write_entry(here, "choose", by=by, at=at, evidence=len(taken))
    return here


def _evidence(here: Evaluation, one: Chosen, work: Work) -> Evidence:
    comment = one.comment.replace("\x00", "").strip()[:300]
    made = Evidence(evaluation=here, result_id=one.result_id, comment=comment)
    if one.source == "task":
        made.task_id, made.title, made.done_on, made.is_in_time = one.pk, work.title, work.done_on, work.is_in_time
    else:
        made.case_id = one.pk
    return made


@transaction.atomic
def submit(evaluation: Evaluation, *, by: Actor, at: datetime, standing: Standing) -> Evaluation:
    """Hand the report to the superior. Refused("performance.words_missing") while nothing was reported."""
    here, _who = begin(evaluation, Act.SUBMIT, standing=standing, at=at)
    if not here.realizations.exists():
        required(here.words)
    here.superior_position_id = superior_of(here.position_id, on=timezone.localdate(at)) or here.superior_position_id
    here.state, here.submitted_at, here.submitted_by = next_state(here.state, Act.SUBMIT), at, by.label
    here.save()
    write_entry(here, "submit", by=by, at=at)
    deciding = appraiser(here, timezone.localdate(at))
    send(here, "submitted", [deciding.account_id if deciding else None], by=by, at=at)
    return here
