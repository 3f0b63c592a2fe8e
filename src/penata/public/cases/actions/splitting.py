"""Two jobs in one report: parts with an assignment each, and one answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from ..models import Assignment, Case, Step
from ..queries import Seat, seat
from ..rules import Act, State, digest_of, due_day, new_secret, reference, title_of
from .keeping import begin, clocks_of, day, end_handover, keep, set_clocks, write_journal, write_step
from .telling import Said, send, to_position


@dataclass(frozen=True, slots=True)
class Part:
    """One job: who does it, and what it is in the officer's words."""

    to: int
    task: str
    function_id: int | None = None


@transaction.atomic
def split(
    case: Case, *, parts: Sequence[Part], because: str = "", by: Actor, at: datetime, standing: Standing | None = None
) -> list[Case]:
    """Child cases with the parent's deadlines; the parent stays where it is and is answered when all of them are.

    Refused: "cases.parts_missing" (fewer than two, or one without a task), "cases.part_of_another".
    """
    parts = [part for part in parts if part.task.strip()]
    if len(parts) < 2:
        raise Refused("cases.parts_missing", field="parts")
    if case.parent_id is not None:
        raise Refused("cases.part_of_another")
    state = begin(case, Act.SPLIT, standing=standing, at=at)
    end_handover(case, by=by, at=at, answer="Laporan dipecah.")
    children = [_part(case, part, seat(part.to, on=day(at), field="parts"), by=by, at=at) for part in parts]
    keep(
        case,
        state=state,
        verified_at=case.verified_at or at,
        assigned_at=case.assigned_at or at,
        started_at=case.started_at or at,
    )
    write_step(
        case,
        Step.Kind.SPLIT,
        by=by,
        at=at,
        is_public=True,
        because=because.strip(),
        parts=[child.reference for child in children],
    )
    write_journal(case, Act.SPLIT, by=by, at=at, because=because, parts=[child.pk for child in children])
    return children


def _part(case: Case, part: Part, found: Seat, *, by: Actor, at: datetime) -> Case:
    child = Case(
        reference=_next_reference(day(at).year),
        secret_digest=digest_of(new_secret()),
        submission=uuid4(),
        kind=case.kind,
        channel=case.channel,
        state=State.ASSIGNED,
        is_anonymous=case.is_anonymous,
        is_confidential=case.is_confidential,
        is_urgent=case.is_urgent,
        title=title_of(part.task),
        service_id=case.service_id,
        function_id=part.function_id,
        area_id=case.area_id,
        latitude=case.latitude,
        longitude=case.longitude,
        position_id=found.position_id,
        unit_id=found.unit_id,
        parent=case,
        received_at=at,
        verified_at=at,
        assigned_at=at,
        moderated_at=at,
        due_on=due_day(State.ASSIGNED, clocks_of(case), has_reply=False),
    )
    set_clocks(child, clocks_of(case))
    child.save(force_insert=True)
    _hand_to(child, part, found, by=by, at=at)
    return child


def _hand_to(child: Case, part: Part, found: Seat, *, by: Actor, at: datetime) -> None:
    Assignment.objects.create(
        case=child,
        position_id=found.position_id,
        unit_id=found.unit_id,
        way=Assignment.Way.SPLIT,
        since=at,
        by_label=by.label[:200],
        reason={"because": part.task.strip(), "parent": str(child.parent), "seat": found.as_json()},
    )
    write_step(
        child,
        Step.Kind.ASSIGNED,
        by=by,
        at=at,
        text=part.task.strip(),
        is_public=False,
        position_id=found.position_id,
        title=found.title,
        to=found.title,
        unit=found.unit_name,
        parent=str(child.parent),
    )
    kind = "urgent" if child.is_urgent else "assigned"
    said = Said(title=found.title)
    send(child, to_position(child, kind, found.position_id, said, on=day(at)), by=by, at=at)


def _next_reference(year: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select cases_next_number(%s)", [year])
        (number,) = cursor.fetchone()
    return reference(settings.CASE_PREFIX, year, number)
