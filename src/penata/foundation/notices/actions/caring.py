from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ... import queue
from ...journal.actions import record
from ...journal.rules import Actor, name_acts
from ...refusals import Refused, put_into_words
from ..models import Notice, Preference, Webhook
from ..queries import failed, seen_by

put_into_words(
    {
        "notices.address_not_secure": lambda: _("Alamat webhook harus diawali https://."),
        "notices.address_taken": lambda: _("Alamat itu sudah dipakai webhook lain."),
        "notices.webhook_name_missing": lambda: _("Tuliskan nama sistem penerimanya."),
        "notices.nothing_failed": lambda: _("Tidak ada pemberitahuan gagal yang dapat dicoba lagi."),
    }
)

name_acts(
    {
        "notices.try_again": gettext_lazy("Mencoba lagi pemberitahuan gagal"),
        "notices.save_webhook": gettext_lazy("Menyimpan webhook"),
        "notices.remove_webhook": gettext_lazy("Menghapus webhook"),
    }
)


def mark_read(*, account_id: int, at: datetime, notice_id: int | None = None) -> Notice | None:
    """Mark one notice of an account as read, or all of them. Returns the one, None when it is not his."""
    notices = seen_by(account_id, at)
    if notice_id is None:
        notices.filter(read_at__isnull=True).order_by().update(read_at=at)
        return None
    notice = notices.filter(pk=notice_id).first()
    if notice is not None and notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def prefer(*, account_id: int, by_email: Mapping[str, bool]) -> None:
    """What an account wants by e-mail: kind → yes or no."""
    Preference.objects.bulk_create(
        [Preference(account_id=account_id, kind=kind, by_email=wanted) for kind, wanted in by_email.items()],
        update_conflicts=True,
        unique_fields=["account", "kind"],
        update_fields=["by_email"],
    )


@transaction.atomic
def try_again(*, keys: Collection[int] | None, by: Actor, at: datetime) -> int:
    """Let failed notices wait again (None: all of them), as if never tried. Refused: `notices.nothing_failed`."""
    chosen = failed().select_related(None).order_by()
    if keys is not None:
        chosen = chosen.filter(pk__in=keys)
    count = chosen.update(failed_at=None, attempts=0, deliver_after=at)
    if not count:
        raise Refused("notices.nothing_failed")
    queue.defer("notices.sweep", once="notices.sweep")
    record(by=by, act="notices.try_again", about=("notices.notice", "", ""), at=at, count=count)
    return count


@transaction.atomic
def save_webhook(
    *,
    webhook: Webhook | None = None,
    name: str,
    url: str,
    kinds: Collection[str] = (),
    is_active: bool = True,
    by: Actor,
    at: datetime,
) -> Webhook:
    """Set or change another system's address. Refused: not https, taken, without a name."""
    webhook = webhook or Webhook()
    if not name.strip():
        raise Refused("notices.webhook_name_missing", field="name")
    if urlsplit(url).scheme != "https" and not settings.PENATA_WEBHOOKS_INSIDE:
        raise Refused("notices.address_not_secure", field="url")
    if Webhook.objects.filter(url=url).exclude(pk=webhook.pk).exists():
        raise Refused("notices.address_taken", field="url")
    webhook.name, webhook.url, webhook.is_active = name.strip(), url, is_active
    webhook.kinds = sorted(kinds)
    webhook.save()
    record(by=by, act="notices.save_webhook", about=webhook, at=at, url=url, is_active=is_active)
    return webhook


@transaction.atomic
def remove_webhook(*, webhook: Webhook, by: Actor, at: datetime) -> None:
    """Take another system's address away; what still waits for it goes too."""
    record(by=by, act="notices.remove_webhook", about=webhook, at=at, url=webhook.url)
    Notice.objects.filter(webhook=webhook).delete()
    webhook.delete()


@transaction.atomic
def erase(*, about: models.Model | tuple[str, int | str]) -> int:
    """Blank the words and addresses of all notices about a record, when the law says so. The rows stay, as figures."""
    kind, key = about if isinstance(about, tuple) else (about._meta.label_lower, about.pk)
    return Notice.objects.filter(about_kind=kind, about_key=str(key)).update(subject="", body="", address="", link="")
