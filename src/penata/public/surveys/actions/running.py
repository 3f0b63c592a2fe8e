"""A survey opens, is answered at its points, closes, is published; and something is done about its lowest elements."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.db import transaction

from penata.foundation.accounts.rules import CODE_LETTERS, Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.structure.models import Unit

from .. import queries
from ..models import FollowUp, Point, Remark, Survey
from ..rules.groups import LEAST_PUBLISHED
from ..rules.index import Weight
from ..rules.questions import check_form
from .counting import fold, shuffle
from .keeping import day, journal_survey, locked, must_manage, said

CODE_LENGTH = 8
FIRST_POINTS = {
    Survey.Audience.RESIDENTS: ((Point.Kind.LINK, "Tautan"), (Point.Kind.PAPER, "Lembar kertas")),
    Survey.Audience.STAFF: ((Point.Kind.STAFF, "Halaman pegawai"),),
}


@transaction.atomic
def open_survey(survey: Survey, *, by: Actor, at: datetime, standing: Standing | None = None) -> Survey:
    """From now on it is answered; its questions and whether it is anonymous never change again (the database keeps it).

    Refused: `surveys.not_yours`, `surveys.opened_already`, and what `rules.questions.check_form` refuses.
    """
    survey = locked(survey, standing, at)
    if survey.opened_at is not None:
        raise Refused("surveys.opened_already")
    check_form(survey.questions)
    survey.opened_at, survey.opened_by = at, by.label[:200]
    survey.save()
    for kind, label in FIRST_POINTS[Survey.Audience(survey.audience)]:
        _point(survey, kind, label)
    journal_survey("open_survey", survey, by=by, at=at, anonymous=survey.is_anonymous)
    return survey


@transaction.atomic
def close_survey(survey: Survey, *, by: Actor, at: datetime, standing: Standing | None = None) -> Survey:
    """No more answers; all are counted, and those of an anonymous survey lie in an order by chance.

    Refused: `surveys.not_yours`, `surveys.not_open`.
    """
    survey = locked(survey, standing, at)
    if not survey.is_open:
        raise Refused("surveys.not_open")
    fold(survey)
    if survey.is_anonymous:
        shuffle(survey)
    survey.closed_at, survey.closed_by = at, by.label[:200]
    survey.save()
    journal_survey("close_survey", survey, by=by, at=at, answers=queries.count_of(queries.pieces(survey), {0, 1, 2}))
    return survey


@transaction.atomic
def publish_survey(survey: Survey, *, by: Actor, at: datetime, standing: Standing | None = None) -> Survey:
    """Everyone may read the results (PermenPANRB 14/2017 wants it of the satisfaction index).

    Refused: `surveys.not_yours`, `surveys.not_closed`, `surveys.too_few`, `surveys.of_staff`.
    """
    survey = locked(survey, standing, at)
    if survey.closed_at is None:
        raise Refused("surveys.not_closed")
    if survey.audience != Survey.Audience.RESIDENTS:
        raise Refused("surveys.of_staff")
    n = queries.count_of(queries.pieces(survey), queries.states_of(survey))
    if n < LEAST_PUBLISHED:
        raise Refused("surveys.too_few", least=LEAST_PUBLISHED, n=n)
    if survey.published_at is None:
        survey.published_at, survey.published_by = at, by.label[:200]
        survey.save()
        journal_survey("publish_survey", survey, by=by, at=at, answers=n)
    return survey


@transaction.atomic
def set_aside(
    survey: Survey, *, because: str, by: Actor, at: datetime, standing: Standing | None = None, back: bool = False
) -> Survey:
    """Leave marked answers out of the official figures, with a reason; `back`: count them again. They stay visible.

    Refused: `surveys.not_yours`, `surveys.reason_missing`.
    """
    survey = locked(survey, standing, at)
    because = said(because, "surveys.reason_missing", "because", 500)
    survey.aside_at, survey.aside_by = (None, "") if back else (at, by.label[:200])
    survey.aside_because = "" if back else because
    survey.save()
    journal_survey("set_aside", survey, by=by, at=at, because=because, back=back)
    return survey


@transaction.atomic
def use_weight(survey: Survey, weight: Weight, *, by: Actor, at: datetime, standing: Standing | None = None) -> Survey:
    """The exact weight 1/9, or the rounded 0.11 where a report must agree with others; it is printed.

    Refused: `surveys.not_yours`.
    """
    survey = locked(survey, standing, at)
    survey.weight = weight.value
    survey.save()
    journal_survey("use_weight", survey, by=by, at=at, weight=weight.value)
    return survey


@transaction.atomic
def add_point(
    survey: Survey, *, kind: str, label: str, by: Actor, at: datetime, standing: Standing | None = None
) -> Point:
    """Another code, for a counter or a tablet, so that they can be told apart and closed alone.

    Refused: `surveys.not_yours`, `surveys.not_open`, `surveys.of_staff`, `surveys.title_missing`.
    """
    survey = locked(survey, standing, at)
    if not survey.is_open:
        raise Refused("surveys.not_open")
    if survey.audience != Survey.Audience.RESIDENTS:
        raise Refused("surveys.of_staff")
    point = _point(survey, Point.Kind(kind), said(label, "surveys.title_missing", "label", 80))
    journal_survey("add_point", survey, by=by, at=at, kind=kind, label=point.label)
    return point


@transaction.atomic
def close_point(point: Point, *, because: str, by: Actor, at: datetime, standing: Standing | None = None) -> None:
    """Its code takes no more answers; those that came stay. Refused: `surveys.not_yours`, `surveys.reason_missing`."""
    survey = locked(point.survey, standing, at)
    because = said(because, "surveys.reason_missing", "because", 500)
    if Point.objects.filter(pk=point.pk, closed_at=None).update(closed_at=at):
        journal_survey("close_point", survey, by=by, at=at, because=because, label=point.label)


@transaction.atomic
def plan_follow_up(
    survey: Survey,
    *,
    element: str,
    words: str,
    unit: Unit,
    due: date,
    by: Actor,
    at: datetime,
    standing: Standing | None = None,
) -> FollowUp:
    """What is done about a low element (PermenPANRB 14/2017: *rencana tindak lanjut*).

    Refused: `surveys.not_yours`, `surveys.unknown_question`, `surveys.words_missing`, `surveys.due_past`.
    """
    survey = locked(survey, standing, at)
    if element not in {question.code for question in survey.questions}:
        raise Refused("surveys.unknown_question", field="element", question=element)
    if due < day(at):
        raise Refused("surveys.due_past", field="due")
    words = said(words, "surveys.words_missing", "words")
    plan = FollowUp.objects.create(
        survey=survey, element=element, words=words, unit=unit, due=due, made_at=at, made_by=by.label[:200]
    )
    journal_survey("plan_follow_up", survey, by=by, at=at, because=words[:500], element=element, due=due.isoformat())
    return plan


@transaction.atomic
def finish_follow_up(
    plan: FollowUp, *, result: str, by: Actor, at: datetime, standing: Standing | None = None
) -> FollowUp:
    """What came of it. Refused: `surveys.not_yours`, `surveys.words_missing`, `surveys.done_already`."""
    plan = FollowUp.objects.select_for_update().select_related("survey").get(pk=plan.pk)
    if standing is not None and not queries.may_make_for(plan.unit_id, queries.sight(standing, on=day(at))):
        must_manage(plan.survey.unit_id, standing, at)
    if plan.done_at is not None:
        raise Refused("surveys.done_already")
    plan.result = said(result, "surveys.words_missing", "result")
    plan.done_at, plan.done_by = at, by.label[:200]
    plan.save()
    journal_survey("finish_follow_up", plan.survey, by=by, at=at, because=plan.result[:500], element=plan.element)
    return plan


@transaction.atomic
def erase_remark(remark: Remark, *, because: str, by: Actor, at: datetime, standing: Standing | None = None) -> None:
    """Take free words away that name somebody or hurt; the answer stays. Refused: `surveys.not_yours`,
    `surveys.reason_missing`."""
    survey = locked(remark.survey, standing, at)
    because = said(because, "surveys.reason_missing", "because", 500)
    if Remark.objects.filter(pk=remark.pk).exclude(words="").update(words=""):
        journal_survey("erase_remark", survey, by=by, at=at, because=because)


def _point(survey: Survey, kind: Point.Kind, label: str) -> Point:
    code = "".join(secrets.choice(CODE_LETTERS) for _place in range(CODE_LENGTH))
    return Point.objects.create(survey=survey, kind=kind, label=label, code=code)
