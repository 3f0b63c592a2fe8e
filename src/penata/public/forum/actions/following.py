"""Who hears what becomes of a topic. Not journaled: it is nobody's business but his."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from ..models import Follow, Participant, Topic
from ..rules.secrets import digest_of, secret_of
from .participants import RESIDENT, Writer, take_part
from .telling import Said, follow_link, message, send


def follow_row(topic: Topic, participant: Participant, *, is_confirmed: bool, at: datetime) -> Follow:
    """The row, made when there is none; part of another act."""
    key = uuid4()
    row = Follow(
        topic=topic, participant=participant, key=key, since=at, confirmed_at=at if is_confirmed else None,
        secret_digest=digest_of(secret_of(settings.SECRET_KEY, "follow", key)),
    )  # fmt: skip
    Follow.objects.bulk_create([row], ignore_conflicts=True)
    found = Follow.objects.get(topic=topic, participant=participant)
    if is_confirmed and found.confirmed_at is None:
        found.confirmed_at = at
        found.save(update_fields=["confirmed_at"])
    return found


@transaction.atomic
def follow(topic: Topic, writer: Writer, *, at: datetime) -> Follow:
    """Someone who is known follows at once."""
    return follow_row(topic, writer.participant, is_confirmed=writer.is_known, at=at)


@transaction.atomic
def follow_by_email(topic: Topic, name: str, email: str, *, language: str = "id", at: datetime) -> None:
    """He hears nothing but one letter, until he opens the link in it. Says nothing of whether he followed before.

    Refused: `forum.email_missing`, `cases.email_wrong`.
    """
    participant = take_part(name, email, language=language, at=at)
    found = follow_row(topic, participant, is_confirmed=False, at=at)
    if found.confirmed_at is None:
        letter = message("follow", Said(topic=topic.title), link=follow_link(found.key), to=participant)
        send(topic, [letter], by=RESIDENT, at=at)


def confirm_follow(found: Follow, *, at: datetime) -> None:
    """He opened the link of the letter."""
    Follow.objects.filter(pk=found.pk, confirmed_at=None).update(confirmed_at=at)


def unfollow(topic: Topic, participant: Participant) -> None:
    """He hears no more of it."""
    Follow.objects.filter(topic=topic, participant=participant).delete()
