from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone, translation

from ... import queue
from ...journal.rules import Actor
from ..models import WAITING, Channel, Notice
from ..queries import Addressee, addressees
from ..rules import UNDO_TIME, Message

_COLUMNS = (
    "act", "recipient_id", "address", "webhook_id", "channel", "kind", "subject", "body", "link",
    "about_kind", "about_key", "created_at", "deliver_after", "attempts", "last_error",
)  # fmt: skip
Row = tuple[Any, ...]


def tell(
    messages: Sequence[Message],
    *,
    at: datetime,
    about: tuple[str, int | str],
    act: str = "",
    by: Actor | None = None,
) -> str:
    """Write what an act tells, in its transaction; it leaves ten seconds later unless it is taken back.

    `about` is the record's kind and key. Whoever acts (`by`) is not told of his own act. Returns the act's key for
    `take_back`, made up when none is given. Three queries in all, however many are told.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a notice is written in the transaction of its act")
    act = act or secrets.token_hex(12)
    accounts = {message.account_id for message in messages if message.account_id is not None}
    if by is not None:
        accounts.discard(by.id)
    to_hooks = {message.kind: message for message in messages if message.webhook}
    found, hooks = addressees(accounts, to_hooks) if accounts or to_hooks else ({}, [])
    rows = [row for message in messages for row in _rows(message, found)]
    rows += [(None, "", hook, Channel.WEBHOOK.value, kind, "", "", to_hooks[kind].link) for hook, kind in hooks]
    if rows:
        _insert(rows, act, about, at)
        if any(row[3] != Channel.IN_APP.value for row in rows):
            queue.defer("notices.deliver", at=at + UNDO_TIME, act=act)
    return act


def take_back(
    *, act: str = "", about: tuple[str, int | str] | None = None, by: Actor | None = None, at: datetime | None = None
) -> int:
    """Cancel what an act told, or all that was told about a record, as far as it has not left.

    Returns how many notices nobody will see. The act that takes back is journaled where it belongs.
    """
    if not act and about is None:
        raise ValueError("take back what?")
    at = at or timezone.now()
    notices = Notice.objects.filter(WAITING, deliver_after__gt=at, attempts=0)
    if act:
        notices = notices.filter(act=act)
    if about is not None:
        notices = notices.filter(about_kind=about[0], about_key=str(about[1]))
    return notices.update(cancelled_at=at)


def _rows(message: Message, found: dict[int, Addressee]) -> Iterator[Row]:
    """(recipient, address, webhook, channel, kind, subject, body, link) for each channel of a recipient."""
    kind, link = message.kind, message.link
    if message.account_id is not None:
        addressee = found.get(message.account_id)
        if addressee is None:
            return
        subject, body = _text(message, addressee.language)
        yield message.account_id, "", None, Channel.IN_APP.value, kind, subject, body, link
        if addressee.email and kind not in addressee.not_by_email:
            yield message.account_id, addressee.email, None, Channel.EMAIL.value, kind, subject, body, link
    elif message.email:
        subject, body = _text(message, message.language)
        yield None, message.email[:254], None, Channel.EMAIL.value, kind, subject, body, link


def _text(message: Message, language: str) -> tuple[str, str]:
    if isinstance(message.subject, str) and isinstance(message.body, str):
        return message.subject[:250], message.body
    with translation.override(language):
        return str(message.subject)[:250], str(message.body)


def _insert(rows: list[Row], act: str, about: tuple[str, int | str], at: datetime) -> None:
    rest = (about[0], str(about[1]), at, at + UNDO_TIME, 0, "")
    values = [value for row in rows for value in (act, *row, *rest)]
    line = f"({', '.join(['%s'] * len(_COLUMNS))})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into notices_notice ({', '.join(_COLUMNS)}) values {', '.join([line] * len(rows))}",  # noqa: S608 own names
            values,
        )
