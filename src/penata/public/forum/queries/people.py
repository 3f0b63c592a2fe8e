"""Who takes part, who follows, and whose post it is: by account, by address, by the secret of a link."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from ..models import Follow, Participant, Post, Topic
from ..rules.secrets import digest_of


def participant_of_account(account_id: int) -> Participant | None:
    return Participant.objects.filter(account_id=account_id).first()


def participant_with(email: str) -> Participant | None:
    return Participant.objects.filter(email__iexact=email).exclude(email="").first()


def participant_of_key(key: UUID) -> Participant | None:
    """Of a browser that is known: his address was confirmed, and he was not erased."""
    return Participant.objects.filter(key=key, confirmed_at__isnull=False, erased_at=None).first()


def participant_by_secret(secret: str) -> Participant | None:
    if not 16 <= len(secret) <= 64:
        return None
    return Participant.objects.filter(secret_digest=digest_of(secret), erased_at=None).first()


def post_by_secret(secret: str) -> Post | None:
    """The post of its author's link."""
    if not 16 <= len(secret) <= 64:
        return None
    found = Post.objects.select_related("topic", "author", "thread").filter(secret_digest=digest_of(secret))
    return found.filter(author__erased_at=None).first()


def follow_by_secret(secret: str) -> Follow | None:
    if not 16 <= len(secret) <= 64:
        return None
    return Follow.objects.select_related("topic", "participant").filter(secret_digest=digest_of(secret)).first()


def followers(topic: Topic) -> QuerySet[Follow]:
    """Who is told of the topic; one query with their addresses."""
    return (
        Follow.objects.filter(topic=topic, confirmed_at__isnull=False, participant__erased_at=None)
        .select_related("participant").order_by("pk")
    )  # fmt: skip


def follows(topic_id: int, participant_id: int) -> bool:
    return Follow.objects.filter(topic=topic_id, participant=participant_id, confirmed_at__isnull=False).exists()


def posts_of(participant: Participant) -> QuerySet[Post]:
    """What he wrote, the newest first."""
    return Post.objects.filter(author=participant).select_related("topic").order_by("-at", "-pk")
