"""How good the router is: on months that it had not seen, and each week in real work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import TruncWeek

from penata.organization.structure import queries as structure

from ..models import Example, Habit, LearnedModel, Learning, Outcome, RoutingSettings, Trial
from ..rules.reasons import Reason
from ..rules.watching import WEEKS_WATCHED, likely
from .routes import route

FEWEST_SHOWN = 5  # cases of a unit below which its share says nothing
HABIT_MONTHS = 3


@dataclass(frozen=True, slots=True)
class UnitQuality:
    """`right` and `among` (right one among three) are shares, None below the smallest sample."""

    unit_id: int
    name: str
    cases: int
    right: float | None
    among: float | None


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a threshold would have done in the tested month."""

    threshold: float
    unaided: float  # share of the month's cases
    right: float | None  # share of those


@dataclass(frozen=True, slots=True)
class Unaided:
    """What went its way unaided in the tested month, and between which shares the real precision lies."""

    cases: int
    right: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Week:
    monday: date
    cases: int
    right: int

    @property
    def share(self) -> float:
        return self.right / self.cases


@dataclass(frozen=True, slots=True)
class Tried:
    """A sentence of the city's own test, with what the router says of it now."""

    trial: Trial
    expected: str
    reason: Reason

    @property
    def is_right(self) -> bool:
        return self.reason.function_id == self.trial.function_id

    @property
    def is_near(self) -> bool:
        """Not first, but among the three."""
        return any(proposal.function_id == self.trial.function_id for proposal in self.reason.proposals)


@dataclass(frozen=True, slots=True)
class HabitOf:
    unit_id: int
    unit_name: str
    cases: int
    share: float


def models() -> QuerySet[LearnedModel]:
    """Newest first, without their content."""
    return LearnedModel.objects.defer("content")


def in_use() -> LearnedModel | None:
    return models().filter(state=LearnedModel.State.IN_USE).first()


def city_settings() -> RoutingSettings:
    """The city's choices, or the defaults when nobody chose yet."""
    return RoutingSettings.objects.filter(pk=1).first() or RoutingSettings(pk=1)


def last_learning() -> Learning | None:
    return Learning.objects.first()


def told() -> dict[str, Any]:
    """How many examples there are, how many of them were corrected by a handover, and up to which day."""
    return Example.objects.aggregate(
        number=Count("id"), handed_over=Count("id", filter=Q(was_handed_over=True)), newest=Max("received_on")
    )


def by_unit(model: LearnedModel, on: date) -> list[UnitQuality]:
    """A model's quality on its tested month by the unit that answered, most cases first."""
    rows = model.quality.get("by_unit", [])
    names = structure.unit_names([row["unit"] for row in rows], on)
    return [
        UnitQuality(
            row["unit"],
            names.get(row["unit"], ""),
            row["cases"],
            row["right"] / row["cases"] if row["cases"] >= FEWEST_SHOWN else None,
            row["among"] / row["cases"] if row["cases"] >= FEWEST_SHOWN else None,
        )
        for row in rows
    ]


def consequences(
    model: LearnedModel, steps: Iterable[float] = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99)
) -> list[Consequence]:
    """What each threshold would have done in the tested month."""
    wanted = {round(step, 2) for step in steps}
    cases = model.quality.get("cases") or 1
    return [
        Consequence(step, unaided / cases, right / unaided if unaided else None)
        for step, unaided, right in model.quality.get("by_threshold", [])
        if round(step, 2) in wanted
    ]


def unaided(model: LearnedModel) -> Unaided | None:
    """None when nothing went unaided: a month's precision is of few cases, and chance moves it by points."""
    cases = round((model.quality.get("coverage_at_95") or 0) * (model.quality.get("cases") or 0))
    right = round((model.quality.get("precision_at_95") or 0) * cases)
    return Unaided(cases, right, *likely(right, cases)) if cases else None


def weeks(on: date) -> list[Week]:
    """Unaided assignments of the last weeks by the week in which their end was known, oldest first."""
    rows = (
        Outcome.objects.filter(decided_on__gt=on - timedelta(weeks=WEEKS_WATCHED), decided_on__lte=on)
        .annotate(monday=TruncWeek("decided_on"))
        .values("monday")
        .annotate(cases=Count("id"), right=Count("id", filter=Q(is_right=True)))
        .order_by("monday")
        .values_list("monday", "cases", "right")
    )
    return [Week(*row) for row in rows]


def trials() -> QuerySet[Trial]:
    return Trial.objects.select_related("function")


def run_trials(on: date) -> list[Tried]:
    """Every sentence of the test as it is routed today, those that fail first."""
    from .engine import engine

    known = engine(on)
    tried = [
        Tried(
            trial,
            known.titles.get(trial.function_id, trial.function.code),
            route(trial.text, area_id=trial.area_id, on=on),
        )
        for trial in trials()
    ]
    return sorted(tried, key=lambda one: (one.is_right, one.is_near, one.trial.pk))


def habits(function_ids: Iterable[int], on: date, area_id: int | None = None) -> dict[int, list[HabitOf]]:
    """Who answered each function in the last three months, most cases first; in one area, when it is given."""
    since = (on.replace(day=1) - timedelta(days=31 * HABIT_MONTHS - 15)).replace(day=1)
    rows = Habit.objects.filter(function__in=list(function_ids), month__gte=since)
    if area_id is not None:
        rows = rows.filter(area=area_id)
    counted: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for function, unit, count in rows.values_list("function_id", "unit_id", "count"):
        counted[function][unit] += count
    names = structure.unit_names({unit for units in counted.values() for unit in units}, on)
    return {
        function: [
            HabitOf(unit, names.get(unit, ""), count, count / sum(units.values()))
            for unit, count in sorted(units.items(), key=lambda pair: -pair[1])
        ]
        for function, units in counted.items()
    }
