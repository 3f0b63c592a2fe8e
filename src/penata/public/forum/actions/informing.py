"""Those who gave something hear what became of it: those with an account in the application, others by the address
that they left for this and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.foundation.journal.rules import Actor
from penata.foundation.notices.actions import tell
from penata.foundation.notices.rules import Message, name_kinds

from ..models import Attendee, Comment, Hearing, Meeting, Statement
from ..rules.secrets import secret_of

Sentence = Callable[[dict[str, str]], tuple[str, str]]
SENTENCES: dict[str, Sentence] = {
    "removed": lambda w: (
        _("Masukan Anda tidak ditampilkan: %(title)s") % w,
        _("Alasannya: %(because)s Anda dapat menulis lagi tanpa bagian itu selama masih dibuka.") % w,
    ),
    "concluded": lambda w: (
        _("Hasil konsultasi: %(title)s") % w,
        _("Masukan Anda: %(count)s. Di sini tertulis apa yang diputuskan tentang tiap masukan, dengan alasannya.") % w,
    ),
    "hearing_cancelled": lambda w: (_("Konsultasi dibatalkan: %(title)s") % w, _("Alasannya: %(because)s") % w),
    "registered": lambda w: (
        _("Anda terdaftar: %(title)s") % w,
        _("%(when)s di %(place)s. Sebutkan nama Anda kepada petugas saat datang. Bila Anda batal datang, buka tautan "
          "di bawah agar kursinya dapat dipakai orang lain.") % w,
    ),
    "meeting_cancelled": lambda w: (_("Pertemuan dibatalkan: %(title)s") % w, _("Alasannya: %(because)s") % w),
}  # fmt: skip


def _sentence(kind: str, words: dict[str, str], place: int) -> str:
    return SENTENCES[kind](words)[place]


_later = lazy(_sentence, str)


def _say(kind: str, to: Iterable[tuple[int | None, str]], link: str, **words: Any) -> list[Message]:
    """A message to each (account, address) once."""
    said = {name: str(value) for name, value in words.items()}
    return [
        Message(
            kind=f"forum.{kind}", subject=_later(kind, said, 0), body=_later(kind, said, 1), link=link,
            account_id=account, email="" if account else email,
        )
        for account, email in dict.fromkeys(to)
        if account or email
    ]  # fmt: skip


def tell_removed(given: Comment | Statement, *, by: Actor, at: datetime) -> None:
    """Who gave it, and why others do not see it."""
    about: Hearing | Any = given.hearing if isinstance(given, Comment) else given.conversation
    messages = _say(
        "removed",
        [(given.account_id, given.email)],
        about.get_absolute_url(),
        title=about,
        because=given.removed_because,
    )
    if messages:
        tell(messages, about=("forum.contribution", given.pk), by=by, at=at)


def tell_concluded(hearing: Hearing, *, by: Actor, at: datetime) -> int:
    """Each contributor once, with how many of his contributions were decided; how many were told."""
    counts: dict[tuple[int | None, str], int] = {}
    for given in [*_given(Comment, hearing=hearing), *_given(Statement, conversation__hearing=hearing)]:
        counts[given] = counts.get(given, 0) + 1
    link = reverse("forum:contributions", args=[hearing.pk])
    messages = [
        message for to, count in counts.items() for message in _say("concluded", [to], link, title=hearing, count=count)
    ]
    if messages:
        tell(messages, about=("forum.hearing", hearing.pk), by=by, at=at)
    return len(messages)


def _given(model: Any, **of: Any) -> list[tuple[int | None, str]]:
    return list(model.objects.filter(state="shown", **of).exclude(digest="").values_list("account_id", "email"))


def tell_hearing_cancelled(hearing: Hearing, *, by: Actor, at: datetime) -> None:
    """Those who gave something or registered for a meeting."""
    to = [*_given(Comment, hearing=hearing), *_given(Statement, conversation__hearing=hearing)]
    to += [(None, email) for email in _registered(Attendee.objects.filter(meeting__hearing=hearing))]
    messages = _say(
        "hearing_cancelled", to, hearing.get_absolute_url(), title=hearing, because=hearing.cancelled_because
    )
    if messages:
        tell(messages, about=("forum.hearing", hearing.pk), by=by, at=at)


def attending_link(attendee: Attendee) -> str:
    """The path of the page where who registered may withdraw."""
    secret = secret_of(settings.SECRET_KEY, "attendee", attendee.key)
    return reverse("forum:attending", args=[attendee.meeting.hearing_id, attendee.meeting_id, attendee.pk, secret])


def tell_registered(attendee: Attendee, *, at: datetime) -> None:
    """Who left an address: when and where, and the link with which he withdraws."""
    meeting = attendee.meeting
    when = date_format(timezone.localtime(meeting.starts_at), "l, j F Y H.i")
    to = [(None, attendee.email)]
    messages = _say("registered", to, attending_link(attendee), title=meeting, when=when, place=meeting.place)
    if messages:
        tell(messages, about=("forum.attendee", attendee.pk), by=Actor(None, "Peserta"), at=at)


def tell_meeting_cancelled(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """Those who registered with an address."""
    to = [(None, email) for email in _registered(meeting.attendees.all())]
    link = meeting.hearing.get_absolute_url()
    messages = _say("meeting_cancelled", to, link, title=meeting, because=meeting.cancelled_because)
    if messages:
        tell(messages, about=("forum.meeting", meeting.pk), by=by, at=at)


def _registered(attendees: Any) -> list[str]:
    return list(attendees.filter(withdrawn_at=None).exclude(email="").values_list("email", flat=True))


name_kinds(
    {
        "forum.removed": gettext_lazy("Masukan saya tidak ditampilkan"),
        "forum.concluded": gettext_lazy("Hasil konsultasi yang saya ikuti"),
        "forum.hearing_cancelled": gettext_lazy("Konsultasi yang saya ikuti dibatalkan"),
        "forum.registered": gettext_lazy("Pendaftaran saya pada pertemuan konsultasi"),
        "forum.meeting_cancelled": gettext_lazy("Pertemuan yang saya ikuti dibatalkan"),
    }
)
