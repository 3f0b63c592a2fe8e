"""What an author does with his own post: change it soon after, take it away, support others'."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from ..models import Flag, Participant, Post, Support, Topic, Wording
from ..models.moderation import Reason
from ..rules.life import may_edit
from ..rules.writing import checked_words
from .keeping import counted, journal_forum, locked, take_away
from .writing import signs

LIVING = (Post.State.UNCONFIRMED, Post.State.HELD, Post.State.SHOWN)


def _own(post: Post) -> Post:
    return Post.objects.select_for_update(of=("self",)).select_related("topic", "author").get(pk=post.pk)


@transaction.atomic
def edit_post(post: Post, words: str, *, by: Actor, at: datetime) -> Post:
    """Other words within half an hour; the former ones are kept. What is odd is looked at by a moderator first.

    Refused: `forum.edit_late`, `forum.not_now`, `forum.too_short`, `forum.too_long`.
    """
    words = checked_words(words)
    topic = locked(post.topic)
    post = _own(post)
    if post.state not in LIVING:
        raise Refused("forum.not_now")
    if not may_edit(post.at, at):
        raise Refused("forum.edit_late", field="words")
    if words == post.words:
        return post
    Wording.objects.create(post=post, words=post.words, until=at)
    post.words, post.edited_at = words, at
    if post.position_id is None:
        post.marks = signs(words, post.author, at=at, without=post.pk)
        if post.marks and post.state == Post.State.SHOWN:
            post.state = Post.State.HELD
    post.save(update_fields=["words", "edited_at", "marks", "state"])
    counted(topic)
    journal_forum("edit_post", topic, by=by, at=at, post=post.pk, state=post.state)
    return post


@transaction.atomic
def remove_post(post: Post, *, by: Actor, at: datetime) -> Post:
    """The author takes his words away; what others wrote below stays. Refused: `forum.not_now`."""
    topic = locked(post.topic)
    post = _own(post)
    if post.state == Post.State.REMOVED:
        return post
    if post.state == Post.State.HIDDEN:  # why it is not shown stays to be read
        raise Refused("forum.not_now")
    take_away(post)
    Flag.objects.filter(post=post, settled_at=None).update(settled_at=at)
    Post.objects.filter(pk=post.pk).update(flags_count=0)
    counted(topic)
    journal_forum("remove_post", topic, by=by, at=at, post=post.pk)
    return post


@transaction.atomic
def support(post: Post, participant: Participant, *, is_wanted: bool = True, at: datetime) -> int:
    """Stand behind a post, or no longer; once a person, however often it is asked. How many do now.

    Not journaled: who supports what is nobody's business but the counts'. Refused: `forum.own_post`, `forum.not_now`.
    """
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if post.state != Post.State.SHOWN:
        raise Refused("forum.not_now")
    if post.author_id == participant.pk:
        raise Refused("forum.own_post")
    if is_wanted:
        Support.objects.bulk_create([Support(post=post, participant=participant, at=at)], ignore_conflicts=True)
    else:
        Support.objects.filter(post=post, participant=participant).delete()
    n = Support.objects.filter(post=post).count()
    Post.objects.filter(pk=post.pk).update(supports=n)
    if post.is_opening:
        Topic.objects.filter(pk=post.topic_id).update(supports=n)
    elif post.thread_id is None:
        Post.objects.filter(Q(pk=post.pk) | Q(thread=post.pk)).update(weight=n)
    return n


@transaction.atomic
def flag(post: Post, *, key: str, reason: str, words: str = "", at: datetime) -> None:
    """Ask a moderator to look; `key` is a digest of who asks, so that he asks once. Not journaled: it decides nothing.

    Refused: `forum.reason_missing`, `forum.not_now`.
    """
    if reason not in Reason.values:
        raise Refused("forum.reason_missing", field="reason")
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if post.state != Post.State.SHOWN:
        raise Refused("forum.not_now")
    words = words.replace("\x00", "").strip()[:500]
    row = Flag(post=post, key=key, reason=reason, words=words, at=at)
    Flag.objects.bulk_create([row], ignore_conflicts=True)
    open_flags = Flag.objects.filter(post=post, settled_at=None).count()
    Post.objects.filter(pk=post.pk).update(flags_count=min(open_flags, 30_000))
