"""What the pages of one person, one expectation and one evaluation show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse

from penata.delivery.plans import queries as plans
from penata.foundation.accounts.rules import Standing
from penata.organization.people.queries import Responder
from penata.organization.structure import queries as structure
from penata.public.cases import queries as cases

from ..models import (
    Appraisal,
    ConductExpectation,
    Evaluation,
    Evidence,
    Expectation,
    Feedback,
    Objection,
    Reopening,
    Result,
    UnitResult,
)
from ..models.evaluation import Level as LevelWords
from ..models.evaluation import Rating as RatingWords
from ..models.expectation import Value
from ..rules import Act, Advice, Level, Part, Party, Share, acts_open, pro_rata, shown
from .figures import term
from .gathering import Gathered, gather
from .personnel import points_of, result_of_unit
from .rights import Seat, Sight, appraiser, judge, parties, seats_of, waiting_reopening
from .surveys import SurveyResult, survey_result
from .team import advice_for, advice_in_words, ratings_beside


@dataclass(frozen=True, slots=True)
class Mine:
    """One's own year: seats without an expectation, expectations, evaluations, what was said."""

    year: int
    missing: list[tuple[Seat, str]]
    expectations: list[tuple[Expectation, str]]
    evaluations: list[Evaluation]
    feedback: list[Feedback]


def mine(standing: Standing, year: int) -> Mine:
    """Five queries, however much there is."""
    if standing.person_id is None:
        return Mine(year, [], [], [], [])
    own = list(Expectation.objects.filter(person=standing.person_id, year=year).order_by("is_acting", "days"))
    seats = seats_of(standing.person_id, year)
    has_one = {one.position_id for one in own}
    places = [seat.position_id for seat in seats] + [one.position_id for one in own]
    titles = structure.position_titles(places, date(year, 12, 31))
    evaluations = Evaluation.objects.filter(person=standing.person_id).select_related("period", "appraisal")
    said = Feedback.objects.filter(expectation__in=own).order_by("-at", "-id")[:10]
    return Mine(
        year,
        [(seat, titles[seat.position_id][0]) for seat in seats if seat.position_id not in has_one],
        [(one, titles[one.position_id][0]) for one in own],
        list(evaluations.order_by("-period__until", "-period__since", "pk")[:24]),
        list(said),
    )


@dataclass(frozen=True, slots=True)
class ExpectationPage:
    """An expectation with all that belongs to it, and how the reader stands to it."""

    expectation: Expectation
    title: str
    unit_name: str
    results: list[Result]
    conduct: list[tuple[str, str, str]]  # value, its name, what is expected
    feedback: list[Feedback]
    evaluations: list[Evaluation]
    appraiser: Responder | None
    is_mine: bool
    is_appraiser: bool


def _results(expectation_id: int) -> list[Result]:
    found = Result.objects.filter(expectation=expectation_id).select_related("serves")
    return list(found.prefetch_related("indicators").order_by("-kind", "id"))


def results_above(expectation: Expectation) -> QuerySet[Result]:
    """The agreed results of the superior's position in the same year, of which one's own may be a part."""
    return Result.objects.filter(
        expectation__position=expectation.superior_position_id,
        expectation__year=expectation.year,
        expectation__state=Expectation.State.AGREED,
    ).order_by("id")


def _conduct(expectation_id: int) -> list[tuple[str, str, str]]:
    said = dict(ConductExpectation.objects.filter(expectation=expectation_id).values_list("value", "words"))
    return [(str(value), str(name), said.get(str(value), "")) for value, name in Value.choices]


def expectation_page(expectation: Expectation, seen: Sight) -> ExpectationPage:
    """About nine queries."""
    me, deciding = seen.standing.person_id, appraiser(expectation, seen.on)
    title, _unit, unit_name = structure.position_titles([expectation.position_id], seen.on)[expectation.position_id]
    evaluations = expectation.evaluations.select_related("period", "appraisal")
    return ExpectationPage(
        expectation,
        title,
        unit_name,
        _results(expectation.pk),
        _conduct(expectation.pk),
        list(expectation.feedback.select_related("result")[:50]),
        list(evaluations.order_by("period__until", "-period__since")),
        deciding,
        me is not None and me == expectation.person_id,
        me is not None and deciding is not None and deciding.person_id == me and me != expectation.person_id,
    )


class Shown(NamedTuple):
    """Evidence as a reader may see it: the title of a case only where he may open the case. That of a task the person
    has told who reads his report by choosing it."""

    evidence: Evidence
    source: str
    name: str
    title: str
    address: str


class ResultRow(NamedTuple):
    result: Result
    realization: str
    evidence: list[Shown]


