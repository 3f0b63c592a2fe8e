"""Causes: each why answers the one above it; five are enough."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from ..models import Cause, Evaluation, Measure
from ..rules.evaluating import DEEPEST, MOST_CAUSES, Act
from .keeping import locked, moved, said


@transaction.atomic
def add_cause(
    evaluation: Evaluation,
    *,
    words: str,
    category: str = "",
    parent: Cause | None = None,
    proof: str = "",
    by: Actor,
    at: datetime,
    standing: Standing | None = None,
) -> Cause:
    """Why it is so. Below another cause it is of the same category.

    Refused: `improvement.too_deep`, `improvement.too_many_causes`, `improvement.cause_struck`.
    """
    evaluation = locked(evaluation, standing=standing, at=at)
    if Cause.objects.filter(evaluation=evaluation).count() >= MOST_CAUSES:
        raise Refused("improvement.too_many_causes")
    depth = 1
    if parent is not None:
        parent = Cause.objects.get(pk=parent.pk, evaluation=evaluation)
        if parent.struck_at is not None:
            raise Refused("improvement.cause_struck")
        category, depth = parent.category, parent.depth + 1
        if depth > DEEPEST:
            raise Refused("improvement.too_deep", field="words")
    elif category not in Cause.Category.values:
        raise Refused("improvement.words_missing", field="category")
    cause = Cause.objects.create(
        evaluation=evaluation, parent=parent, depth=depth, category=category,
        words=said(words, field="words", most=300), proof=proof.replace("\x00", "").strip()[:300],
        said_at=at, said_by=by.label[:200],
    )  # fmt: skip
    record(by=by, act="improvement.add_cause", about=evaluation, at=at, cause=cause.words, category=category)
    return cause


@transaction.atomic
def strike_cause(cause: Cause, *, because: str, by: Actor, at: datetime, standing: Standing | None = None) -> Cause:
    """It is not so. It stays to be read, with the reason.

    Refused: `improvement.cause_struck`, `improvement.cause_answered`, `improvement.cause_used`.
    """
    evaluation = locked(cause.evaluation, standing=standing, at=at)
    cause = Cause.objects.select_for_update().get(pk=cause.pk)
    if cause.struck_at is not None:
        raise Refused("improvement.cause_struck")
    if Cause.objects.filter(parent=cause, struck_at=None).exists():
        raise Refused("improvement.cause_answered")
    if Measure.objects.filter(cause=cause, dropped_at=None).exists():
        raise Refused("improvement.cause_used")
    cause.struck_at, cause.struck_by = at, by.label[:200]
    cause.struck_because = said(because, "improvement.because_missing", "because", 300)
    cause.save()
    record(
        by=by, act="improvement.strike_cause", about=evaluation, because=cause.struck_because, at=at, cause=cause.words
    )
    return cause


@transaction.atomic
def find_causes(
    evaluation: Evaluation, *, because: str, by: Actor, at: datetime, standing: Standing | None = None
) -> Evaluation:
    """The causes are found: measures may begin. Refused: `improvement.no_causes`."""
    evaluation = locked(evaluation, standing=standing, at=at)
    because = said(because, "improvement.because_missing", "because")
    if not Cause.objects.filter(evaluation=evaluation, struck_at=None).exists():
        raise Refused("improvement.no_causes")
    moved(evaluation, Act.FIND_CAUSES)
    evaluation.save(update_fields=["state"])
    record(by=by, act="improvement.find_causes", about=evaluation, because=because, at=at)
    return evaluation
