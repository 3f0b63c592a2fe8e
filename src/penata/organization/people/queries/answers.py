from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection

from penata.foundation.dated.queries import known_at
from penata.organization.structure.queries import decree_label

from ..rules.responding import Seat, decide

_ANSWER = """
select chain.*, position.code, titled.title, unit.code, named.name, place.code, answering.code
from structure_function function
cross join lateral people_chain(
    function.id, (select id from structure_area where code = %(area)s), %(on)s::date, %(at)s::timestamptz) chain
left join structure_position position on position.id = chain.of_position
left join structure_positionversion titled on titled.position_id = chain.of_position
    and titled.valid @> %(on)s::date and {titled}
left join structure_unit unit on unit.id = chain.of_unit
left join structure_unitversion named on named.unit_id = chain.of_unit and named.valid @> %(on)s::date and {named}
left join structure_area place on place.id = chain.area_id
left join structure_position answering on answering.id = chain.position_id
where function.code = %(function)s order by chain.step, chain.kind, chain.seat
"""
_CHAIN = 28  # columns of people_chain


def answer(function: str, area: str, *, on: date, at: datetime | None = None) -> dict[str, Any] | None:
    """Who answers, by codes, as plain JSON; one query. None: no such function, or a gap."""
    known = known_at(at)
    believed = "upper_inf({0}.recorded)" if known is None else "{0}.recorded @> %(at)s::timestamptz"
    sql = _ANSWER.format(titled=believed.format("titled"), named=believed.format("named"))
    with connection.cursor() as cursor:
        cursor.execute(sql, {"function": function, "area": area, "on": on, "at": known})
        rows = cursor.fetchall()
    if not rows:
        return None
    first = rows[0]
    line = [Seat(*row[14:_CHAIN]) for row in rows if row[14] is not None]
    codes = {row[15]: row[-1] for row in rows}
    found = decide(line)
    code, title, unit_code, unit_name, place, _answering = first[_CHAIN:]
    return {
        "on": on.isoformat(),
        "function": {"code": first[2], "title": first[3]},
        "area": place,
        "position": {"code": code, "title": title} if code else None,
        "unit": {"code": unit_code, "name": unit_name},
        "decree": decree_label(first[9], first[10], first[11]),
        "article": first[7],
        "is_inherited": first[13],
        "answered_by": None
        if found is None
        else {
            "position": codes.get(found.position_id),
            "title": found.position_title,
            "unit": found.unit_name,
            "how": found.how if found.person_id is not None else "nobody",
            "steps": list(found.steps),
        },
    }