@dataclass(frozen=True, slots=True)
class EvaluationPage:
    """An evaluation with all that belongs to it, what the reader may do, and what advises who decides."""

    evaluation: Evaluation
    title: str
    unit_name: str
    rows: list[ResultRow]
    loose: list[Shown]
    conduct: list[tuple[str, str, str]]
    feedback: list[Feedback]
    gathered: Gathered
    appraisals: list[Appraisal]
    objection: Objection | None
    reopening: Reopening | None
    reopenings: list[Reopening]
    appraiser: Responder | None
    judge: Responder | None
    parties: frozenset[Party]
    acts: frozenset[Act]
    survey: SurveyResult | None
    share: Share | None
    unit_result: UnitResult | None
    advice: list[Advice] = field(default_factory=list)
    rated: int = 0
    points: Decimal | None = None
    objection_days: int = 14

    @property
    def is_mine(self) -> bool:
        return Party.PERSON in self.parties

    @property
    def earlier(self) -> list[Appraisal]:
        """Appraisals that others took the place of."""
        return [one for one in self.appraisals if one.pk != self.evaluation.appraisal_id]

    @property
    def advice_words(self) -> list[str]:
        return [advice_in_words(one) for one in self.advice]

    @property
    def share_words(self) -> tuple[str, str, str]:
        """What the year says: results, conduct, rating; small letters, as in a sentence."""
        if self.share is None:
            return "", "", ""
        labels = LevelWords(self.share.results).label, LevelWords(self.share.conduct).label
        results, conduct = (str(label).lower() for label in labels)
        return results, conduct, str(RatingWords(self.share.rating).label).lower()

    @property
    def means(self) -> list[tuple[str, float]]:
        """The name and the mean of each value that the survey gives."""
        found = (self.survey.means if self.survey else None) or {}
        return [(str(name), float(found[value])) for value, name in Value.choices if value in found]


def evaluation_page(evaluation: Evaluation, seen: Sight) -> EvaluationPage:
    """About twenty queries, the same for every evaluation."""
    who = parties(evaluation, seen)
    waiting = waiting_reopening(evaluation)
    acts = acts_open(
        evaluation.state,
        who,
        is_over=evaluation.period.until <= seen.on,
        asked_by=waiting[1] if waiting else None,
    )
    title, unit_id, unit_name = structure.position_titles([evaluation.position_id], seen.on)[evaluation.position_id]
    shown_evidence = _shown(evaluation, seen)
    said = dict(evaluation.realizations.values_list("result_id", "words"))
    unit_result = result_of_unit(unit_id, evaluation.period_id, seen.on)
    beside = ratings_beside(evaluation) if Party.APPRAISER in who else []
    counts, advice = advice_for(unit_result, beside, seen.on)
    objected = evaluation.state == Evaluation.State.OBJECTED
    points = points_of(evaluation, seen.on)
    return EvaluationPage(
        evaluation=evaluation,
        title=title,
        unit_name=unit_name,
        rows=[
            ResultRow(one, said.get(one.pk, ""), [row for row in shown_evidence if row.evidence.result_id == one.pk])
            for one in _results(evaluation.expectation_id)
        ],
        loose=[row for row in shown_evidence if row.evidence.result_id is None],
        conduct=_conduct(evaluation.expectation_id),
        feedback=list(_feedback(evaluation)),
        gathered=gather(evaluation),
        appraisals=list(evaluation.appraisals.all()),
        objection=evaluation.objections.order_by("-at").first(),
        reopening=waiting[0] if waiting else None,
        reopenings=list(evaluation.reopenings.filter(ended_at__isnull=False).order_by("ended_at")),
        appraiser=appraiser(evaluation, seen.on),
        judge=judge(evaluation, seen.on) if objected else None,
        parties=who,
        acts=acts,
        survey=survey_result(evaluation, seen.on),
        share=share_of_year(evaluation) if evaluation.period.kind == "yearly" else None,
        unit_result=unit_result,
        advice=advice,
        rated=sum(counts.values()),
        points=None if points is None else shown(points),
        objection_days=term("objection_days", seen.on),
    )


def _feedback(evaluation: Evaluation) -> list[Feedback]:
    found = Feedback.objects.filter(
        expectation=evaluation.expectation_id,
        at__date__gte=evaluation.period.since,
        at__date__lt=evaluation.period.until,
    )
    return list(found.select_related("result")[:30])


def _shown(evaluation: Evaluation, seen: Sight) -> list[Shown]:
    chosen = list(evaluation.evidence.select_related("case"))
    readable_cases = _readable(cases.visible_to(seen.standing, on=seen.on), [one.case_id for one in chosen])
    tasks = [one.task_id for one in chosen if one.task_id is not None]
    readable_tasks = _readable(plans.tasks_visible_to(plans.sight(seen.standing, on=seen.on)), tasks) if tasks else ()
    rows = []
    for one in chosen:
        case = one.case
        if case is not None:
            may_read = case.pk in readable_cases
            address = case.get_absolute_url() if may_read else ""
            rows.append(Shown(one, "case", case.reference, case.title if may_read else "", address))
        elif one.task_id is not None:
            address = reverse("plans:task", args=[one.task_id]) if one.task_id in readable_tasks else ""
            rows.append(Shown(one, "task", one.title, "", address))
        else:
            rows.append(Shown(one, "", one.comment, "", ""))
    return rows


def _readable(visible: QuerySet[Any], keys: Iterable[int | None]) -> set[int]:
    return set(visible.filter(pk__in=[key for key in keys if key is not None]).values_list("pk", flat=True))


def share_of_year(evaluation: Evaluation) -> Share | None:
    """What the closed evaluations of the year, in all positions, say together by their days."""
    closed = (
        Evaluation.objects.filter(person=evaluation.person_id, period__year=evaluation.period.year, state="closed")
        .exclude(period__kind="yearly")
        .exclude(appraisal=None)
        .values_list("days", "appraisal__results", "appraisal__conduct")
    )
    return pro_rata(
        Part((days.upper - days.lower).days, Level(results), Level(conduct)) for days, results, conduct in closed
    )
