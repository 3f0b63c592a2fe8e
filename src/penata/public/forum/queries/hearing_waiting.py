"""What of hearings and conversations waits for those who head their units."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from penata.foundation.accounts.rules import Standing
from penata.foundation.awaiting import Awaiting
from penata.foundation.calendars.queries import calendar

from ..models import Comment, Conversation, Hearing, Meeting, Phase, Statement
from ..rules.phases import Act
from .running import runner

SOON = timedelta(days=3)  # before a phase in which people take part ends
READ_DAYS = 2  # working days within which a contribution is read
MINUTES_DAYS = 5  # working days within which minutes are signed


def awaiting_hearings(standing: Standing, on: date) -> list[Awaiting]:
    """Of those whose unit he heads himself or above; few queries where nothing is open, six at most."""
    if not standing.is_active or not standing.heads:
        return []
    who = runner(standing, on=on)
    running = Hearing.objects.filter(published_at__isnull=False, cancelled_at=None, concluded_at=None).annotate(
        first=Min("phases__period__startswith", filter=Q(phases__unit__contains=[Act.CONCLUDE])),
        last=Max("phases__period__endswith", filter=Q(phases__unit__contains=[Act.CONCLUDE])),
    )
    hearings = list(running.filter(unit__in=who.below))
    lines = _statements(Conversation.objects.filter(unit__in=who.below))
    return [*_of_hearings(hearings, on), *lines] if hearings else lines


def _of_hearings(mine: list[Any], on: date) -> list[Awaiting]:
    lines = _comments(mine)
    lines += [_minutes(meeting) for meeting in _unsigned(mine, on)]
    lines += [_outcome(hearing, on) for hearing in mine if hearing.first is not None and hearing.first <= on]
    return lines + [_ending(phase) for phase in _ending_soon(mine, on)]


def _comments(mine: list[Any]) -> list[Awaiting]:
    rows = Comment.objects.filter(hearing__in=mine, state="waiting").values("hearing", "hearing__title")
    return [
        _to_read(row["n"], row["hearing__title"], row["at"], reverse("forum:review", args=[row["hearing"]]))
        for row in rows.annotate(n=Count("pk"), at=Min("made_at")).order_by("hearing")
    ]


def _statements(mine: QuerySet[Any]) -> list[Awaiting]:
    rows = Statement.objects.filter(conversation__in=mine, state="waiting", conversation__closed_at=None)
    counted = rows.values("conversation", "conversation__title").annotate(n=Count("pk"), at=Min("made_at"))
    return [
        _to_read(row["n"], row["conversation__title"], row["at"], _run_page(row["conversation"]))
        for row in counted.order_by("conversation")
    ]


def _run_page(conversation: int) -> str:
    return reverse("forum:run_conversation", args=[conversation])


def _to_read(n: int, title: str, at: datetime, address: str) -> Awaiting:
    words = ngettext("%(n)s masukan menunggu diperiksa: %(title)s", "%(n)s masukan menunggu diperiksa: %(title)s", n)
    return Awaiting(
        kind="forum.review", label=words % {"n": n, "title": title},
        why=_("Unit Anda mengurusnya; orang lain membacanya sesudah Anda periksa"),
        due=calendar().add(timezone.localtime(at).date(), READ_DAYS), address=address, at=at,
    )  # fmt: skip


def _unsigned(mine: list[Any], on: date) -> list[Meeting]:
    found = Meeting.objects.filter(hearing__in=mine, minutes_at=None, cancelled_at=None, ends_at__date__lte=on)
    return list(found.order_by("ends_at")[:20])


def _minutes(meeting: Meeting) -> Awaiting:
    held = timezone.localtime(meeting.ends_at).date()
    return Awaiting(
        kind="forum.minutes", label=_("Berita acara: %(title)s") % {"title": meeting.title},
        why=_("Pertemuannya sudah berlangsung; berita acaranya belum disahkan"), due=calendar().add(held, MINUTES_DAYS),
        address=reverse("forum:run_meeting", args=[meeting.hearing_id, meeting.pk]), at=meeting.ends_at,
    )  # fmt: skip


def _outcome(hearing: Hearing, on: date) -> Awaiting:
    return Awaiting(
        kind="forum.outcome", label=_("Hasil konsultasi: %(title)s") % {"title": hearing.title},
        why=_("Tahap penetapan hasil sudah mulai; setiap masukan menunggu jawaban"),
        due=getattr(hearing, "last", on) - timedelta(days=1), address=reverse("forum:outcome", args=[hearing.pk]),
        at=hearing.published_at,
    )  # fmt: skip


def _ending_soon(mine: list[Any], on: date) -> list[Phase]:
    taking_part = Q(residents__len__gt=0) | Q(staff__len__gt=0)
    found = Phase.objects.filter(taking_part, hearing__in=mine, period__contains=on)
    return list(found.filter(period__endswith__lte=on + SOON + timedelta(days=1)).select_related("hearing")[:20])


def _ending(phase: Phase) -> Awaiting:
    words = {"phase": phase.title, "title": phase.hearing.title}
    return Awaiting(
        kind="forum.phase", label=_("Tahap segera berakhir: %(phase)s, %(title)s") % words,
        why=_("Perpanjang bila perlu, atau siapkan tahap berikutnya"), due=phase.last_day,
        address=reverse("forum:run_hearing", args=[phase.hearing_id]), at=None,
    )  # fmt: skip
