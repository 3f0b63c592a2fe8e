"""A survey is made and changed until it opens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.structure.models import Unit
from penata.public.catalog.models import Service

from ..models import Survey
from ..rules.groups import LEAST_GROUP
from ..rules.questions import Question, as_form, check_form
from ..rules.satisfaction import satisfaction_form
from .keeping import journal_survey, locked, must_manage, said


@transaction.atomic
def make_survey(
    *,
    kind: str,
    title: str,
    unit: Unit,
    since: date,
    until: date,
    service: Service | None = None,
    audience: str = Survey.Audience.RESIDENTS,
    is_anonymous: bool = True,
    minimum_group: int = LEAST_GROUP,
    by: Actor,
    at: datetime,
    standing: Standing | None = None,
    **words: Any,
) -> Survey:
    """A survey before it opens, from `since` up to but without `until`. A satisfaction survey has the questions of the
    law at once; a pulse is of staff and anonymous.

    Refused: `surveys.not_yours`, `surveys.title_missing`, `surveys.period_empty`, `surveys.group_small`,
    `surveys.residents_named`, `surveys.service_missing`.
    """
    must_manage(unit.pk, standing, at)
    if kind == Survey.Kind.PULSE:
        audience, is_anonymous = Survey.Audience.STAFF, True
    if kind == Survey.Kind.SATISFACTION:
        audience, is_anonymous = Survey.Audience.RESIDENTS, True
    if audience == Survey.Audience.RESIDENTS and not is_anonymous:
        raise Refused("surveys.residents_named", field="is_anonymous")
    survey = Survey(
        kind=kind, audience=audience, is_anonymous=is_anonymous, unit=unit, made_at=at, made_by=by.label[:200]
    )
    survey.service = service if audience == Survey.Audience.RESIDENTS else None
    _write(survey, title=title, since=since, until=until, minimum_group=minimum_group, **words)
    survey.form = as_form(satisfaction_form()) if survey.is_satisfaction else []
    survey.segments = _segments(survey.questions)
    survey.save()
    journal_survey("make_survey", survey, by=by, at=at, kind=kind, since=since.isoformat(), until=until.isoformat())
    return survey


@transaction.atomic
def change_survey(
    survey: Survey, *, because: str = "", by: Actor, at: datetime, standing: Standing | None = None, **values: Any
) -> Survey:
    """Change title, words, days, population and minimum group; what was promised stays once it is open.

    Refused: as `make_survey`, and `surveys.opened_already` for the minimum group.
    """
    survey = locked(survey, standing, at)
    group = values.pop("minimum_group", survey.minimum_group)
    if survey.opened_at is not None and group != survey.minimum_group:
        raise Refused("surveys.opened_already", field="minimum_group")
    _write(survey, minimum_group=group, **values)
    survey.save()
    journal_survey("change_survey", survey, by=by, at=at, because=because)
    return survey


@transaction.atomic
def put_questions(
    survey: Survey, questions: Sequence[Question], *, by: Actor, at: datetime, standing: Standing | None = None
) -> Survey:
    """The questions of a survey that has not opened, instead of those it had.

    Refused: `surveys.opened_already`, `surveys.law_asks`, and what `rules.questions.check_form` refuses.
    """
    survey = locked(survey, standing, at)
    if survey.opened_at is not None:
        raise Refused("surveys.opened_already")
    if survey.is_satisfaction:
        raise Refused("surveys.law_asks")
    if questions:
        check_form(sorted(questions, key=lambda question: question.page))
    survey.form, survey.segments = as_form(questions), _segments(questions)
    survey.save()
    journal_survey("put_questions", survey, by=by, at=at, questions=len(questions))
    return survey


def _segments(questions: Sequence[Question]) -> list[str]:
    return [q.code for q in questions if q.is_segment and q.kind.value in {"choice", "scale", "place"}][:8]


def _write(survey: Survey, *, title: str, since: date, until: date, minimum_group: int, **words: Any) -> None:
    """Put what people fill in on the record. Refused: what cannot be."""
    if until <= since:
        raise Refused("surveys.period_empty", field="last_day")
    if minimum_group < LEAST_GROUP:
        raise Refused("surveys.group_small", field="minimum_group", least=LEAST_GROUP)
    survey.title = said(title, "surveys.title_missing", "title", 160)
    survey.period, survey.minimum_group = DateRange(since, until), minimum_group
    for name in ("title_en", "intro", "intro_en"):
        if name in words:
            setattr(survey, name, str(words[name]).replace("\x00", "").strip())
    for name in ("population", "invites"):
        if name in words:
            setattr(survey, name, words[name])
    if survey.is_satisfaction and survey.service is None:
        raise Refused("surveys.service_missing", field="service")
