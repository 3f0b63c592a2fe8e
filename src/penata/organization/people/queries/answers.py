from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection

from penata.foundation.dated.queries import known_at
from penata.organization.structure.queries import decree_label

from ..rules.responding import Seat, decide

_CHAIN = 28  # columns of people_chain


def answer(function: str, area: str, *, on: date, at: datetime | None = None) -> dict[str, Any] | None:
    """Who answers, by codes, as plain JSON; one query. None: no such function, or a gap."""
    with connection.cursor() as cursor:
        cursor.execute("select * from people_answer(%s, %s, %s, %s)", [function, area, on, known_at(at)])
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
