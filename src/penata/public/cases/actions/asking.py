"""The reporter is asked; while he is waited for, the clocks stand still."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from penata.foundation.accounts.rules import Standing
from penata.foundation.calendars.queries import calendar
from penata.foundation.journal.rules import Actor

from ..models import Case, Contact, Pause, Statement, Step
from ..rules import Act, State, checked_words, mask, paused
from .keeping import begin, clocks_of, day, keep, moved, own_title, required, set_clocks, write_journal, write_step
from .submitting import attach, search_vector
from .telling import Said, send, to_position, to_reporter

QUESTION = "question"


@transaction.atomic
def ask_reporter(case: Case, *, question: str, by: Actor, at: datetime, standing: Standing | None = None) -> Case:
    """Ask the reporter to complete his report. All clocks pause until he answers (UU 25/2009 art. 44)."""
    question = required(question, "cases.question_missing", QUESTION)
    state = begin(case, Act.ASK_REPORTER, standing=standing, at=at)
    before, title = case.state, own_title(case, at)
    Pause.objects.create(case=case, since=day(at), because="menunggu pelapor", state_before=before)
    keep(case, state=state)
    write_step(
        case, Step.Kind.ASKED, by=by, at=at, text=question, position_id=case.position_id, title=title, before=before
    )
    write_journal(case, Act.ASK_REPORTER, by=by, at=at)
    send(case, to_reporter(case, "asked", Said(title=title, text=question)), by=by, at=at)
    return case


@transaction.atomic
def amend(case: Case, *, words: str, by: Actor, at: datetime, attachments: tuple[int, ...] = ()) -> Case:
    """The reporter adds to his report; when he was asked, the clocks run again and say by how much they moved."""
    words = checked_words(words, least=1)  # "RT 5" answers a question
    begin(case, Act.AMEND, standing=None, at=at)
    add_statement(case, words, at=at)
    if attachments:
        attach(case, attachments, by_reporter=True, at=at)
    facts = resume(case, at=at) if case.state == State.INCOMPLETE else {}
    write_step(case, Step.Kind.AMENDED, by=by, at=at, **facts)
    write_journal(case, Act.AMEND, by=by, at=at, was_asked=bool(facts))
    messages = to_position(case, "amended", case.position_id, Said(), on=day(at))
    send(case, messages, by=by, at=at)
    return case


def add_statement(case: Case, words: str, *, at: datetime) -> None:
    """Keep words of the reporter, with what the public and the search may read of them."""
    names = tuple(filter(None, Contact.objects.filter(case=case).values_list("name", flat=True)))
    shown = mask(words, names)
    Statement.objects.create(
        case=case,
        at=at,
        words=words,
        public_words=shown,
        search=search_vector(shown),
    )


def resume(case: Case, *, at: datetime) -> dict[str, Any]:
    """End the pause: the case goes on where it stood, each deadline later by the working days that were waited."""
    pause = Pause.objects.get(case=case, until__isnull=True)
    Pause.objects.filter(pk=pause.pk).update(until=day(at))
    shift = paused(clocks_of(case), pause.since, day(at), calendar())
    set_clocks(case, shift.after)
    keep(case, state=pause.state_before)
    return {
        "clocks": moved(shift.before, shift.after),
        "working_days": shift.working_days,
        "calendar_days": shift.calendar_days,
    }
