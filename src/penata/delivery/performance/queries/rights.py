"""Who sees which expectations and evaluations, who decides, who answers an objection.

The person himself, his superior line, and who has the permission of the personnel agency. Nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from penata.foundation.accounts.rules import Standing
from penata.foundation.dated.queries import last_act
from penata.organization.people import queries as people
from penata.organization.people.models import Holding
from penata.organization.people.queries import Responder
from penata.organization.structure import queries as structure

from ..models import Evaluation, Expectation, Reopening, Survey
from ..rules import Party

_UNITS = """
with recursive reach(unit_id, is_own, goes_on) as (
    select own, true, true from unnest(%(heads)s::bigint[]) own
    union
    select version.unit_id, false, {goes_on}
    from reach join structure_unitversion version on version.parent_id = reach.unit_id
    where reach.goes_on and version.valid @> %(on)s::date and upper_inf(version.recorded)
)
select distinct place.position_id from reach
join structure_positionversion place on place.unit_id = reach.unit_id
    and place.valid @> %(on)s::date and upper_inf(place.recorded)
where case when reach.is_own then not place.is_head else {which} end
"""
_HEADLESS = """not exists (
    select from structure_positionversion head where head.unit_id = {unit}.unit_id and head.is_head
    and head.valid @> %(on)s::date and upper_inf(head.recorded))"""
_BELOW = _UNITS.format(goes_on="true", which="true")
_DIRECT = _UNITS.format(
    goes_on=_HEADLESS.format(unit="version"), which=f"place.is_head or {_HEADLESS.format(unit='place')}"
)


@dataclass(frozen=True, slots=True)
class Sight:
    """A standing with all positions below those that he holds or stands in for on a day."""

    standing: Standing
    below: frozenset[int]
    on: date

    @property
    def sees_all(self) -> bool:
        return self.standing.is_active and self.standing.may("performance.see")


def sight(standing: Standing, *, on: date) -> Sight:
    """One query for who heads a unit, none for others. Ask once in a request."""
    return Sight(standing, _positions(_BELOW, standing, on), on)


def direct_positions(standing: Standing, on: date) -> frozenset[int]:
    """The positions whose superior is one of his: of his own units, and the heads of the next units below."""
    return _positions(_DIRECT, standing, on)


def _positions(sql: str, standing: Standing, on: date) -> frozenset[int]:
    if not standing.heads or not standing.is_active:
        return frozenset()
    return _kept(connection.settings_dict["NAME"], last_act(), sql, standing.heads, on)


@lru_cache(maxsize=256)  # changes with structural acts alone; the mayor has ten thousand positions below him
def _kept(_database: str, _act: datetime | None, sql: str, heads: frozenset[int], on: date) -> frozenset[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"heads": list(heads), "on": on})
        return frozenset(row[0] for row in cursor.fetchall())


def _seen(seen: Sight) -> Q:
    standing = seen.standing
    if not standing.is_active:
        return Q(pk__in=[])
    if seen.sees_all:
        return Q()
    wanted = Q(pk__in=[]) if standing.person_id is None else Q(person=standing.person_id)
    if seen.below:
        # Who has moved below him brings what was before: the line is that of the person, too.
        below = Holding.objects.on(seen.on).as_known().filter(position__in=seen.below, kind=Holding.Kind.DEFINITIVE)
        wanted |= Q(position__in=seen.below) | Q(person__in=below.values("person_id"))
    return wanted


def visible_expectations(seen: Sight) -> QuerySet[Expectation]:
    """THE queryset of expectations for list, detail and export."""
    return Expectation.objects.filter(_seen(seen))


def visible_evaluations(seen: Sight) -> QuerySet[Evaluation]:
    """THE queryset of evaluations for list, detail and export."""
    return Evaluation.objects.filter(_seen(seen))


def find_expectation(seen: Sight, pk: int) -> Expectation | None:
    return visible_expectations(seen).filter(pk=pk).select_related("person", "position").first()


def find_evaluation(seen: Sight, pk: int) -> Evaluation | None:
    found = visible_evaluations(seen).filter(pk=pk)
    return found.select_related("person", "position", "period", "expectation", "appraisal").first()


def find_survey(standing: Standing, pk: int) -> Survey | None:
    """The survey that someone is asked in and has not answered yet."""
    if standing.person_id is None:
        return None
    asked = Survey.objects.filter(pk=pk, invitations__person=standing.person_id, invitations__has_answered=False)
    return asked.select_related("evaluation__person", "evaluation__period").first()


# Who decides ------------------------------------------------------------------------------------------------------


def superior_of(position_id: int, *, on: date) -> int | None:
    """The position above, as the structure says on the day."""
    return structure.superior_position(position_id, on=on)


def appraisers(pairs: Iterable[tuple[int | None, int]], on: date) -> dict[tuple[int, int], Responder]:
    """(superior's position, person) → who rates him today: the holder, who acts or stands in, or further up."""
    return people.responders_about([(place, person) for place, person in pairs if place is not None], on)


def appraiser(record: Evaluation | Expectation, on: date) -> Responder | None:
    """Who decides about it today; None at the top of the city."""
    if record.superior_position_id is None:
        return None
    pair = (record.superior_position_id, record.person_id)
    return appraisers([pair], on).get(pair)


def judge(evaluation: Evaluation, on: date) -> Responder | None:
    """Who answers an objection: above who decided, never who decided; the superior himself where nobody is above."""
    decided_by = evaluation.appraisal.by_id if evaluation.appraisal else None
    place = evaluation.superior_position_id
    while place is not None:
        place = superior_of(place, on=on)
        found = appraisers([(place, evaluation.person_id)], on).get((place or 0, evaluation.person_id))
        if found is not None and found.person_id != decided_by:
            return found
    return appraiser(evaluation, on)


def parties(evaluation: Evaluation, seen: Sight) -> frozenset[Party]:
    """How he stands to an evaluation today."""
    person = seen.standing.person_id
    if person is None or not seen.standing.is_active:
        return frozenset()
    if person == evaluation.person_id:
        return frozenset({Party.PERSON})
    found = set()
    if (deciding := appraiser(evaluation, seen.on)) is not None and deciding.person_id == person:
        found.add(Party.APPRAISER)
    if evaluation.state == Evaluation.State.OBJECTED:
        answering = judge(evaluation, seen.on)
        if answering is not None and answering.person_id == person:
            found.add(Party.JUDGE)
    return frozenset(found)


def waiting_reopening(evaluation: Evaluation) -> tuple[Reopening, Party] | None:
    """The reopening that one of both has signed, and who it was."""
    found = evaluation.reopenings.filter(ended_at__isnull=True).first()
    if found is None:
        return None
    return found, Party.PERSON if found.person_at is not None else Party.APPRAISER


def may_give_feedback(expectation: Expectation, seen: Sight) -> bool:
    """The superior line and the person himself may speak; who only oversees may read."""
    person = seen.standing.person_id
    if person is None:
        return False
    return person == expectation.person_id or expectation.position_id in seen.below


class Seat(NamedTuple):
    """A holding of a person in a year: where he needs an expectation."""

    position_id: int
    kind: str
    since: date
    until: date | None


def seats_of(person_id: int, year: int) -> list[Seat]:
    """What someone holds or acts in during a year, his own position first. Appointments for single days (Plh.) are
    not rated apart."""
    rows = (
        Holding.objects.as_known()
        .filter(person=person_id, valid__overlap=(date(year, 1, 1), date(year + 1, 1, 1)))
        .exclude(kind=Holding.Kind.DAILY)
        .order_by("kind", "valid")
        .values_list("position_id", "kind", "valid")
    )
    return [Seat(position, kind, valid.lower, valid.upper) for position, kind, valid in rows]
