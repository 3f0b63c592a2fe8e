"""What was said in the forum becomes part of an evaluation, so that whoever spoke there is told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from .. import queries
from ..models import Discussion, Evaluation
from .keeping import locked

MOST = 30  # of one evaluation


@transaction.atomic
def choose_discussions(
    evaluation: Evaluation, keys: Collection[str], *, by: Actor, at: datetime, standing: Standing | None = None
) -> list[str]:
    """Stand on these topics, hearings and polls ("topic:12") and on no others; what stands now.

    Refused: `improvement.told_already`, since who spoke there would not be told; `improvement.discussion` for one that
    is not public, or too many.
    """
    evaluation = locked(evaluation, standing=standing, at=at, closed=True)
    if evaluation.told_at is not None:
        raise Refused("improvement.told_already")
    before = {queries.key_of(*row.thing): row for row in evaluation.discussions.all()}
    new = {key for key in keys if key not in before}
    found = queries.of_keys(new)
    if found is None or len(set(keys)) > MOST:
        raise Refused("improvement.discussion", field="chosen")
    gone = [row.pk for key, row in before.items() if key not in keys]
    if not new and not gone:
        return sorted(before)
    Discussion.objects.filter(pk__in=gone).delete()
    Discussion.objects.bulk_create(
        Discussion(evaluation=evaluation, **{f"{kind}_id": pk}, added_at=at, added_by=by.label[:200])
        for kind, pk in (found[key] for key in sorted(new))
    )
    now = sorted(set(keys))
    record(by=by, act="improvement.choose_discussions", about=evaluation, at=at, before=sorted(before), now=now)
    return now
