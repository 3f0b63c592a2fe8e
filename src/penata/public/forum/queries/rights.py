"""Who may answer for the city in a topic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from penata.foundation.accounts.rules import Standing
from penata.organization.structure import queries as structure
from penata.organization.structure.models import PositionVersion

from ..models import Topic
from ..rules import MANAGE


@dataclass(frozen=True, slots=True)
class Sight:
    """A standing with the units of his positions, and those that he heads with all below them."""

    standing: Standing
    units: frozenset[int]
    on: date

    @property
    def manages_all(self) -> bool:
        return self.standing.may(MANAGE)


def sight(standing: Standing, *, on: date) -> Sight:
    """One query for who heads a unit, none for others. Ask once in a request."""
    below = structure.subtree_ids(standing.heads, on) if standing.heads else frozenset()
    return Sight(standing, frozenset(below) | standing.units, on)


def may_answer(topic: Topic, seen: Sight) -> bool:
    """Of his own unit or of one below his; a topic without a unit is answered by any head."""
    standing = seen.standing
    if not standing.is_active or not standing.is_staff:
        return False
    if seen.manages_all or (topic.unit_id is None and standing.heads):
        return True
    return topic.unit_id in seen.units


def answerable(seen: Sight) -> QuerySet[Topic]:
    """Shown topics that he may answer."""
    if not seen.standing.is_active or not seen.standing.is_staff:
        return Topic.objects.none()
    topics = Topic.objects.filter(is_shown=True)
    if seen.manages_all:
        return topics
    without = Q(unit=None) if seen.standing.heads else Q(pk__in=[])
    return topics.filter(Q(unit__in=seen.units) | without)


def heads_of(unit_id: int | None, on: date) -> list[int]:
    """The position that heads a unit on a day."""
    if unit_id is None:
        return []
    versions = PositionVersion.objects.on(on).as_known().filter(unit=unit_id, is_head=True)
    return list(versions.values_list("position_id", flat=True))


def mandates_of(position_ids: frozenset[int], on: date) -> list[tuple[int, str]]:
    """(position, "function, decree and article") of what positions answer for, also as heads of their units."""
    with connection.cursor() as cursor:
        cursor.execute(_MANDATES, {"positions": sorted(position_ids), "on": on})
        return [
            (position, f"{title} — {structure.decree_label(kind, number, year)}, {article}" if article else title)
            for position, title, kind, number, year, article in cursor.fetchall()
        ]


_MANDATES = """
select distinct held.position_id, function.title, decree.kind, decree.number, decree.year, mandate.article
  from structure_positionversion held
  join structure_mandate mandate on (mandate.position_id = held.position_id
        or (held.is_head and mandate.unit_id = held.unit_id))
       and mandate.aspect = 'accountable' and mandate.valid @> %(on)s::date and upper_inf(mandate.recorded)
  join structure_functionversion function on function.function_id = mandate.function_id
       and function.valid @> %(on)s::date and upper_inf(function.recorded)
  join structure_decree decree on decree.id = mandate.decree_id
 where held.position_id = any(%(positions)s) and held.valid @> %(on)s::date and upper_inf(held.recorded)
 order by function.title, held.position_id limit 60
"""
