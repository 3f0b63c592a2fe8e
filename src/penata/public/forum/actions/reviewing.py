"""Someone reads what was given: shows it, or does not and says why; and decides what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from ..models import Comment, Contribution, Hearing, Statement, Theme
from .holding import locked_hearing, must_run
from .informing import tell_removed
from .keeping import journal_forum, said

FATES = {Contribution.Fate.ACCEPTED, Contribution.Fate.PARTLY, Contribution.Fate.NOT}


def _locked(given: Comment | Statement, standing: Standing | None, at: datetime) -> Comment | Statement:
    if isinstance(given, Statement):
        found = Statement.objects.select_for_update(of=("self",)).select_related("conversation").get(pk=given.pk)
        must_run(found.conversation.unit_id, standing, at)
        return found
    comment = Comment.objects.select_for_update(of=("self",)).select_related("hearing").get(pk=given.pk)
    must_run(comment.hearing.unit_id, standing, at)
    return comment


@transaction.atomic
def show(given: Comment | Statement, *, by: Actor, at: datetime, standing: Standing | None = None) -> None:
    """Everyone reads it from now on. Refused: `forum.not_run_by_you`."""
    given = _locked(given, standing, at)
    if given.state == Contribution.State.SHOWN:
        return
    given.state, given.reviewed_at, given.reviewed_by, given.removed_because = "shown", at, by.label[:200], ""
    given.save()
    journal_forum("show_contribution", given, by=by, at=at)


@transaction.atomic
def remove(
    given: Comment | Statement, *, because: str, by: Actor, at: datetime, standing: Standing | None = None
) -> None:
    """It is not shown, and who gave it reads why. Refused: `forum.not_run_by_you`, `forum.because_missing`."""
    given = _locked(given, standing, at)
    because = said(because, "forum.because_missing", "because", 500)
    given.state, given.reviewed_at, given.reviewed_by, given.removed_because = "removed", at, by.label[:200], because
    given.save()
    journal_forum("remove_contribution", given, by=by, at=at, because=because)
    tell_removed(given, by=by, at=at)


@transaction.atomic
def decide(
    hearing: Hearing, comments: Iterable[int], statements: Iterable[int], *, fate: str, because: str,
    theme: Theme | None = None, by: Actor, at: datetime, standing: Standing | None = None,
) -> int:  # fmt: skip
    """What became of some comments and statements of a hearing, with the reason; how many. They are told when the
    outcome is published.

    Refused: `forum.not_run_by_you`, `forum.hearing_over`, `forum.because_missing`, `forum.nothing_chosen`,
    `forum.odd_fate`.
    """
    hearing = locked_hearing(hearing, standing, at)
    if not hearing.is_running:
        raise Refused("forum.hearing_over")
    if fate not in FATES:
        raise Refused("forum.odd_fate", field="fate")
    because = said(because, "forum.because_missing", "because", 1_000)
    values = {"fate": fate, "fate_because": because, "fate_at": at, "fate_by": by.label[:200], "theme": theme}
    shown = {"state": Contribution.State.SHOWN}
    n = Comment.objects.filter(hearing=hearing, pk__in=list(comments), **shown).update(**values)
    mine = Statement.objects.filter(conversation__hearing=hearing, pk__in=list(statements), **shown)
    n += mine.exclude(digest="").update(**values)
    if not n:
        raise Refused("forum.nothing_chosen", field="chosen")
    journal_forum("decide", hearing, by=by, at=at, because=because[:500], fate=fate, count=n)
    return n
