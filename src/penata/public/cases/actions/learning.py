"""The router learns from answered cases: what was written, who answered in the end, and whether it had been right."""

from __future__ import annotations

from penata.public.routing.actions import Happened, Told, tell_examples, tell_outcomes

from ..models import Assignment, Case, Statement
from .keeping import day


def example_key(case: Case) -> str:
    """How the router knows the case."""
    return f"case:{case.pk}"


def tell_router(case: Case) -> None:
    """Tell routing of a case that ended with an answer: its masked words, its function, the unit that answered.

    A case with parts is left out: it has two jobs, and would teach neither.
    """
    if case.answered_at is None or case.unit_id is None or case.parent_id is not None or case.children.exists():
        return
    words = list(Statement.objects.filter(case=case).order_by("at", "id").values_list("public_words", flat=True)[:1])
    if words:
        tell_examples(
            [
                Told(
                    key=example_key(case),
                    text=words[0],
                    function_id=case.function_id,
                    unit_id=case.unit_id,
                    area_id=case.area_id,
                    received_on=day(case.received_at),
                    was_handed_over=case.handover_count > 0,
                )
            ]
        )
    _tell_outcome(case)


def _tell_outcome(case: Case) -> None:
    first = Assignment.objects.filter(case=case).order_by("since", "id").first()
    if first is None or first.way != Assignment.Way.ROUTED or case.closed_at is None:
        return
    tell_outcomes(
        [
            Happened(
                key=example_key(case),
                unit_id=first.unit_id,
                confidence=float(first.reason.get("confidence", 0.0)),
                is_right=first.unit_id == case.unit_id,
                decided_on=day(case.closed_at),
                model_id=first.reason.get("model_id"),
            )
        ]
    )
