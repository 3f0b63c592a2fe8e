"""What every act of an evaluation does first: lock it, ask whether it is his, and move its state."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.functional import lazy

from penata.foundation.accounts.rules import Standing
from penata.foundation.notices.actions import tell
from penata.foundation.notices.rules import Message
from penata.foundation.refusals import Refused

from .. import queries
from ..models import Evaluation
from ..rules.evaluating import Act, next_state

LONGEST = timedelta(days=731)


def day(at: datetime) -> date:
    """The city's day of an instant."""
    return timezone.localtime(at).date()


def locked(evaluation: Evaluation, *, standing: Standing | None, at: datetime, closed: bool = False) -> Evaluation:
    """The evaluation as it is now, until the act is over; without a standing the caller is trusted.

    Refused: `improvement.not_yours`; `improvement.not_now` when it is closed.
    """
    found = Evaluation.objects.select_for_update(of=("self",)).select_related("owner").get(pk=evaluation.pk)
    if standing is not None and not queries.may_lead(found, queries.sight(standing, on=day(at))):
        raise Refused("improvement.not_yours")
    if not closed and not found.is_open:
        raise Refused("improvement.not_now")
    return found


def moved(evaluation: Evaluation, act: Act) -> None:
    """Its state after an act. Refused: `improvement.not_now`."""
    state = next_state(evaluation.state, act)
    if state is None:
        raise Refused("improvement.not_now")
    evaluation.state = state.value


def said(text: str, code: str = "improvement.words_missing", field: str = "", most: int = 500) -> str:
    """The text without its margins; Refused(code) when nothing is left."""
    stripped = text.replace("\x00", "").strip()[:most]
    if not stripped:
        raise Refused(code, field=field)
    return stripped


def deadline(due: date, at: datetime) -> date:
    """Refused: `improvement.due_day`."""
    if not day(at) < due <= day(at) + LONGEST:
        raise Refused("improvement.due_day", field="due")
    return due


def tell_owner(evaluation: Evaluation, kind: str, subject: object, body: object, *, at: datetime, by: object) -> None:
    """In the caller's act: its owner, and who heads its unit."""
    link = evaluation.get_absolute_url()
    told = dict.fromkeys(queries.owner_accounts(evaluation, day(at)))
    messages = [Message(kind=kind, subject=subject, body=body, link=link, account_id=one) for one in told]
    if messages:
        tell(messages, about=("improvement.evaluation", evaluation.pk), at=at, by=by)  # type: ignore[arg-type]


later = lazy(lambda words, facts: words() % facts, str)  # each reads his own language
