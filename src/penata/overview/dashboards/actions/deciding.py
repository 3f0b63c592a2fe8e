"""Decisions with the data on which they were made; the day on which their result is asked for; the result."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.notices.actions import tell
from penata.foundation.notices.rules import Message
from penata.foundation.refusals import Refused

from .. import queries
from ..models import Decision
from ..queries import Place
from ..rules import FIGURES


@transaction.atomic
def decide(
    where: Place,
    figure: str,
    *,
    title: str,
    words: str,
    decider: str,
    expected: str,
    expected_value: float | None,
    expected_on: date,
    decided_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Decision:
    """Write a decision down with the figure as it is seen at `where.on`, which stays with it as it is now.

    Refused: `dashboards.result_too_early` when the result is expected no later than the decision,
    `dashboards.decided_later` when it is said to be decided in the future.
    """
    today = timezone.localtime(at).date()
    decided_on = decided_on or today
    if decided_on > today:
        raise Refused("dashboards.decided_later", field="decided_on")
    if expected_on <= decided_on:
        raise Refused("dashboards.result_too_early", field="expected_on")
    seen = queries.frozen(where, queries.one(where, FIGURES[figure]), at=at)
    decision = Decision.objects.create(
        title=title, words=words, decider=decider, decided_on=decided_on, figure=figure,
        unit=queries.unit(where.unit_id), service=queries.service(where.service_id), area=queries.area(where.area_id),
        frozen=seen, expected=expected, expected_value=expected_value, expected_on=expected_on,
        by_id=by.id, by_label=by.label, at=at,
    )  # fmt: skip
    record(
        by=by, act="dashboards.decide", about=decision, because=words[:300], at=at, figure=figure, value=seen["value"],
        on=seen["on"], expected_on=expected_on.isoformat(),
    )  # fmt: skip
    return decision


@transaction.atomic
def write_result(decision: Decision, *, verdict: str, result: str, by: Actor, at: datetime) -> Decision:
    """What came of it, once, with the figure as it is now. Refused: `dashboards.result_known`."""
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if decision.result_at is not None:
        raise Refused("dashboards.result_known")
    where = queries.place_of(decision, timezone.localtime(at).date())
    seen = queries.frozen(where, queries.one(where, FIGURES[decision.figure]), at=at)
    decision.result_frozen, decision.verdict, decision.result = seen, verdict, result
    decision.result_by_label, decision.result_at = by.label, at
    decision.save(update_fields=["result_frozen", "verdict", "result", "result_by_label", "result_at"])
    record(
        by=by, act="dashboards.write_result", about=decision, because=result[:300], at=at, verdict=verdict,
        value=seen["value"],
    )  # fmt: skip
    return decision


@transaction.atomic
def remind_due(*, at: datetime) -> int:
    """Ask those who wrote a decision down what came of it, on the day; each once. How many were asked."""
    by = Actor.system()
    due = list(queries.awaiting_result(timezone.localtime(at).date()).select_for_update(of=("self",)))
    for decision in due:
        decision.reminded_at = at
        decision.save(update_fields=["reminded_at"])
        if decision.by_id is not None:
            tell([_question(decision)], at=at, about=("dashboards.decision", decision.pk))
        record(by=by, act="dashboards.remind", about=decision, at=at)
    return len(due)


def _question(decision: Decision) -> Message:
    return Message(
        kind="dashboards.result_due",
        subject=_("Apa hasil keputusan ini?"),
        body=f"{decision.title}\n\n{decision.expected}",
        link=decision.get_absolute_url(),
        account_id=decision.by_id,
    )
