"""Dashboards by e-mail: ordered, cancelled, sent when their day has come, and only as long as one may see them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from penata.foundation import queue
from penata.foundation.accounts.queries import standing_of
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.notices.actions import tell
from penata.foundation.notices.rules import Message
from penata.foundation.refusals import Refused

from .. import queries
from ..models import Subscription
from ..queries import Place


@transaction.atomic
def subscribe(where: Place, *, account_id: int, rhythm: str, by: Actor, at: datetime) -> Subscription:
    """Have a screen sent each week or month. Refused: `dashboards.already_sent` when it is already."""
    mine = Subscription.objects.filter(account=account_id, board=where.board, ended_at__isnull=True)
    if mine.filter(unit=where.unit_id).exists():
        raise Refused("dashboards.already_sent", field="rhythm")
    row = Subscription.objects.create(
        account_id=account_id, board=where.board, unit=queries.unit(where.unit_id), rhythm=rhythm,
        since=timezone.localtime(at).date(),
    )  # fmt: skip
    record(by=by, act="dashboards.subscribe", about=_about(row), at=at, board=where.board, rhythm=rhythm)
    return row


@transaction.atomic
def unsubscribe(row: Subscription, *, because: str = "", by: Actor, at: datetime) -> None:
    """No longer; nothing happens when it had ended."""
    if Subscription.objects.filter(pk=row.pk, ended_at__isnull=True).update(ended_at=at):
        record(by=by, act="dashboards.unsubscribe", about=_about(row), because=because, at=at)


@transaction.atomic
def queue_due(*, at: datetime) -> int:
    """One job for each screen whose day has come; how many."""
    due = queries.due_subscriptions(timezone.localtime(at).date())
    for row in due:
        queue.defer("dashboards.send", lock=f"dashboards.send.{row.pk}", subscription=row.pk)
    return len(due)


@transaction.atomic
def send(subscription: int, *, at: datetime) -> bool:
    """Send one screen, unless it was sent for this day; ends where its reader may no longer see it."""
    today = timezone.localtime(at).date()
    row = Subscription.objects.select_for_update(of=("self",)).filter(pk=subscription, ended_at__isnull=True).first()
    if row is None or row not in queries.due_subscriptions(today):
        return False
    account = queries.account(row.account_id)
    who = queries.viewer(standing_of(account, today)) if account else None
    where = queries.place(who, row.board, on=today, unit=row.unit_id, service=None, area=None) if who else None
    if where is None:
        unsubscribe(row, because="tidak lagi berwenang", by=Actor.system(), at=at)
        return False
    row.sent_on = today
    row.save(update_fields=["sent_on"])
    tell([_letter(row, where)], at=at, about=("dashboards.subscription", row.pk))
    record(by=Actor.system(), act="dashboards.send", about=_about(row), at=at, board=row.board)
    return True


def _letter(row: Subscription, where: Place) -> Message:
    found = queries.board(where)

    def subject() -> str:
        return _("Dasbor %(board)s") % {"board": where.name or queries.BOARDS[row.board]}

    def body() -> str:
        return "\n\n".join(queries.sentences(found))

    path = reverse("dashboards:board", args=[row.board])
    return Message(
        kind="dashboards.sent",
        subject=lazy(subject, str)(),
        body=lazy(body, str)(),
        link=f"{path}?{where.query}" if where.query else path,
        account_id=row.account_id,
    )


def _about(row: Subscription) -> tuple[str, int, str]:
    return ("dashboards.subscription", row.pk, str(queries.BOARDS[row.board]))
