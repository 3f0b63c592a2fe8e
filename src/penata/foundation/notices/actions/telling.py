from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.utils import translation

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
    *messages: Message,
    about: models.Model | tuple[str, int | str],
    by: Actor,
    at: datetime,
    act: str = "",
) -> str:
    """Write what an act tells, in its transaction; it leaves ten seconds later unless it is taken back.

    Accounts get it in the application, and by e-mail unless they do not want that kind so; whoever acts is not told
    of his own act. Returns the key for `take_back`: keep it with what can be undone. Three queries in all.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a notice is written in the transaction of its act")
    act = act or secrets.token_hex(12)
    accounts = {to.account_id for message in messages for to in message.to if to.account_id is not None}
    accounts.discard(by.id)
    found, hooks = addressees(accounts, {message.kind for message in messages})
    subject = about if isinstance(about, tuple) else (about._meta.label_lower, about.pk)
    rows = [row for message in messages for row in _rows(message, found)]
    rows += [(None, "", hook, Channel.WEBHOOK.value, kind, "", "", _link(messages, kind)) for hook, kind in hooks]
    if rows:
        _insert(rows, act, subject, at)
        if any(row[3] != Channel.IN_APP for row in rows):
            queue.defer("notices.deliver", at=at + UNDO_TIME, act=act)
    return act


def take_back(*, act: str, at: datetime) -> int:
    """Cancel what an act told, as far as it has not left. Returns how many notices nobody will see."""
    return Notice.objects.filter(WAITING, act=act, deliver_after__gt=at).update(cancelled_at=at)


def _rows(message: Message, found: dict[int, Addressee]) -> Iterator[Row]:
    """(recipient, address, webhook, channel, kind, subject, body, link) for each recipient and channel."""
    texts: dict[str, tuple[str, str]] = {}
    for to in message.to:
        if to.account_id is None:
            subject, body = _text(message, to.language, texts)
            yield None, to.email[:254], None, Channel.EMAIL.value, message.kind, subject, body, message.link
        elif (addressee := found.get(to.account_id)) is not None:
            subject, body = _text(message, addressee.language, texts)
            yield to.account_id, "", None, Channel.IN_APP.value, message.kind, subject, body, message.link
            if addressee.email and message.kind not in addressee.not_by_email:
                address = addressee.email
                yield to.account_id, address, None, Channel.EMAIL.value, message.kind, subject, body, message.link


def _text(message: Message, language: str, known: dict[str, tuple[str, str]]) -> tuple[str, str]:
    if language not in known:
        with translation.override(language):
            known[language] = str(message.subject)[:250], str(message.body)
    return known[language]


def _link(messages: tuple[Message, ...], kind: str) -> str:
    return next((message.link for message in messages if message.kind == kind), "")


def _insert(rows: list[Row], act: str, about: tuple[str, int | str], at: datetime) -> None:
    rest = (about[0], str(about[1]), at, at + UNDO_TIME, 0, "")
    values = [value for row in rows for value in (act, *row, *rest)]
    line = f"({', '.join(['%s'] * len(_COLUMNS))})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into notices_notice ({', '.join(_COLUMNS)}) values {', '.join([line] * len(rows))}",  # noqa: S608 own names
            values,
        )
