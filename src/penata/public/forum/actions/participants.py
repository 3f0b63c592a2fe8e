"""Who takes part: known by an account, or by a letter to his address that he opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.notices import actions as notices
from penata.foundation.refusals import Refused
from penata.public.cases.rules import checked_email

from ..models import Follow, Participant, Post, Topic, Wording
from ..queries import participant_of_account, participant_with
from ..rules.secrets import digest_of, secret_of
from ..rules.writing import checked_name
from .keeping import counted, journal_forum, must_moderate, said, take_away
from .telling import send, to_participant

RESIDENT = Actor(None, "Warga")
ERASED_NAME, ERASED_TITLE = "Warga", "(dihapus)"


@dataclass(frozen=True, slots=True)
class Writer:
    """Who acts. `is_known`: by his account, or by this browser, which opened a letter's link; else he must confirm.

    A civil servant writes with his position's title.
    """

    participant: Participant
    is_known: bool = True
    name: str = ""
    position_id: int | None = None
    title: str = ""

    @property
    def is_staff(self) -> bool:
        return self.position_id is not None


def of_account(account_id: int, name: str, *, at: datetime) -> Participant:
    """The participant of an account, made when there is none."""
    found = participant_of_account(account_id)
    if found is not None:
        return found
    key = uuid4()
    facts = {"key": key, "name": name[:80], "since": at, "confirmed_at": at}
    digest = digest_of(secret_of(settings.SECRET_KEY, "participant", key))
    return Participant.objects.get_or_create(account_id=account_id, defaults={**facts, "secret_digest": digest})[0]


@transaction.atomic
def take_part(name: str, email: str, *, language: str = "id", at: datetime) -> Participant:
    """The participant with this address, made when there is none; nothing is his before he opens a letter's link.

    Refused: `forum.name_missing`, `forum.email_missing`, `cases.email_wrong`.
    """
    name, email = checked_name(name), checked_email(email)
    if not email:
        raise Refused("forum.email_missing", field="email")
    found = participant_with(email)
    if found is not None:
        return found
    key = uuid4()
    digest = digest_of(secret_of(settings.SECRET_KEY, "participant", key))
    Participant.objects.bulk_create(
        [Participant(key=key, secret_digest=digest, name=name, email=email, language=language, since=at)],
        ignore_conflicts=True,
    )
    return Participant.objects.get(email__iexact=email)


@transaction.atomic
def introduce(name: str, email: str, *, language: str = "id", at: datetime) -> None:
    """Send him the link with which his browser is known. It says nothing of whether he was here before."""
    participant = take_part(name, email, language=language, at=at)
    send(participant, [to_participant(participant, "introduced")], by=RESIDENT, at=at)


@transaction.atomic
def confirm_participant(participant: Participant, *, at: datetime) -> Participant:
    """He opened the link. Not journaled: nothing was said to the city."""
    Participant.objects.filter(pk=participant.pk, confirmed_at=None).update(confirmed_at=at)
    participant.refresh_from_db()
    return participant


@transaction.atomic
def erase_participant(
    participant: Participant, *, because: str, by: Actor, at: datetime, standing: Standing | None = None
) -> None:
    """Take away who he is and what he wrote, when the law says so; that something was written, and when, stays.

    Refused: `forum.not_moderator`, `forum.because_missing`.
    """
    must_moderate(standing)
    because = said(because, "forum.because_missing", "because", 500)
    posts = list(Post.objects.select_for_update().filter(author=participant))
    topics = {post.topic_id for post in posts}
    for post in posts:
        take_away(post)
        notices.erase(about=("forum.post", post.pk))
    Wording.objects.filter(post__author=participant).delete()
    Post.objects.filter(author=participant).update(name=ERASED_NAME)
    Follow.objects.filter(participant=participant).delete()
    opened = Topic.objects.filter(posts__author=participant, posts__is_opening=True)
    for topic in opened:
        notices.erase(about=("forum.topic", topic.pk))
    Topic.objects.filter(pk__in=[topic.pk for topic in opened]).update(title=ERASED_TITLE)
    for topic in Topic.objects.select_for_update().filter(pk__in=topics):
        counted(topic)
    notices.erase(about=("forum.participant", participant.pk))
    participant.name, participant.email, participant.account, participant.erased_at = ERASED_NAME, "", None, at
    participant.save()
    journal_forum("erase_participant", participant, by=by, at=at, because=because)
