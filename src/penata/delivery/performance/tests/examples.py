"""What the walk over all pages needs to know of this room: an evaluation of the officer, and a survey about him."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from penata.delivery.performance import actions
from penata.delivery.performance.models import Evaluation, Figure, Invitation, Period, Survey, Tally
from penata.delivery.performance.rules import QUARTERLY, VALUES
from penata.delivery.performance.tests import life

SEEN_BY = {"officer", "head", "administrator"}  # himself, his line, who may see all: nobody else


def prepare(city: Any) -> None:
    """A closed evaluation of last year, and this year's draft; years as they are on the day of the walk."""
    if not Period.objects.filter(year=life.YEAR).exists():
        actions.open_year(life.YEAR, rhythm=QUARTERLY, by=city.actor("administrator"), at=life.at(1, 2))
    of_head = life.expect(city, "head", "mayor")
    agreed = life.expect(city, "officer", "head", serves=of_head.results.get().pk)
    closed = life.closed(city)
    draft = life.expect(city, "village_head", None)
    city.performance = {
        "expectation": agreed.pk,
        "draft": draft.pk,
        "result": draft.results.get().pk,
        "closed": closed.pk,
        "open": life.evaluation_of(city, "officer", "Triwulan I 2026").pk,
        "period": closed.period_id,
        "figure": Figure.objects.filter(valid__endswith=None).first().pk,
        "survey": _survey(city, closed).pk,
    }


def _survey(city: Any, evaluation: Evaluation) -> Survey:
    """As the action would open it in a bigger city: this one has too few people to hide each other."""
    survey = Survey.objects.create(
        evaluation=evaluation, minimum=3, opened_at=timezone.now(), opened_by="Bambang Hartono",
        closes_on=timezone.localdate() + timedelta(days=9),
    )  # fmt: skip
    Invitation.objects.create(survey=survey, person=city.persons["colleague"])
    Tally.objects.bulk_create(Tally(survey=survey, value=v, score=s) for v in VALUES for s in range(1, 6))
    return survey


def _one(name: str, seen_by: set[str] | None = None, **more: Any) -> Callable[[Any], Any]:
    def example(city: Any) -> Any:
        import examples

        return examples.Example({"pk": city.performance[name], **more}, seen_by=seen_by)

    return example


EXAMPLES: dict[str, Callable[[Any], Any]] = {
    "performance:expectation": _one("expectation", SEEN_BY),
    "performance:new_result": _one("draft", set()),
    "performance:result": lambda city: _one("draft", set(), result=city.performance["result"])(city),
    "performance:remove_result": lambda city: _one("draft", set(), result=city.performance["result"])(city),
    "performance:conduct": _one("draft", set()),
    "performance:say": _one("expectation", {"officer", "head"}),
    "performance:expectation_act": _one("expectation", SEEN_BY, act="revise"),
    "performance:evaluation": _one("closed", SEEN_BY),
    "performance:evidence": _one("open", SEEN_BY),
    "performance:open_survey": _one("closed", SEEN_BY),
    "performance:act": _one("closed", SEEN_BY, act="reopen"),
    "performance:survey": _one("survey", {"colleague"}),
    "performance:unit_result": _one("period"),
    "performance:export": _one("period", form="csv"),
    "performance:export_evidence": _one("period", form="csv"),
    "performance:export_own": _one("closed", SEEN_BY, form="csv"),
    "performance:figure": _one("figure"),
}


def _lists() -> list[Any]:
    import examples

    evaluations = lambda city: [{"pk": key} for key in Evaluation.objects.values_list("pk", flat=True)]  # noqa: E731
    people = lambda city: {"pk": city.persons["officer"].pk}  # noqa: E731
    detail = "performance:evaluation"
    return [
        examples.List("performance:mine", detail, evaluations),
        examples.List("performance:team", detail, evaluations),
        examples.List("people:person", detail, evaluations, people),
    ]


def __getattr__(name: str) -> Any:
    if name == "LISTS":
        return _lists()
    raise AttributeError(name)
