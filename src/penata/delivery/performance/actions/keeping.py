"""What time does: evaluations open as periods begin, silence closes them, and expectations follow the holdings."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.organization.people.models import Holding

from ..models import Evaluation, Expectation
from ..queries.figures import term
from ..queries.rights import superior_of
from ..rules import Act
from .deciding import close
from .keeping_up import locked_evaluation, write_entry

SILENCE = "Penata (tanpa tanggapan)"


def close_silent(*, by: Actor, at: datetime) -> int:
    """Who neither accepts nor objects in the days for it has let it stand; how many were closed."""
    on = timezone.localdate(at)
    last = timezone.localdate(at) - timedelta(days=term("objection_days", on))
    waiting = Evaluation.objects.filter(state=Evaluation.State.DECIDED, appraisal__at__date__lt=last)
    closed = 0
    for one in waiting.order_by("pk")[:1_000]:
        closed += _close_one(one, by=by, at=at)
    return closed


@transaction.atomic
def _close_one(evaluation: Evaluation, *, by: Actor, at: datetime) -> int:
    here = locked_evaluation(evaluation)
    if here.state != Evaluation.State.DECIDED:
        return 0
    close(here, by=SILENCE, at=at, act=Act.ACCEPT)
    write_entry(here, "close_silent", by=by, at=at)
    return 1


@transaction.atomic
def follow_holdings(*, by: Actor, at: datetime) -> int:
    """Who left a position before the end of the year is rated there for his own days only; and superiors are those
    of today's structure. What is closed stays as it is. How many expectations changed."""
    on, changed = timezone.localdate(at), 0
    for one in Expectation.objects.select_for_update().filter(days__endswith__gt=on).order_by("pk"):
        superior = superior_of(one.position_id, on=on) or one.superior_position_id
        end = _end_of_holding(one)
        if (superior, end) == (one.superior_position_id, one.days.upper):
            continue
        one.superior_position_id, one.days = superior, DateRange(one.days.lower, end)
        one.save(update_fields=["superior_position", "days"])
        for evaluation in one.evaluations.exclude(state=Evaluation.State.CLOSED):
            evaluation.superior_position_id = superior
            if evaluation.days.lower < end < evaluation.days.upper:
                evaluation.days = DateRange(evaluation.days.lower, end)
            evaluation.save(update_fields=["superior_position", "days"])
        changed += 1
    if changed:
        about = ("performance.expectation", "", "")
        record(by=by, act="performance.follow_holdings", about=about, at=at, count=changed)
    return changed


def _end_of_holding(one: Expectation) -> object:
    """When the person stops holding the position within the days of the expectation; else their end."""
    held = Holding.objects.as_known().filter(person=one.person_id, position=one.position_id, valid__overlap=one.days)
    ends = [valid.upper for valid in held.values_list("valid", flat=True)]
    if not ends or any(end is None or end >= one.days.upper for end in ends):
        return one.days.upper
    return max(*ends, one.days.lower + timedelta(days=1))
