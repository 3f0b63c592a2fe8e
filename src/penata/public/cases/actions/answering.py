"""Words of officers: private notes, a first reply, the answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from penata.foundation.accounts.rules import Standing
from penata.foundation.calendars.queries import calendar
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from ..models import Case, Step
from ..rules import Act, State
from .keeping import begin, clocks_of, day, keep, moved, own_title, required, set_clocks, write_journal, write_step
from .submitting import attach
from .telling import Said, send, to_position, to_reporter

TEXT = "text"
MOST_EXTENSION = 60  # working days


@transaction.atomic
def note(case: Case, *, text: str, by: Actor, at: datetime, standing: Standing | None = None) -> Step:
    """A private note: read by officers who see the case, never by the reporter or the public."""
    text = required(text, "cases.text_missing", TEXT)
    begin(case, Act.NOTE, standing=standing, at=at)
    step = write_step(case, Step.Kind.NOTED, by=by, at=at, text=text, is_public=False, position_id=case.position_id)
    write_journal(case, Act.NOTE, by=by, at=at)
    return step


@transaction.atomic
def note_many(
    cases: Sequence[Case], *, text: str, by: Actor, at: datetime, standing: Standing | None = None
) -> list[Step]:
    """The same private note on each of them, or on none."""
    if not cases:
        raise Refused("cases.nothing_chosen")
    return [note(case, text=text, by=by, at=at, standing=standing) for case in cases]


@transaction.atomic
def answer(
    case: Case,
    *,
    text: str,
    is_final: bool = True,
    attachments: tuple[int, ...] = (),
    by: Actor,
    at: datetime,
    standing: Standing | None = None,
) -> Case:
    """A public answer. `is_final` False: a first reply, which stops the answer clock; the finish clock runs on.

    Refused("cases.parts_open") while a part of the case has no answer.
    """
    text = required(text, "cases.text_missing", TEXT)
    state = begin(case, Act.ANSWER if is_final else Act.REPLY, standing=standing, at=at)
    if is_final and case.children.filter(answered_at__isnull=True, closed_at__isnull=True).exists():
        raise Refused("cases.parts_open")
    title = own_title(case, at)
    _give(case, text=text, title=title, state=state, is_final=is_final, attachments=attachments, by=by, at=at)
    write_journal(case, Act.ANSWER if is_final else Act.REPLY, by=by, at=at)
    if is_final and case.parent_id is not None:
        _answer_parent(case.parent_id, at=at)
    return case


def _give(
    case: Case,
    *,
    text: str,
    title: str,
    state: State,
    is_final: bool,
    attachments: tuple[int, ...],
    by: Actor,
    at: datetime,
) -> None:
    values = {"answered_at": at} if is_final else {}
    keep(case, state=state, started_at=case.started_at or at, replied_at=case.replied_at or at, **values)
    kind = Step.Kind.ANSWERED if is_final else Step.Kind.REPLIED
    if attachments:
        attach(case, attachments, by_reporter=False, at=at, is_public=True)
    write_step(
        case,
        kind,
        by=by,
        at=at,
        text=text,
        position_id=case.position_id,
        title=title,
        clocks={"now": clocks_of(case).as_json()},
    )
    send(case, to_reporter(case, str(kind), Said(title=title, text=text)), by=by, at=at)


def _answer_parent(parent_id: int, *, at: datetime) -> None:
    """When the last part is answered, the parent has one answer made of all, and its holder is told."""
    parent = Case.objects.select_for_update().get(pk=parent_id)
    parts = list(parent.children.order_by("id"))
    if any(part.answered_at is None and part.closed_at is None for part in parts):
        return
    if parent.state not in {State.ASSIGNED, State.IN_PROGRESS, State.REOPENED}:
        return
    by = Actor.system()
    texts = []
    for part in parts:
        step = part.steps.filter(kind=Step.Kind.ANSWERED).order_by("-at", "-id").first()
        if step is not None:
            texts.append(f"{step.title_then}:\n{step.text}")
    title = own_title(parent, at)
    _give(
        parent,
        text="\n\n".join(texts),
        title=title,
        state=State.ANSWERED,
        is_final=True,
        attachments=(),
        by=by,
        at=at,
    )
    write_journal(parent, Act.ANSWER, by=by, at=at, parts=[part.pk for part in parts])
    send(parent, to_position(parent, "parts_answered", parent.position_id, Said(), on=day(at)), by=by, at=at)


@transaction.atomic
def extend(
    case: Case, *, working_days: int, because: str, by: Actor, at: datetime, standing: Standing | None = None
) -> Case:
    """A superior gives more working days to finish; the reporter is told why."""
    because = required(because, "cases.because_missing", "because")
    if not 1 <= working_days <= MOST_EXTENSION:
        raise Refused("cases.days_bad", field="working_days")
    begin(case, Act.EXTEND, standing=standing, at=at)
    before = clocks_of(case)
    days = calendar()
    case.finish_by = days.add(case.finish_by, working_days)
    if case.replied_at is None:
        case.answer_by = min(days.add(case.answer_by, working_days), case.finish_by)
    after = clocks_of(case)
    set_clocks(case, after)
    keep(case, finish_by=case.finish_by, answer_by=case.answer_by)
    title = own_title(case, at)
    write_step(
        case,
        Step.Kind.EXTENDED,
        by=by,
        at=at,
        text=because,
        position_id=case.position_id,
        title=title,
        clocks=moved(before, after),
        working_days=working_days,
    )
    write_journal(case, Act.EXTEND, by=by, at=at, because=because, before=before.as_json(), after=after.as_json())
    said = Said(title=title, text=because, due=case.finish_by)
    send(case, to_reporter(case, "extended", said), by=by, at=at)
    return case
