"""What was said of a case, what happened to it and where it lay: one statement, written out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from ..models import Case, Step


@dataclass(frozen=True, slots=True)
class StaffStep:
    """A step as civil servants see it."""

    at: datetime
    kind: str
    by_label: str
    title_then: str
    text: str
    is_public: bool
    facts: dict[str, Any]

    def get_kind_display(self) -> str:
        return str(Step.Kind(self.kind).label)


@dataclass(frozen=True, slots=True)
class PastAssignment:
    """At whom it lay, and why."""

    since: datetime
    way: str
    by_label: str
    reason: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What the reporter wrote at one time: as he wrote it, and masked."""

    at: datetime
    words: str
    public_words: str
    place: str
    is_erased: bool


@dataclass(frozen=True, slots=True)
class History:
    steps: list[StaffStep]
    assignments: list[PastAssignment]
    told: list[Told]
    service_name: str
    has_handover: bool
    has_relatives: bool
    has_files: bool


# Built by the ORM these four questions cost the page more than the database's own work.
_HISTORY = """
select
    (select jsonb_agg(jsonb_build_array(s.at, s.kind, s.by_label, s.title_then, s.text, s.is_public, s.facts)
                      order by s.at, s.id) from cases_step s where s.case_id = %(case)s)::text,
    (select jsonb_agg(jsonb_build_array(a.since, a.way, a.by_label, a.reason) order by a.since, a.id)
     from cases_assignment a where a.case_id = %(case)s)::text,
    (select jsonb_agg(jsonb_build_array(t.at, t.words, t.public_words, t.place, t.erased_at is not null)
                      order by t.at, t.id) from cases_statement t where t.case_id = %(told)s)::text,
    (select c.name from catalog_standard c
     where c.service_id = %(service)s and c.valid @> %(on)s::date and upper_inf(c.recorded) limit 1),
    exists(select from cases_handover h where h.case_id = %(case)s and h.state = 'proposed'),
    exists(select from cases_case r where r.parent_id = %(case)s or r.same_as_id = %(case)s),
    exists(select from cases_attached f where f.case_id in (%(case)s, %(told)s))
"""


def history(case: Case, on: date) -> History:
    """The case's own history in one query; a part of a whole shows the words that were told to the whole."""
    keys = {"case": case.pk, "told": case.parent_id or case.pk, "service": case.service_id, "on": on}
    with connection.cursor() as cursor:
        cursor.execute(_HISTORY, keys)
        steps, assignments, told, service_name, *has = cursor.fetchone()
    return History(
        [StaffStep(datetime.fromisoformat(at), *rest) for at, *rest in json.loads(steps or "[]")],
        [PastAssignment(datetime.fromisoformat(since), *rest) for since, *rest in json.loads(assignments or "[]")],
        [Told(datetime.fromisoformat(at), *rest) for at, *rest in json.loads(told or "[]")],
        service_name or "",
        *has,
    )
