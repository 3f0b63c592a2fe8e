"""The page of a service: its standard, and who is responsible, in one query that is kept until the next act."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.utils.translation import get_language

from penata.foundation.dated.queries import last_act
from penata.organization.structure import queries as structure

from ..models import COMPONENT_LABELS, Standard
from ..rules import COMPONENTS, lines, missing


@dataclass(frozen=True, slots=True)
class Component:
    """A component as the page shows it, in the active language."""

    key: str
    label: str
    is_delivery: bool
    is_sequence: bool
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who answers for the service in the whole city, by position, with the article that says so."""

    position_id: int
    position_title: str
    unit_id: int
    unit_name: str
    article: str
    decree_label: str

    @property
    def label(self) -> str:
        """The position with its unit, which is left out when the title already ends with it."""
        if not self.unit_name or self.position_title.lower().endswith(self.unit_name.lower()):
            return self.position_title
        return f"{self.position_title}, {self.unit_name}"


@dataclass(frozen=True, slots=True)
class ServicePage:
    id: int
    code: str
    standard_id: int
    name: str
    summary: str
    topic: str
    keywords: str
    is_reportable: bool
    promise_days: int
    cost_text: str
    delivery: tuple[Component, ...]
    others: tuple[Component, ...]
    missing: tuple[str, ...]
    attributes: tuple[dict[str, Any], ...]
    since: date
    until: date | None
    decree_label: str
    decree_title: str
    decree_link: str
    article: str
    function_id: int
    function_title: str
    responsible: Responsible | None

    @property
    def topic_label(self) -> str:
        return str(Standard.Topic(self.topic).label)

    def component(self, key: str) -> Component | None:
        return next((part for part in (*self.delivery, *self.others) if part.key == key), None)


_PAGE = """
select standard.service_id, standard.id, standard.name, standard.summary, standard.topic, standard.keywords,
    standard.is_reportable, standard.promise_days, standard.cost_text, standard.components, standard.attributes,
    lower(standard.valid), upper(standard.valid), decree.kind, decree.number, decree.year, decree.title, decree.link,
    standard.article, service.function_id, answer.function_title, answer.position_id, seat.title, seat.unit_id,
    unit.name, answer.article, answer.decree_kind, answer.decree_number, answer.decree_year
from catalog_service service
join catalog_standard standard on standard.service_id = service.id and standard.valid @> %(on)s::date
    and upper_inf(standard.recorded)
join structure_decree decree on decree.id = standard.decree_id
left join lateral (select * from structure_accountable(service.function_id, null, %(on)s, null) limit 1) answer on true
left join lateral (
    select title, unit_id from structure_positionversion
    where position_id = answer.position_id and valid @> %(on)s::date and upper_inf(recorded) limit 1
) seat on true
left join lateral (
    select name from structure_unitversion
    where unit_id = seat.unit_id and valid @> %(on)s::date and upper_inf(recorded) limit 1
) unit on true
where service.code = %(code)s
"""


def service(code: str, on: date) -> ServicePage | None:
    """All that a service's page shows; None when the service has no standard on the day.

    All of it changes by structural acts alone, so that a process keeps the page until the next one: as a rule this is
    one small query.
    """
    return _service(connection.settings_dict["NAME"], last_act(), code, on, get_language() or "")


@lru_cache(maxsize=256)
def _service(database: str, act: datetime | None, code: str, on: date, language: str) -> ServicePage | None:
    with connection.cursor() as cursor:
        cursor.execute(_PAGE, {"code": code, "on": on})
        row = cursor.fetchone()
    if row is None:
        return None
    components, attributes = json.loads(row[9]), json.loads(row[10])
    parts = tuple(
        Component(
            part.key,
            str(COMPONENT_LABELS[part.key]),
            part.is_delivery,
            part.is_sequence,
            lines(components[part.key]),
        )
        for part in COMPONENTS
        if components.get(part.key)
    )
    return ServicePage(
        id=row[0],
        code=code,
        standard_id=row[1],
        name=row[2],
        summary=row[3],
        topic=row[4],
        keywords=row[5],
        is_reportable=row[6],
        promise_days=row[7],
        cost_text=row[8],
        delivery=tuple(part for part in parts if part.is_delivery),
        others=tuple(part for part in parts if not part.is_delivery),
        missing=missing(components),
        attributes=tuple(attributes),
        since=row[11],
        until=row[12],
        decree_label=structure.decree_label(*row[13:16]),
        decree_title=row[16],
        decree_link=row[17],
        article=row[18],
        function_id=row[19],
        function_title=row[20] or "",
        responsible=_responsible(row[21:]),
    )


def _responsible(row: tuple[Any, ...]) -> Responsible | None:
    position_id, title, unit_id, unit_name, article, *decree = row
    if position_id is None or title is None:
        return None
    return Responsible(position_id, title, unit_id, unit_name or "", article, structure.decree_label(*decree))
