"""Answering: page by page, from a tablet that was offline, from paper, from a file. Once, however often it is sent.

An answer is not journaled: an entry has the time and the one who acted, and an anonymous answer has neither.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from penata.foundation.accounts.models import Account
from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.structure import queries as structure

from ..models import Draft, Point, Remark, Response, Spent, Survey, Ticket
from ..queries import spent_by, spent_digest
from ..rules.marks import marks_of, state_of
from ..rules.questions import Kind, Question, all_cleaned, missing
from ..rules.topics import topic_of
from .keeping import day, journal_survey, locked

KEPT = timedelta(days=1)
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of answers as it comes in: cleaned answers, free words among them."""

    answers: dict[str, Any]
    on: date
    key: UUID = field(default_factory=uuid4)
    marks: tuple[str, ...] = ()
    unit_id: int | None = None
    respondent: int | None = None
    at: datetime | None = None


def ticket_digest(secret: str) -> str:
    """What is kept of an invitation's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def areas_for(survey: Survey, on: date) -> set[str]:
    """The places that may be answered; asked for only where a question wants one."""
    wants = any(question.kind is Kind.PLACE for question in survey.questions)
    return {str(key) for key in structure.area_names(on)} if wants else set()


def begin(
    point: Point, *, at: datetime, ticket: str = "", account: Account | None = None, same_device: bool = False
) -> Draft:
    """A new draft. Refused: `surveys.not_open`, `surveys.ticket_used`, `surveys.answered_already`."""
    survey = point.survey
    if not survey.is_open or point.closed_at is not None or not survey.since <= day(at) <= survey.last_day:
        raise Refused("surveys.not_open")
    digest = ticket_digest(ticket) if ticket else ""
    if digest and not Ticket.objects.filter(pk=digest, survey=survey).exists():
        raise Refused("surveys.ticket_used")
    if account is not None and spent_by(survey, account.pk):
        raise Refused("surveys.answered_already")
    return Draft.objects.create(
        survey=survey, point=point, started_at=at, ticket=digest, account=account, same_device=same_device
    )


def keep_answers(draft: Draft, answers: dict[str, Any]) -> None:
    """Keep the answers of a page, cleaned. Refused: `surveys.handed_in`."""
    merged = {code: value for code, value in {**draft.answers, **answers}.items() if value is not None}
    if not Draft.objects.filter(pk=draft.pk, handed_in=False).update(answers=merged):
        raise Refused("surveys.handed_in")
    draft.answers = merged


@transaction.atomic
def hand_in(draft: Draft, *, at: datetime, unit_id: int | None = None, is_rapid: bool = False) -> None:
    """The draft becomes an answer, once however often it is asked for, and is emptied. The answer does not know it.

    Refused: `surveys.not_open`, `surveys.unfinished`, `surveys.ticket_used`, `surveys.answered_already`.
    """
    draft = Draft.objects.select_for_update(of=("self",)).select_related("survey", "point").get(pk=draft.pk)
    if draft.handed_in:
        return
    survey = draft.survey
    if not survey.is_open or draft.point.closed_at is not None:
        raise Refused("surveys.not_open")
    answers = all_cleaned(survey.questions, draft.answers, areas=areas_for(survey, day(at)))
    if missing(survey.questions, answers):
        raise Refused("surveys.unfinished")
    _spend(draft)
    marks = marks_of(
        questions=len(answers), seconds=(at - draft.started_at).total_seconds(),
        same_device=draft.same_device, is_rapid=is_rapid,
    )  # fmt: skip
    named = None if survey.is_anonymous else draft.account_id
    sheet = Sheet(
        answers, _day_of(survey, at), marks=tuple(marks), unit_id=unit_id, respondent=named, at=at if named else None
    )
    _take(survey, draft.point, [sheet])
    draft.answers, draft.ticket, draft.account, draft.handed_in = {}, "", None, True
    draft.save()


def _spend(draft: Draft) -> None:
    """Who was invited, or works here, answers once; afterwards only that is known."""
    if draft.ticket and not Ticket.objects.filter(pk=draft.ticket, survey=draft.survey_id).delete()[0]:
        raise Refused("surveys.ticket_used")
    if draft.account_id is None:
        return
    if spent_by(draft.survey, draft.account_id):
        raise Refused("surveys.answered_already")
    if draft.survey.is_anonymous:
        digest = spent_digest(draft.survey_id, draft.account_id)
        if not Spent.objects.get_or_create(digest=digest, survey=draft.survey)[1]:
            raise Refused("surveys.answered_already")


def _day_of(survey: Survey, at: datetime) -> date:
    """Of a pulse its first day: in a small unit the day would say who it was."""
    return survey.since if survey.kind == Survey.Kind.PULSE else day(at)


@transaction.atomic
def send(
    point: Point, answers: dict[str, Any], *, key: UUID, on: date, at: datetime, seconds: float | None = None,
    is_rapid: bool = False,
) -> bool:  # fmt: skip
    """An answer of a tablet, which may have been offline since the day `on`. False when it was there already.

    Refused: `surveys.not_open`, `surveys.unfinished`, `surveys.odd_answer`, `surveys.unknown_question`.
    """
    survey = point.survey
    if not survey.is_open or point.closed_at is not None:
        raise Refused("surveys.not_open")
    found = all_cleaned(survey.questions, answers, areas=areas_for(survey, day(at)))
    if missing(survey.questions, found):
        raise Refused("surveys.unfinished")
    on = min(max(on, survey.since), day(at), survey.last_day)
    marks = marks_of(questions=len(found), seconds=seconds, same_device=False, is_rapid=is_rapid)
    return _take(survey, point, [Sheet(found, on, key=key, marks=tuple(marks))]) == 1


@transaction.atomic
def enter_paper(
    survey: Survey, answers: dict[str, Any], *, on: date, key: UUID, by: Actor, at: datetime,
    standing: Standing | None = None,
) -> bool:  # fmt: skip
    """A sheet of paper, as it was filled in: what is open stays open, and is left out of the index and said so.

    Refused: `surveys.not_yours`, `surveys.not_open`, `surveys.day_outside`, `surveys.empty_sheet`.
    """
    survey = locked(survey, standing, at)
    point = Point.objects.filter(survey=survey, kind=Point.Kind.PAPER, closed_at=None).first()
    if not survey.is_open or point is None:
        raise Refused("surveys.not_open")
    if not survey.since <= on <= min(survey.last_day, day(at)):
        raise Refused("surveys.day_outside", field="on")
    found = all_cleaned(survey.questions, answers, areas=areas_for(survey, on))
    if not found:
        raise Refused("surveys.empty_sheet")
    is_new = _take(survey, point, [Sheet(found, on, key=key)]) == 1
    if is_new:
        journal_survey("enter_paper", survey, by=by, at=at)
    return is_new


@transaction.atomic
def bring_in(survey: Survey, sheets: Sequence[Sheet], *, by: Actor, at: datetime) -> int:
    """Many sheets at once, of a file: one act. Returns how many were new. Refused: `surveys.not_open`."""
    survey = locked(survey, None, at)
    if not survey.is_open:
        raise Refused("surveys.not_open")
    point, _is_new = Point.objects.get_or_create(
        survey=survey, kind=Point.Kind.IMPORT, defaults={"label": "Berkas", "code": f"I{uuid4().hex[:12]}"}
    )
    new = send_many(point, sheets)
    journal_survey("bring_in", survey, by=by, at=at, answers=new)
    return new


def send_many(point: Point, sheets: Iterable[Sheet]) -> int:
    """Cleaned sheets at one point; how many were new. Part of another act, which is journaled."""
    rows = list(sheets)
    return sum(_take(point.survey, point, rows[start : start + BATCH]) for start in range(0, len(rows), BATCH))


def _take(survey: Survey, point: Point, sheets: Sequence[Sheet]) -> int:
    """Write the sheets whose keys are not there yet."""
    texts = [question for question in survey.questions if question.kind is Kind.TEXT]
    known = set(Response.objects.filter(pk__in=[sheet.key for sheet in sheets]).values_list("pk", flat=True))
    new = {sheet.key: sheet for sheet in sheets if sheet.key not in known}
    codes = {question.code for question in texts}
    Response.objects.bulk_create(
        [_response(survey, point, sheet, codes) for sheet in new.values()], ignore_conflicts=True
    )  # the same tablet in two tabs
    Remark.objects.bulk_create(_remarks(survey, new.values(), texts), ignore_conflicts=True)
    return len(new)


def _response(survey: Survey, point: Point, sheet: Sheet, texts: set[str]) -> Response:
    answers = {code: value for code, value in sheet.answers.items() if code not in texts}
    marks = list(sheet.marks)
    return Response(
        id=sheet.key, survey=survey, point=point, day=sheet.on, unit_id=sheet.unit_id, answers=answers, marks=marks,
        state=state_of(answers, marks, is_satisfaction=survey.is_satisfaction),
        respondent_id=sheet.respondent, at=sheet.at,
    )  # fmt: skip


def _remarks(survey: Survey, sheets: Iterable[Sheet], texts: Sequence[Question]) -> list[Remark]:
    return [
        Remark(response_id=sheet.key, survey=survey, code=question.code, words=words, topic=topic_of(words))
        for sheet in sheets
        for question in texts
        if (words := sheet.answers.get(question.code))
    ]


def drop_old(*, at: datetime) -> int:
    """Remove drafts older than a day. Returns how many."""
    return Draft.objects.filter(started_at__lt=at - KEPT).delete()[0]
