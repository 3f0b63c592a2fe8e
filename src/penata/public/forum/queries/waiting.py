"""What in the forum waits for a civil servant: promises, many supporters without an answer, the moderator's queue."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from penata.foundation.accounts.rules import Standing
from penata.foundation.awaiting import Awaiting

from ..models import Appeal, OfficialAnswer, Topic
from ..rules import MODERATE
from .hearing_waiting import awaiting_hearings
from .moderation import waits_since
from .official import open_promises
from .rights import answerable, sight

SOON = timedelta(days=7)
MOST = 30


_STIR = """
select
    exists(select from forum_officialanswer where position_id = any(%(positions)s::bigint[]) and kept_at is null
        and promised_on <= %(soon)s),
    %(is_head)s and exists(select from forum_topic where is_shown and state = 'open' and supports >= %(many)s
        and unit_id is not null),
    %(is_moderator)s and (exists(select from forum_post where state = 'held')
        or exists(select from forum_post where flags_count > 0)
        or exists(select from forum_appeal where decided_at is null)),
    %(is_head)s and (exists(select from forum_hearing where published_at is not null and cancelled_at is null
            and concluded_at is null)
        or exists(select from forum_statement where state = 'waiting'))
"""


def awaiting(standing: Standing, on: date) -> list[Awaiting]:
    """One query that asks whether anything may wait at all, for anybody; then at most ten, of what stirs."""
    if not standing.is_active or not standing.is_staff:
        return []
    has_promised, has_unanswered, has_queue, has_hearings = _stir(standing, on + SOON)
    promises = open_promises(standing.positions).filter(promised_on__lte=on + SOON)[:MOST] if has_promised else ()
    lines = [_promise(row, on) for row in promises]
    if has_unanswered:
        wanted = answerable(sight(standing, on=on)).filter(state="open", supports__gte=settings.FORUM_ANSWER_FROM)
        lines += [_unanswered(topic) for topic in wanted.exclude(unit=None).order_by("-supports", "id")[:MOST]]
    if has_queue:
        lines += _queue(standing)
    return lines + (awaiting_hearings(standing, on) if has_hearings else [])


def _stir(standing: Standing, soon: date) -> tuple[bool, bool, bool, bool]:
    with connection.cursor() as cursor:
        cursor.execute(
            _STIR,
            {
                "positions": list(standing.positions),
                "is_head": bool(standing.heads),
                "is_moderator": standing.may(MODERATE),
                "soon": soon,
                "many": settings.FORUM_ANSWER_FROM,
            },
        )
        promised, unanswered, queue, hearings = cursor.fetchone()
    return promised, unanswered, queue, hearings


def _promise(row: OfficialAnswer, on: date) -> Awaiting:
    is_late = row.promised_on is not None and row.promised_on < on
    return Awaiting(
        kind="forum.promise",
        label=_("Janji di forum: %(promise)s") % {"promise": row.promise},
        why=_("Jabatan Anda menjanjikannya kepada warga, dan tenggatnya sudah lewat") if is_late
        else _("Jabatan Anda menjanjikannya kepada warga"),
        due=row.promised_on,
        address=reverse("forum:keep", args=[row.pk]),
        at=row.at,
    )  # fmt: skip


def _unanswered(topic: Topic) -> Awaiting:
    words = ngettext(
        "%(n)s warga mendukung topik tentang tugas unit Anda, dan belum ada jawaban",
        "%(n)s warga mendukung topik tentang tugas unit Anda, dan belum ada jawaban", topic.supports,
    )  # fmt: skip
    return Awaiting(
        kind="forum.answer",
        label=_("Topik forum: %(title)s") % {"title": topic.title},
        why=words % {"n": topic.supports},
        due=None,
        address=reverse("forum:answer", args=[topic.pk]),
        at=topic.opened_at,
    )


def _queue(standing: Standing) -> list[Awaiting]:
    n, since = waits_since()
    appeals = Appeal.objects.filter(decided_at=None).exclude(first_by_id=standing.account_id).order_by("at")
    lines = []
    if n:
        label = ngettext("%(n)s tulisan forum menunggu diperiksa", "%(n)s tulisan forum menunggu diperiksa", n)
        lines.append(_for_moderator("forum.moderate", label % {"n": n}, since))
    first = appeals.first()
    if first is not None:
        lines.append(_for_moderator("forum.appeal", _("Banding atas putusan moderator"), first.at))
    return lines


def _for_moderator(kind: str, label: str, at: datetime | None) -> Awaiting:
    address = reverse("forum:moderation")
    return Awaiting(kind=kind, label=label, why=_("Anda moderator forum"), due=None, address=address, at=at)
