"""A topic of the forum with thousands of posts, written in bulk as years of talk would leave it."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.public.forum import actions
from penata.public.forum.models import Participant, Post, Topic
from penata.public.forum.rules.writing import PostDraft, TopicDraft

WORDS = "Menurut saya lampu di gang ini perlu diperiksa lebih sering, dan warga diberi tahu kapan petugas datang. "
TITLE = "Lampu gang diperiksa lebih sering"
WRITERS, REPLIES = 200, 4  # of each thread


def topic_of(size: int) -> int:
    """The key of an open topic with so many posts: threads of five, by two hundred residents."""
    known = Topic.objects.filter(title=TITLE, is_shown=True, posts_count__gt=size).first()
    if known is not None:  # written again, the same words would wait for a moderator
        return known.pk
    at = timezone.now() - timedelta(days=400)
    people = [
        actions.confirm_participant(actions.take_part(f"Warga {n}", f"warga{n}@bangku.example", at=at), at=at)
        for n in range(WRITERS)
    ]
    draft = TopicDraft(PostDraft(uuid.uuid4(), WORDS), title=TITLE)
    opened = actions.open_topic(draft, actions.Writer(people[0]), by=Actor(None, "Warga"), at=at)
    topic = opened.post.topic
    threads = Post.objects.bulk_create(
        [_post(topic, people, n, None) for n in range(size // (REPLIES + 1))], batch_size=1_000
    )
    replies = [
        _post(topic, people, size + place * REPLIES + n, thread)
        for place, thread in enumerate(threads)
        for n in range(REPLIES)
    ]
    Post.objects.bulk_create(replies, batch_size=1_000)
    Topic.objects.filter(pk=topic.pk).update(posts_count=size + 1, last_at=timezone.now())
    return topic.pk


def _post(topic: Topic, people: list[Participant], number: int, thread: Post | None) -> Post:
    author, at = people[number % WRITERS], topic.opened_at + timedelta(minutes=100 * (number % 5_000))
    return Post(
        key=uuid.uuid4(), secret_digest=uuid.uuid4().hex, topic=topic, thread=thread, state=Post.State.SHOWN,
        stance=("", "for", "against", "proposal")[number % 4] if thread is None else "", author=author,
        name=author.name, words=WORDS * (1 + number % 3), at=at,
        supports=number % 17, weight=number % 17 if thread is None else thread.supports,
    )  # fmt: skip
