"""What awaits someone, by e-mail at the hour that he chose: queued, sent once a day, never when nothing awaits."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_lazy, ngettext

from penata.foundation import queue
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor, name_acts
from penata.foundation.notices.actions import tell
from penata.foundation.notices.rules import Message
from penata.foundation.refusals import Refused, put_into_words
from penata.foundation.ui.templatetags.words import deadline_words

from .. import queries
from ..models import Digest
from ..queries import Letter, Line, Thing
from ..rules import DIGEST_ROWS, first_day

put_into_words(
    {"desk.no_email": lambda: gettext("Akun Anda belum mempunyai alamat surel. Mintalah administrator mengisinya.")}
)
name_acts(
    {
        "desk.choose_digest": gettext_lazy("Memilih ringkasan harian"),
        "desk.send_digest": gettext_lazy("Mengirim ringkasan harian"),
    }
)


@transaction.atomic
def choose_digest(*, account_id: int, hour: int | None, by: Actor, at: datetime) -> Digest:
    """From the next time of this hour on; None: no longer. Refused: `desk.no_email` without an address."""
    account = queries.account_of(account_id)
    if hour is not None and (account is None or not account.email):
        raise Refused("desk.no_email", field="hour")
    now = timezone.localtime(at)
    since = now.date() if hour is None else first_day(hour, now)
    row, _is_new = Digest.objects.update_or_create(account_id=account_id, defaults={"hour": hour, "since": since})
    record(by=by, act="desk.choose_digest", about=_about(account_id), at=at, hour=hour)
    return row


@transaction.atomic
def queue_digests(*, at: datetime) -> int:
    """One job for each digest whose hour has come; how many."""
    due = queries.due_digests(at)
    for key in due:
        queue.defer("desk.send_digest", lock=f"desk.send_digest.{key}", account=key)
    return len(due)


@transaction.atomic
def send_digest(account_id: int, *, at: datetime) -> bool:
    """Send one, unless this day's was sent or nothing awaits; whether it was sent. A job that runs twice sends once."""
    row = Digest.objects.select_for_update().filter(pk=account_id).first()
    if row is None or not queries.is_due(row, at):
        return False
    row.looked_on = timezone.localdate(at)
    row.save(update_fields=["looked_on"])
    account = queries.account_of(account_id)
    if account is None or not account.is_active or not account.email:
        return False
    with translation.override(account.language):
        letter = queries.letter_for(account, at=at)
        if not letter.page.total:
            return False
        message = _message(letter, account.email, account.language, timezone.localdate(at))
    tell([message], at=at, about=("desk.digest", account_id))
    record(by=Actor.system(), act="desk.send_digest", about=_about(account_id), at=at, count=letter.page.total)
    return True


def _message(letter: Letter, email: str, language: str, on: date) -> Message:
    count = letter.page.total
    subject = ngettext("%(n)s hal menunggu Anda", "%(n)s hal menunggu Anda", count) % {"n": count}
    if letter.late:
        late = ngettext("%(n)s terlambat", "%(n)s terlambat", letter.late) % {"n": letter.late}
        subject = f"{subject}, {late}"
    shown = letter.page.rows[:DIGEST_ROWS]
    lines = [_line(row, letter) for row in shown]
    if count > len(shown):
        more = count - len(shown)
        lines.append(ngettext("Dan %(n)s hal lain.", "Dan %(n)s hal lain.", more) % {"n": more})
    lines.append(
        gettext("Ubah jam atau hentikan kiriman ini: %(address)s") % {"address": _full(reverse("desk:digest"))}
    )
    body = "\n\n".join(lines)
    return Message(
        kind="desk.digest", subject=subject, body=body, link=reverse("desk:desk"), email=email, language=language
    )


def _line(row: Line | Thing, letter: Letter) -> str:
    """What it is, by when, and where. Of reports whose words are kept in the house, the number alone."""
    by_when = "" if row.days_left is None else f" ({deadline_words(row.days_left)[0]})"
    if isinstance(row, Thing):
        return f"{row.label}{by_when}\n{_full(row.address)}"
    name = row.reference if row.id in letter.silent else f"{row.reference} · {row.title}"
    return f"{name}{by_when}\n{_full(reverse('cases:case', args=[row.reference]))}"


def _full(path: str) -> str:
    return f"{settings.PUBLIC_ADDRESS}{path}"


def _about(account_id: int) -> tuple[str, int, str]:
    return ("desk.digest", account_id, "")
