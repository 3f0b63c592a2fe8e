"""What those who answer are shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from penata.foundation.accounts.rules import Standing
from penata.organization.structure import queries as structure
from penata.public.catalog.queries import services_on

from ..models import Draft, Point, Survey
from ..rules.questions import Kind, Question, is_asked
from .rights import open_to_residents, open_to_staff, published
from .satisfaction import Satisfaction, satisfactions


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A survey that can be answered."""

    survey: Survey
    title: str
    service: str
    code: str


def open_rows(on: date, language: str) -> list[OpenRow]:
    """Two queries, however many."""
    links = Point.objects.filter(
        kind=Point.Kind.LINK, closed_at=None, survey__in=open_to_residents(on)
    ).select_related("survey").order_by("survey__period", "survey_id", "pk")  # fmt: skip
    names = dict(services_on(on).values_list("service_id", "name"))
    rows: dict[int, OpenRow] = {}
    for point in links:
        survey = point.survey
        title = (survey.title_en if language == "en" else "") or survey.title
        rows.setdefault(survey.pk, OpenRow(survey, title, names.get(survey.service_id or 0, ""), point.code))
    return list(rows.values())


def published_rows(on: date, most: int = 30) -> list[Satisfaction]:
    """Published satisfaction surveys with their index, the newest first."""
    found = published().filter(kind=Survey.Kind.SATISFACTION)[:most]
    return [seen for seen in satisfactions(found) if seen.index is not None]


# Most services have none: the ORM took a third of their page to ask.
_LAST = """
select survey.id from surveys_survey survey join catalog_service service on service.id = survey.service_id
where survey.published_at is not null and survey.kind = 'satisfaction' and service.code = %s
order by survey.published_at desc, survey.id desc limit 1
"""


def published_of(service_code: str) -> Satisfaction | None:
    """The last satisfaction survey of a service that was published, of enough answers; one query when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST, [service_code])
        row = cursor.fetchone()
    found = published().filter(pk=row[0]).first() if row else None
    seen = satisfactions([found])[0] if found is not None else None
    return seen if seen is not None and seen.index is not None and seen.n >= seen.survey.minimum_group else None


def once_opened(pk: int) -> Survey | None:
    return Survey.objects.filter(pk=pk, opened_at__isnull=False).first()


def places(questions: Iterable[Question], on: date) -> list[tuple[str, str]]:
    """The areas to choose from, where a question asks for one."""
    if not any(question.kind is Kind.PLACE for question in questions):
        return []
    return sorted(((str(key), name) for key, name in structure.area_names(on).items()), key=lambda area: area[1])


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A question with what was answered, in words."""

    question: str
    answer: str
    page: int
    is_missing: bool


def answer_rows(draft: Draft, language: str, still_open: Collection[str], *, on: date) -> list[AnswerRow]:
    asked = [question for question in draft.survey.questions if is_asked(question, draft.answers)]
    names = dict(places(asked, on))
    return [
        AnswerRow(
            q.said(language), in_words(q, draft.answers.get(q.code), language, names), q.page, q.code in still_open
        )
        for q in asked
    ]


def in_words(question: Question, value: Any, language: str, names: dict[str, str]) -> str:
    """An answer as people say it."""
    words = {o.key: o.words.get(language) or o.words["id"] for o in question.options}
    if value in (None, "", [], {}):
        return ""
    if question.kind is Kind.MATRIX:
        rows = {row.key: row.words.get(language) or row.words["id"] for row in question.rows}
        return "; ".join(f"{rows[row]}: {words[key]}" for row, key in value.items())
    if question.kind is Kind.CHOICES:
        return ", ".join(words[key] for key in value)
    if question.kind is Kind.PLACE:
        return names.get(value, value)
    return words.get(value, str(value)) if question.options else str(value)


@dataclass(frozen=True, slots=True)
class KioskPage:
    """A page of a tablet: its questions with their fields, and when they are asked."""

    number: int
    blocks: tuple[tuple[Question, tuple[Any, ...]], ...]


def kiosk_pages(questions: Iterable[Question], form: Any) -> list[KioskPage]:
    pages: dict[int, list[tuple[Question, tuple[Any, ...]]]] = {}
    for question in questions:
        names = [f"{question.code}.{row.key}" for row in question.rows] or [question.code]
        pages.setdefault(question.page, []).append((question, tuple(form[name] for name in names)))
    return [KioskPage(number, tuple(blocks)) for number, blocks in sorted(pages.items())]


LINES = """
with recursive line(own, unit, below) as (
    select u, u, u from unnest(%(units)s::bigint[]) u
    union
    select line.own, version.parent_id, line.unit from line
    join structure_unitversion version on version.unit_id = line.unit
        and version.valid @> %(on)s::date and upper_inf(version.recorded)
    where version.parent_id is not null
)
select unit, min(below) from line group by unit
"""


def _groups(standing: Standing, on: date) -> dict[int, int]:
    """His units and all above them, each with the unit next below it in which he works (or itself)."""
    if not standing.units:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(LINES, {"units": sorted(standing.units), "on": on})
        return dict(cursor.fetchall())


def unit_in(survey: Survey, standing: Standing, on: date) -> int | None:
    """The part of the survey's unit that a civil servant counts in; None when he does not work there."""
    return _groups(standing, on).get(survey.unit_id)


def for_staff(standing: Standing, on: date) -> list[Survey]:
    """Surveys of his own unit or of one above it; the units are asked for only where a survey of staff is open."""
    found = list(open_to_staff(on).order_by("period", "pk"))
    units = _groups(standing, on) if found else {}
    return [survey for survey in found if survey.unit_id in units]
