"""One case with everything about it: what an officer's page, its PDFs and the machine door show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from penata.foundation.calendars.queries import calendar
from penata.organization.structure import queries as structure

from ..models import Attached, Case, Handover
from ..rules import Act, Party, acts_open
from .history import PastAssignment, StaffStep, Told, history
from .rights import Hidden, Reporter, Sight, may_know_reporter, parties, reporter_of, visible_one
from .similar import Similar, similar


@dataclass(frozen=True, slots=True)
class Said:
    """What the reporter wrote at one time; masked when the reader may not know who he is."""

    at: datetime
    words: str
    place: str
    is_masked: bool
    is_erased: bool


@dataclass(frozen=True, slots=True)
class Whole:
    case: Case
    statements: list[Said]
    steps: list[StaffStep]
    assignments: list[PastAssignment]
    handover: Handover | None
    handover_seats: dict[int, tuple[str, int, str]]
    attached: list[Attached]
    parts: list[Case]
    parent: Case | None
    same: list[Case]
    reporter: Reporter | Hidden
    parties: frozenset[Party]
    acts: list[Act]
    similar: list[Similar]
    service_name: str
    area_name: str
    unit_name: str
    position_title: str
    days_left: int | None
    on: date

    @property
    def last_assignment(self) -> PastAssignment | None:
        return self.assignments[-1] if self.assignments else None

    @property
    def reason(self) -> dict[str, Any]:
        """Why it lies where it lies: of the newest assignment."""
        return self.assignments[-1].reason if self.assignments else {}

    @property
    def is_paused(self) -> bool:
        return self.case.state == Case.State.INCOMPLETE


_FIELDS = [field.attname for field in Case._meta.concrete_fields]


def find(seen: Sight, reference: str) -> Case | None:
    """The case of a number, if he may see it."""
    if not seen.standing.is_active:
        return None
    sql, params = visible_one(seen, reference.upper())
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        row = cursor.fetchone()
    return None if row is None else Case.from_db("default", _FIELDS, row)


def whole(case: Case, seen: Sight) -> Whole:
    """All of a case that `find` gave; two queries, and one more for each of: files, relatives, a handover, a reporter,
    similar ones."""
    on = seen.on
    past = history(case, on)
    handover = Handover.objects.filter(case=case, state=Handover.State.PROPOSED).first() if past.has_handover else None
    roles = parties(case, handover, seen, on=on)
    parts, parent, same = _relatives(case, past.has_relatives)
    titles = structure.position_titles(_positions(case, handover, parts), on)
    title, _unit, unit_name = titles.get(case.position_id or 0, ("", 0, ""))
    return Whole(
        case=case,
        statements=_said(case, seen, past.told),
        steps=past.steps,
        assignments=past.assignments,
        handover=handover,
        handover_seats=titles,
        attached=_files(case) if past.has_files else [],
        parts=parts,
        parent=parent,
        same=same,
        reporter=reporter_of(case, seen),
        parties=roles,
        acts=acts_open(case.state, roles, has_handover=handover is not None),
        similar=similar(case, seen),
        service_name=past.service_name,
        area_name=structure.area_names(on).get(case.area_id, "") if case.area_id else "",
        unit_name=unit_name,
        position_title=title,
        days_left=calendar().between(on, case.due_on) if case.due_on else None,
        on=on,
    )


def said_in(case: Case, seen: Sight) -> list[Said]:
    """What was written, as this reader may read it; a part shows the words of its whole."""
    return _said(case, seen, history(case, seen.on).told)


def _said(case: Case, seen: Sight, told: list[Told]) -> list[Said]:
    hidden = may_know_reporter(case, seen)
    return [
        Said(
            at=row.at,
            words=row.words if hidden is None else row.public_words,
            place=row.place if hidden is None else "",
            is_masked=hidden is not None,
            is_erased=row.is_erased,
        )
        for row in told
    ]


def _positions(case: Case, handover: Handover | None, parts: list[Case]) -> list[int]:
    found = {case.position_id, *(part.position_id for part in parts)}
    if handover is not None:
        found |= {handover.from_position_id, handover.to_position_id}
    return [position for position in found if position is not None]


def _relatives(case: Case, has_relatives: bool) -> tuple[list[Case], Case | None, list[Case]]:
    """Its parts, its whole, and those that were joined to it or that it was joined to."""
    above = [key for key in (case.parent_id, case.same_as_id) if key is not None]
    if not above and not has_relatives:
        return [], None, []
    found = list(Case.objects.filter(Q(parent=case) | Q(same_as=case) | Q(pk__in=above)).order_by("pk"))
    parts = [other for other in found if other.parent_id == case.pk]
    parent = next((other for other in found if other.pk == case.parent_id), None)
    same = [other for other in found if other.same_as_id == case.pk or other.pk == case.same_as_id]
    return parts, parent, same


def _files(case: Case) -> list[Attached]:
    return list(
        Attached.objects.filter(case__in={case.parent_id or case.pk, case.pk}, attachment__erased_at__isnull=True)
        .select_related("attachment")
        .order_by("pk")
    )
