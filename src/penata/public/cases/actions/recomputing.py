"""When the city changes one of its days, what it promised in working days is counted anew."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from penata.foundation.calendars.rules import WorkingCalendar
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import kept

from ..models import Case, Step
from ..rules import due_day, recomputed
from .keeping import clocks_of, day, moved, set_clocks

MOST_LISTED = 1_000
_WRITTEN = ("verify_by", "answer_by", "finish_by", "due_on", "escalation")


@transaction.atomic
def recompute_deadlines(
    *,
    changed: date,
    changed_at: datetime,
    before: WorkingCalendar,
    after: WorkingCalendar,
    at: datetime,
    by: Actor | None = None,
) -> int:
    """Move the deadlines of open cases that lie on or behind the changed day; how many cases moved.

    Each gets a step with its deadlines before and after, which the reporter can read; nobody is written to. One entry
    in the journal lists what moved. Cases received since the change were counted with the new calendar.
    """
    by, on = by or Actor.system(), day(changed_at)
    because = kept("cases.city_day_changed", day=changed.isoformat())
    cases, steps = [], []
    open_cases = Case.objects.open().filter(finish_by__gte=max(changed, on), received_at__lte=changed_at)
    for case in open_cases.order_by("pk").select_for_update():
        old = clocks_of(case)
        new = recomputed(old, on, before, after)
        if new != old:
            set_clocks(case, new)
            _look_anew(case)
            cases.append(case)
            facts = {"clocks": moved(old, new), "city_day": changed.isoformat()}
            steps.append(Step(case=case, kind=Step.Kind.EXTENDED, at=at, by_label=by.label, text=because, facts=facts))
    if cases:
        Step.objects.bulk_create(steps, batch_size=500)
        Case.objects.bulk_update(cases, _WRITTEN, batch_size=500)
        listed = [[step.case.reference, step.facts["clocks"]] for step in steps[:MOST_LISTED]]
        details = {"city_day": changed.isoformat(), "count": len(cases), "moved": listed}
        about = ("cases.case", "", "")
        record(by=by, act="cases.recompute_deadlines", about=about, because=because, at=at, **details)
    return len(cases)


def _look_anew(case: Case) -> None:
    """The day to look at in lists, which nobody up the line was told of yet when it is another."""
    due = due_day(case.state, clocks_of(case), has_reply=case.replied_at is not None)
    if due != case.due_on:
        case.due_on, case.escalation = due, None
