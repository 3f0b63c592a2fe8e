"""A closed evaluation is opened again only for a reason, and when person and superior both have signed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor

from ..models import Evaluation, Reopening
from ..queries.rights import appraiser
from ..rules import Act, Party, next_state
from .keeping_up import begin, required, write_entry
from .telling import send


@transaction.atomic
def ask_reopening(evaluation: Evaluation, *, because: str, by: Actor, at: datetime, standing: Standing) -> Reopening:
    """Say why, and sign; the other one is asked to sign, too."""
    because = required(because, "performance.because_missing", "because")
    here, who = begin(evaluation, Act.ASK_REOPEN, standing=standing, at=at)
    signed = {"person_at": at, "person_label": by.label}
    if Party.PERSON not in who:
        signed = {"superior_at": at, "superior_label": by.label}
    reopening = Reopening.objects.create(evaluation=here, because=because, **signed)
    write_entry(here, "ask_reopening", by=by, at=at)
    send(here, "asked_reopening", _both(here, at), by=by, at=at)
    return reopening


@transaction.atomic
def sign_reopening(evaluation: Evaluation, *, by: Actor, at: datetime, standing: Standing) -> Evaluation:
    """The second signature: the superior decides anew, and the database marks the reopening as used."""
    here, who = begin(evaluation, Act.SIGN_REOPEN, standing=standing, at=at)
    reopening = _waiting(here)
    if Party.PERSON in who:
        reopening.person_at, reopening.person_label = at, by.label
    else:
        reopening.superior_at, reopening.superior_label = at, by.label
    reopening.save()
    here.state, here.closed_at, here.closed_by = next_state(here.state, Act.SIGN_REOPEN), None, ""
    here.reopening = reopening
    here.save()
    write_entry(here, "sign_reopening", by=by, at=at)
    send(here, "reopened", _both(here, at), by=by, at=at)
    return here


@transaction.atomic
def decline_reopening(evaluation: Evaluation, *, by: Actor, at: datetime, standing: Standing) -> Evaluation:
    """The other one does not sign: it stays closed, and may be asked again."""
    here, _who = begin(evaluation, Act.DECLINE_REOPEN, standing=standing, at=at)
    reopening = _waiting(here)
    reopening.ended_at, reopening.is_declined = at, True
    reopening.save()
    write_entry(here, "decline_reopening", by=by, at=at)
    send(here, "declined", _both(here, at), by=by, at=at)
    return here


def _waiting(here: Evaluation) -> Reopening:
    return here.reopenings.select_for_update().get(ended_at__isnull=True)


def _both(here: Evaluation, at: datetime) -> list[int | None]:
    deciding = appraiser(here, timezone.localdate(at))
    return [here.person.account_id, deciding.account_id if deciding else None]
