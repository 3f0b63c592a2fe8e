from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import F, QuerySet

from .models import WAITING, Channel, Notice, Preference, Webhook


@dataclass(frozen=True, slots=True)
class Addressee:
    """How an account is reached: its e-mail address and language, and the kinds that it does not want by e-mail."""

    email: str
    language: str
    not_by_email: frozenset[str]


def addressees(
    account_ids: Collection[int], kinds: Collection[str]
) -> tuple[dict[int, Addressee], list[tuple[int, str]]]:
    """The active accounts among these, and (webhook, kind) for each webhook that wants one of the kinds. One query."""
    sql = """
        select account.id, account.email, account.language,
               (select array_agg(kind) from notices_preference
                where account_id = account.id and not by_email) as refused
        from accounts_account account where account.id = any(%s) and account.is_active
        union all
        select -hook.id, '', kind, null
        from notices_webhook hook, unnest(%s::text[]) as kind
        where hook.is_active and (hook.kinds = '{}' or kind = any(hook.kinds))
    """
    found: dict[int, Addressee] = {}
    hooks: list[tuple[int, str]] = []
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(account_ids), list(kinds)])
        for key, email, language, refused in cursor.fetchall():
            if key > 0:
                found[key] = Addressee(email, language, frozenset(refused or ()))
            else:
                hooks.append((-key, language))
    return found, hooks


def due(at: datetime, act: str = "") -> QuerySet[Notice]:
    """Notices that wait to be sent at this instant, the oldest first; locked ones are left to who locked them."""
    waiting = Notice.objects.filter(WAITING, deliver_after__lte=at).exclude(channel=Channel.IN_APP)
    if act:
        waiting = waiting.filter(act=act)
    return waiting.order_by("deliver_after", "id").select_for_update(skip_locked=True, of=("self",))


def seen_by(account_id: int, at: datetime) -> QuerySet[Notice]:
    """An account's notices in the application, the newest first."""
    return Notice.objects.filter(
        recipient_id=account_id, channel=Channel.IN_APP, cancelled_at__isnull=True, deliver_after__lte=at
    ).order_by("-deliver_after", "-id")


_UNREAD = """
select count(*) from (
    select from notices_notice
    where recipient_id = %s and channel = %s and cancelled_at is null and deliver_after <= %s and read_at is null
    limit %s
) unread
"""


def unread_count(account_id: int, at: datetime, most: int = 100) -> int:
    """How many of `seen_by` are unread; counting stops at `most`. On every page of the desk, so written out."""
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, [account_id, Channel.IN_APP, at, most])
        return int(cursor.fetchone()[0])


def failed() -> QuerySet[Notice]:
    """What was tried in vain until the end, the newest first."""
    return (
        Notice.objects.filter(failed_at__isnull=False)
        .select_related("recipient", "webhook")
        .order_by(F("failed_at").desc(), "-id")
    )


def waiting_since(at: datetime) -> int:
    """How many notices should have left before this instant: the measure of a dead worker or mail server."""
    return Notice.objects.filter(WAITING, created_at__lt=at).exclude(channel=Channel.IN_APP).count()


def webhooks() -> QuerySet[Webhook]:
    return Webhook.objects.order_by("name", "id")


def preferences(account_id: int, kinds: Iterable[str]) -> dict[str, bool]:
    """Kind → whether it is wanted by e-mail."""
    stated = dict(Preference.objects.filter(account_id=account_id).values_list("kind", "by_email"))
    return {kind: stated.get(kind, True) for kind in kinds}
