"""What every act in the forum does: lock, ask whether it may, keep the counts and the journal.

A resident's words and name are never in the journal.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Model, Value
from django.utils import timezone

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.public.cases.rules import clean

from .. import queries
from ..models import Post, Topic, Wording
from ..queries.topics import CONFIG
from ..rules import MODERATE


def day(at: datetime) -> date:
    """The city's day of an instant."""
    return timezone.localtime(at).date()


def journal_forum(verb: str, about: Model, *, by: Actor, at: datetime, because: str = "", **details: Any) -> None:
    """One entry per act, on a topic, a post, a hearing …; what it is called there is never what a resident wrote."""
    record(by=by, act=f"forum.{verb}", about=about, because=because, at=at, **details)


def said(text: str, code: str, field: str, most: int = 5_000) -> str:
    """The text without blanks and control characters. Refused: the code when it is empty."""
    text = clean(text)[:most]
    if not text:
        raise Refused(code, field=field)
    return text


def must_moderate(standing: Standing | None) -> None:
    """Refused: `forum.not_moderator`."""
    if standing is not None and not standing.may(MODERATE):
        raise Refused("forum.not_moderator")


def must_answer(topic: Topic, standing: Standing | None, at: datetime) -> None:
    """Refused: `forum.not_yours`, unless the topic is his unit's, or one's that he heads, or he may manage all."""
    if standing is not None and not queries.may_answer(topic, queries.sight(standing, on=day(at))):
        raise Refused("forum.not_yours")


def locked(topic: Topic) -> Topic:
    """The topic as it is now, nobody else acting on it meanwhile."""
    return Topic.objects.select_for_update().get(pk=topic.pk)


def counted(topic: Topic, at: datetime | None = None) -> None:
    """Keep the topic's counts equal to its posts, and whether it is shown; called with the topic locked."""
    shown = Post.objects.filter(topic=topic, state=Post.State.SHOWN)
    opening = Post.objects.get(topic=topic, is_opening=True)
    topic.posts_count = shown.count()
    topic.supports = opening.supports
    # removed by its author, a topic that others wrote in stays: their words are not his to take away
    stays = opening.state == Post.State.REMOVED and topic.posts_count > 0
    topic.is_shown = opening.state == Post.State.SHOWN or stays
    topic.last_at = max(topic.last_at, at) if at else topic.last_at
    topic.save(update_fields=["posts_count", "supports", "is_shown", "last_at"])
    vector = SearchVector(Value(f"{topic.title} {opening.words}"), config=CONFIG)
    Topic.objects.filter(pk=topic.pk).update(search=vector)


def take_away(post: Post) -> None:
    """The words go, and what they said before; a line in the topic says so."""
    Wording.objects.filter(post=post).delete()
    post.state, post.words = Post.State.REMOVED, ""
    post.save(update_fields=["state", "words"])
