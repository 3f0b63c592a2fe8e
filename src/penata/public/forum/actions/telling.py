"""What authors, followers and officials are told; each letter to a follower holds the link that ends it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.foundation.journal.rules import Actor
from penata.foundation.notices.actions import tell
from penata.foundation.notices.rules import Message, name_kinds
from penata.organization.people import queries as people

from ..models import Participant, Post, Topic
from ..queries import followers
from ..rules.secrets import secret_of

Sentence = Callable[[dict[str, str]], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Said:
    """What fills the sentences."""

    topic: str = ""
    title: str = ""  # of a position
    text: str = ""
    state: object = ""  # may be a lazy translation
    due: date | None = None


SENTENCES: dict[str, Sentence] = {
    "introduced": lambda w: (
        _("Tautan Anda untuk forum warga"),
        _("Buka tautan di bawah di peramban yang Anda pakai. Sesudah itu Anda dapat menulis, mendukung, dan mengikuti "
          "topik. Bila bukan Anda yang meminta, abaikan surel ini."),
    ),
    "confirm": lambda w: (
        _("Tampilkan tulisan Anda di forum?"),
        _("Anda menulis dalam topik “%(topic)s”: %(text)s\n\nBuka tautan di bawah untuk menampilkannya. Di sana Anda "
          "juga dapat mengubah atau menghapusnya. Bila bukan Anda yang menulis, abaikan surel ini.") % w,
    ),
    "follow": lambda w: (
        _("Ikuti topik “%(topic)s”?") % w,
        _("Buka tautan di bawah untuk menerima kabarnya. Bila bukan Anda yang meminta, abaikan surel ini."),
    ),
    "replied": lambda w: (
        _("Tulisan Anda dibalas: “%(topic)s”") % w,
        _("%(title)s membalas: %(text)s") % w,
    ),
    "shown": lambda w: (
        _("Tulisan Anda ditampilkan"),
        _("Moderator telah memeriksa tulisan Anda dalam topik “%(topic)s”; sekarang semua orang dapat membacanya.") % w,
    ),
    "hidden": lambda w: (
        _("Tulisan Anda tidak ditampilkan"),
        _("Tulisan Anda dalam topik “%(topic)s” tidak ditampilkan. Alasannya: %(state)s. %(text)s\n\nBila Anda tidak "
          "setuju, ajukan banding lewat tautan di bawah; moderator lain yang memutuskan.") % w,
    ),
    "granted": lambda w: (
        _("Banding Anda dikabulkan"),
        _("Tulisan Anda dalam topik “%(topic)s” ditampilkan kembali. %(text)s") % w,
    ),
    "refused": lambda w: (
        _("Banding Anda tidak dikabulkan"),
        _("Moderator lain memeriksa tulisan Anda dalam topik “%(topic)s”. Keputusannya tetap: %(text)s") % w,
    ),
    "answered": lambda w: (
        _("Jawaban resmi: “%(topic)s”") % w,
        _("%(title)s menjawab: %(text)s") % w,
    ),
    "promised": lambda w: (
        _("Jawaban resmi: “%(topic)s”") % w,
        _("%(title)s menjawab: %(text)s\n\nDijanjikan paling lambat %(due)s: %(state)s.") % w,
    ),
    "kept": lambda w: (
        _("Janji ditepati: “%(topic)s”") % w,
        _("%(title)s menyampaikan: %(text)s") % w,
    ),
    "state": lambda w: (
        _("Topik “%(topic)s”: %(state)s") % w,
        _("%(title)s menetapkan keadaan topik ini menjadi “%(state)s”. Alasannya: %(text)s") % w,
    ),
    "closed": lambda w: (
        _("Topik “%(topic)s” ditutup untuk tulisan baru") % w,
        _("%(title)s menutup topik ini untuk tulisan baru. Alasannya: %(text)s\n\nYang sudah ditulis tetap dapat "
          "dibaca, dan Anda tetap dikabari tentang jawaban resminya.") % w,
    ),
    "reopened": lambda w: (
        _("Topik “%(topic)s” dibuka lagi") % w,
        _("%(title)s membuka lagi topik ini untuk tulisan. Alasannya: %(text)s") % w,
    ),
    "asked": lambda w: (
        _("Topik baru untuk unit Anda: “%(topic)s”") % w,
        _("Warga membuka topik tentang tugas unit Anda. Bacalah, dan jawablah bila perlu."),
    ),
}  # fmt: skip


def _words(said: Said) -> dict[str, str]:
    due = date_format(said.due, "l, j F Y") if said.due else ""
    return {"topic": said.topic, "title": said.title, "text": said.text[:1_500], "state": str(said.state), "due": due}


def _sentence(kind: str, said: Said, place: int, unfollow: str) -> str:
    text = SENTENCES[kind](_words(said))[place]
    if place and unfollow:
        text += "\n\n" + _("Tidak ingin menerima kabar topik ini lagi? %(address)s") % {"address": unfollow}
    return text


_later = lazy(_sentence, str)  # each recipient reads his own language


def message(kind: str, said: Said, *, link: str, to: Participant, unfollow: str = "") -> Message:
    """To an account in the application, else by e-mail in the participant's language."""
    subject, body = _later(kind, said, 0, ""), _later(kind, said, 1, unfollow)
    if to.account_id is not None:
        return Message(kind=f"forum.{kind}", subject=subject, body=body, link=link, account_id=to.account_id)
    return Message(
        kind=f"forum.{kind}", subject=subject, body=body, link=link, email=to.email, language=to.language
    )  # fmt: skip


