"""The superior's people with their state, and the advice on how their ratings spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ..models import Evaluation, Period, UnitResult
from ..models.evaluation import Rating as RatingWords
from ..rules import Advice, Rating, advise, patterns_of
from .figures import figures
from .rights import Sight, direct_positions


class Subordinate(NamedTuple):
    """Someone who sits directly below, with his expectation of the year and his evaluation of a period."""

    person_id: int
    name: str
    title: str
    unit_name: str
    kind: str
    expectation_id: int | None
    expectation_state: str | None
    evaluation_id: int | None
    evaluation_state: str | None
    rating: str | None

    @property
    def evaluation_words(self) -> str:
        return str(Evaluation.State(self.evaluation_state).label) if self.evaluation_state else ""

    @property
    def rating_words(self) -> str:
        return str(RatingWords(self.rating).label) if self.rating else ""


_ROWS = """
select person.id, person.name, place.title, unit.name, held.kind, expectation.id, expectation.state,
    evaluation.id, evaluation.state, appraisal.rating
from people_holding held
join people_person person on person.id = held.person_id
join structure_positionversion place on place.position_id = held.position_id
    and place.valid @> %(on)s::date and upper_inf(place.recorded)
left join structure_unitversion unit on unit.unit_id = place.unit_id
    and unit.valid @> %(on)s::date and upper_inf(unit.recorded)
left join lateral (
    select id, state from performance_expectation
    where person_id = held.person_id and position_id = held.position_id and year = %(year)s
    order by days desc limit 1
) expectation on true
left join performance_evaluation evaluation on evaluation.person_id = held.person_id
    and evaluation.position_id = held.position_id and evaluation.period_id = %(period)s
left join performance_appraisal appraisal on appraisal.id = evaluation.appraisal_id
where held.position_id = any(%(positions)s) and held.valid @> %(on)s::date and upper_inf(held.recorded)
    and held.kind <> 'plh' and person.id is distinct from %(me)s
order by person.name, person.id
"""


def subordinates(seen: Sight, period: Period | None) -> list[Subordinate]:
    """Those directly below him, by name: nobody is ranked. Two queries."""
    positions = direct_positions(seen.standing, seen.on)
    if not positions:
        return []
    asked: dict[str, Any] = {
        "on": seen.on,
        "positions": list(positions),
        "year": period.year if period else seen.on.year,
        "period": period.pk if period else None,
        "me": seen.standing.person_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, asked)
        return [Subordinate(*row) for row in cursor.fetchall()]


def periods_for_choice(on: date) -> QuerySet[Period]:
    """The periods that have begun, the latest first."""
    return Period.objects.filter(since__lte=on).order_by("-until", "-since")


def current_period(on: date) -> Period | None:
    """The one that people work on: the latest that has ended, else the first; the year only after its end."""
    begun = Period.objects.filter(since__lte=on)
    ended = begun.filter(until__lte=on).order_by("-until", "-since").first()
    return ended or begun.exclude(kind=Period.Kind.YEARLY).order_by("since").first()


def advice_for(
    unit_result: UnitResult | None, ratings: Iterable[str | None], on: date
) -> tuple[Counter[Rating], list[Advice]]:
    """How the ratings spread, and what the unit's result advises; none while nobody has said that result."""
    counts = Counter(Rating(rating) for rating in ratings if rating)
    if unit_result is None:
        return counts, []
    patterns = patterns_of(unit_result.value, figures("distribution", on).items())
    return counts, advise(patterns, counts)


def advice_in_words(advice: Advice) -> str:
    """One sentence for who decides."""
    pattern = advice.pattern
    said = {
        "ratings": _(" atau ").join(str(RatingWords(str(rating)).label) for rating in pattern.ratings),
        "percent": f"{pattern.percent.normalize():f}",
        "count": advice.count,
        "of": advice.of,
        "wanted": advice.wanted,
    }
    if pattern.bound == "max":
        return _("%(ratings)s paling banyak %(percent)s persen (%(wanted)s dari %(of)s); sekarang %(count)s.") % said
    if pattern.bound == "some":
        return _("Perlu ada yang %(ratings)s; sekarang tidak ada dari %(of)s.") % said
    return _("%(ratings)s paling sedikit %(percent)s persen (%(wanted)s dari %(of)s); sekarang %(count)s.") % said


def ratings_beside(evaluation: Evaluation) -> list[str]:
    """The ratings in the same period of those below the same superior."""
    beside = Evaluation.objects.filter(
        period=evaluation.period_id, superior_position=evaluation.superior_position_id, appraisal__isnull=False
    ).exclude(pk=evaluation.pk)
    return list(beside.values_list("appraisal__rating", flat=True))
