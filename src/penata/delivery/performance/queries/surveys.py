"""Who is asked about someone's conduct, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db import connection

from penata.organization.people.models import Holding

from ..models import Evaluation, Survey
from ..rules import mean_scores


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """`means` None: while it runs, and for ever when too few answered."""

    survey: Survey
    invited: int
    is_over: bool
    means: dict[str, Fraction] | None


def survey_result(evaluation: Evaluation, on: date) -> SurveyResult | None:
    """What readers of the evaluation may know of its survey; three queries at most."""
    survey = Survey.objects.filter(evaluation=evaluation).first()
    if survey is None:
        return None
    is_over = survey.closes_on <= on
    tallies = list(survey.tallies.values_list("value", "score", "count")) if is_over else []
    means = mean_scores(tallies, answers=survey.answers, minimum=survey.minimum, is_over=is_over)
    return SurveyResult(survey, survey.invitations.count(), is_over, means)


def invitees(evaluation: Evaluation, on: date) -> list[int]:
    """Peers (below the same superior) and subordinates of the position, without the person and who rates him."""
    with connection.cursor() as cursor:
        cursor.execute(
            _AROUND, {"position": evaluation.position_id, "superior": evaluation.superior_position_id, "on": on}
        )
        positions = [row[0] for row in cursor.fetchall()]
    held = Holding.objects.on(on).as_known().filter(position__in=positions, kind=Holding.Kind.DEFINITIVE)
    left_out = Holding.objects.on(on).as_known().filter(position=evaluation.superior_position_id)
    people = held.exclude(person=evaluation.person_id).exclude(person__in=left_out.values("person_id"))
    return sorted(set(people.values_list("person_id", flat=True)))


# Positions of the same unit, of the units beside and below it: few enough to ask each for its superior.
_AROUND = """
with own as (
    select unit_id from structure_positionversion where position_id = any(array[%(position)s, %(superior)s]::bigint[])
    and valid @> %(on)s::date and upper_inf(recorded)
), near as (
    select unit_id from own union
    select version.unit_id from own join structure_unitversion version on version.parent_id = own.unit_id
    where version.valid @> %(on)s::date and upper_inf(version.recorded)
)
select place.position_id from structure_positionversion place
where place.unit_id in (select unit_id from near) and place.valid @> %(on)s::date and upper_inf(place.recorded)
    and structure_superior(place.position_id, %(on)s::date, null)
        = any(array[%(position)s, %(superior)s]::bigint[])
"""