def own_link(post: Post) -> str:
    """The path of the author's secret link to his post."""
    return reverse("forum:own", args=[secret_of(settings.SECRET_KEY, "post", post.key)])


def to_participant(participant: Participant, kind: str) -> Message:
    """With the link that makes his browser known."""
    secret = secret_of(settings.SECRET_KEY, "participant", participant.key)
    return message(kind, Said(), link=reverse("forum:known", args=[secret]), to=participant)


def to_author(post: Post, kind: str, said: Said) -> list[Message]:
    """Of his own post, with his own link."""
    return [message(kind, said, link=own_link(post), to=post.author)]


def to_followers(topic: Topic, kind: str, said: Said, *, without: Iterable[int] = ()) -> list[Message]:
    """All who follow the topic; each with the link that ends it."""
    link, skipped = topic.get_absolute_url(), set(without)
    return [
        message(
            kind, said, link=link, to=follow.participant, unfollow=settings.PUBLIC_ADDRESS + follow_link(follow.key)
        )
        for follow in followers(topic)
        if follow.participant_id not in skipped
    ]


def follow_link(key: UUID) -> str:
    """The path of the page where following is confirmed or ended."""
    return reverse("forum:follows", args=[secret_of(settings.SECRET_KEY, "follow", key)])


def to_positions(topic: Topic, kind: str, said: Said, positions: Iterable[int], on: date) -> list[Message]:
    """Those who answer at positions that day."""
    accounts = {account for found in people.accounts_of_many(positions, on).values() for account in found}
    return [
        Message(
            kind=f"forum.{kind}", subject=_later(kind, said, 0, ""), body=_later(kind, said, 1, ""),
            link=topic.get_absolute_url(), account_id=account,
        )
        for account in sorted(accounts)
    ]  # fmt: skip


def send(about: Model, messages: list[Message], *, by: Actor, at: datetime) -> None:
    """In the transaction of the act."""
    if messages:
        tell(messages, about=(about._meta.label_lower, about.pk), by=by, at=at)


name_kinds(
    {
        "forum.replied": gettext_lazy("Tulisan saya di forum dibalas"),
        "forum.shown": gettext_lazy("Tulisan saya di forum ditampilkan"),
        "forum.hidden": gettext_lazy("Tulisan saya di forum tidak ditampilkan"),
        "forum.granted": gettext_lazy("Banding saya di forum dikabulkan"),
        "forum.refused": gettext_lazy("Banding saya di forum tidak dikabulkan"),
        "forum.answered": gettext_lazy("Jawaban resmi dalam topik yang saya ikuti"),
        "forum.promised": gettext_lazy("Janji dalam topik yang saya ikuti"),
        "forum.kept": gettext_lazy("Janji yang ditepati dalam topik yang saya ikuti"),
        "forum.state": gettext_lazy("Keadaan topik yang saya ikuti"),
        "forum.closed": gettext_lazy("Topik yang saya ikuti ditutup untuk tulisan"),
        "forum.reopened": gettext_lazy("Topik yang saya ikuti dibuka lagi"),
        "forum.asked": gettext_lazy("Topik forum untuk unit saya"),
    }
)
