"""The survey of conduct: who is asked and how many must answer is set at its opening; an answer only counts up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.people.models import Person

from ..models import Evaluation, Invitation, Survey, Tally
from ..queries.figures import term
from ..queries.rights import parties, sight
from ..queries.surveys import invitees
from ..rules import VALUES, Party, may_be_asked
from ..rules.surveying import HIGHEST, LEAST_MINIMUM, LOWEST
from .keeping_up import locked_evaluation, write_entry
from .telling import send


@transaction.atomic
def open_survey(
    evaluation: Evaluation,
    *,
    closes_on: date,
    minimum: int | None = None,
    by: Actor,
    at: datetime,
    standing: Standing,
) -> Survey:
    """Ask peers and subordinates. Below `minimum` answers nothing is ever shown; it cannot be changed afterwards.

    Refused: `performance.survey_minimum`, `performance.survey_too_small`, `performance.survey_opened`,
    `performance.survey_day`, `performance.not_yours`.
    """
    here, on = locked_evaluation(evaluation), timezone.localdate(at)
    if Party.APPRAISER not in parties(here, sight(standing, on=on)) or here.state == Evaluation.State.CLOSED:
        raise Refused("performance.not_yours")
    if Survey.objects.filter(evaluation=here).exists():
        raise Refused("performance.survey_opened")
    if closes_on <= on:
        raise Refused("performance.survey_day", field="closes_on")
    minimum = max(minimum or 0, term("survey_minimum", on), LEAST_MINIMUM)
    asked = invitees(here, on)
    if not may_be_asked(len(asked), minimum):
        raise Refused("performance.survey_too_small", invited=len(asked), minimum=minimum)
    survey = Survey.objects.create(
        evaluation=here, minimum=minimum, opened_at=at, opened_by=by.label, closes_on=closes_on
    )
    Invitation.objects.bulk_create(Invitation(survey=survey, person_id=person) for person in asked)
    Tally.objects.bulk_create(
        Tally(survey=survey, value=value, score=score) for value in VALUES for score in range(LOWEST, HIGHEST + 1)
    )
    write_entry(here, "open_survey", by=by, at=at, asked=len(asked), minimum=minimum)
    accounts = Person.objects.filter(pk__in=asked).values_list("account_id", flat=True)
    send(here, "survey", list(accounts), by=by, at=at, link=reverse("performance:survey", args=[survey.pk]))
    return survey


_COUNT_UP = """
update performance_tally set count = count + 1
where survey_id = %(survey)s and (value, score) in (select * from unnest(%(values)s::text[], %(scores)s::int[]))
"""


@transaction.atomic
def answer_survey(survey: Survey, scores: Mapping[str, int], *, by: Actor, at: datetime, standing: Standing) -> None:
    """Add the scores (value → 1 to 5) to the sums, and remember only that this person has answered.

    Refused: `performance.survey_answered`, `performance.survey_incomplete`.
    """
    here = Survey.objects.select_for_update().get(pk=survey.pk)
    asked = Invitation.objects.filter(survey=here, person=standing.person_id or 0, has_answered=False)
    if here.closes_on <= timezone.localdate(at) or not asked.update(has_answered=True):
        raise Refused("performance.survey_answered")
    if set(scores) != set(VALUES) or not all(LOWEST <= score <= HIGHEST for score in scores.values()):
        raise Refused("performance.survey_incomplete")
    with connection.cursor() as cursor:
        given: dict[str, Any] = {"survey": here.pk, "values": list(scores), "scores": list(scores.values())}
        cursor.execute(_COUNT_UP, given)
    here.answers += 1
    here.save(update_fields=["answers"])
    about = (here._meta.label_lower, here.pk, str(here.pk))
    record(by=by, act="performance.answer_survey", about=about, at=at)
