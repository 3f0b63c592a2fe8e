"""Whoever spoke of it hears what was done, once: reporters, followers, respondents who gave their names, and who spoke
of it in the forum."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.notices.actions import tell
from penata.foundation.notices.rules import Message
from penata.foundation.refusals import Refused
from penata.public.cases.actions.telling import tracking_link

from .. import queries
from ..models import Evaluation, Measure, Told
from .keeping import later, locked, said

TOGETHER = 500  # messages of one statement


@transaction.atomic
def tell_residents(
    evaluation: Evaluation,
    *,
    title: str,
    words: str,
    by: Actor,
    at: datetime,
    standing: Standing | None = None,
) -> int:
    """Publish what was done and tell everyone behind it who left an address; how many were told.

    Refused: `improvement.told_already`, `improvement.nothing_done` while no measure has started.
    """
    evaluation = locked(evaluation, standing=standing, at=at, closed=True)
    if evaluation.told_at is not None:
        raise Refused("improvement.told_already")
    if not Measure.objects.filter(evaluation=evaluation, started_at__isnull=False, dropped_at=None).exists():
        raise Refused("improvement.nothing_done")
    evaluation.public_title = said(title, field="title", most=120)
    evaluation.public_words = said(words, field="words", most=3_000)
    evaluation.told_at, evaluation.told_by = at, by.label[:200]
    evaluation.save(update_fields=["public_title", "public_words", "told_at", "told_by"])
    told = _tell(evaluation, at=at)
    record(by=by, act="improvement.tell_residents", about=evaluation, at=at, told=told, title=evaluation.public_title)
    return told


def _tell(evaluation: Evaluation, *, at: datetime) -> int:
    """Each once, however much he brought."""
    messages = {_digest(one.key): _message(evaluation, one) for one in queries.hearers(evaluation).values()}
    Told.objects.bulk_create([Told(evaluation=evaluation, digest=key, at=at) for key in messages], batch_size=2_000)
    rows = list(messages.values())
    for start in range(0, len(rows), TOGETHER):
        tell(rows[start : start + TOGETHER], about=("improvement.evaluation", evaluation.pk), at=at)
    return len(rows)


def _message(evaluation: Evaluation, to: queries.Hearer) -> Message:
    """With the link to his own case, or else to what all read."""
    facts = {"title": evaluation.public_title, "words": evaluation.public_words}
    link = tracking_link(to.case) if to.case is not None else ""
    return Message(
        kind="improvement.told", subject=later(lambda: _("Anda sampaikan, kami perbaiki: %(title)s"), facts),
        body=later(lambda: _("Yang Anda sampaikan ikut menjadi dasar perbaikan ini.\n\n%(words)s"), facts),
        link=link or reverse("improvement:improved_one", args=[evaluation.pk]), account_id=to.account_id,
        email=to.email, language=to.language,
    )  # fmt: skip


def _digest(address: str) -> str:
    """That this address was told; only this server can make it."""
    text = f"improvement.told:{address}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
