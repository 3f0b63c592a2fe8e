"""Topics are opened and posts written: once for each key, shown at once, or after the address is confirmed, or after
a moderator has looked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.structure import queries as structure
from penata.public.catalog.models import Service

from .. import queries
from ..models import Follow, Participant, Post, Topic
from ..rules.secrets import digest_of, secret_of
from ..rules.spam import TRAP, Written, marks_of
from ..rules.writing import PostDraft, TopicDraft, checked_title, checked_words
from .following import follow_row
from .keeping import counted, day, journal_forum, locked
from .participants import Writer, confirm_participant
from .telling import Said, send, to_author, to_positions

LATELY = timedelta(minutes=10)
EARLIER = 5  # posts that a new one is compared with


@dataclass(frozen=True, slots=True)
class Outcome:
    """The post, and whether it was new."""

    post: Post
    is_new: bool


@transaction.atomic
def open_topic(draft: TopicDraft, writer: Writer, *, by: Actor, at: datetime) -> Outcome:
    """A topic with its first post; the unit is the one that answers for the service, unless one was named.

    Refused: `forum.title_short`, `forum.title_long`, `forum.too_short`, `forum.too_long`, `forum.sent_already`.
    """
    title = checked_title(draft.title)
    draft = replace(draft, post=replace(draft.post, words=checked_words(draft.post.words), thread_id=None))

    def make() -> Topic:
        return Topic.objects.create(
            title=title, service_id=draft.service_id, area_id=draft.area_id, unit_id=draft.unit_id or _unit(draft, at),
            about_label=draft.about_label, about_link=draft.about_link, opened_at=at, last_at=at,
        )  # fmt: skip

    outcome = _write(make, draft.post, writer, is_opening=True, by=by, at=at, also=title)
    if outcome.is_new:
        follow_row(outcome.post.topic, writer.participant, is_confirmed=writer.is_known, at=at)
    return outcome


def _unit(draft: TopicDraft, at: datetime) -> int | None:
    if draft.service_id is None:
        return None
    function = Service.objects.filter(pk=draft.service_id).values_list("function_id", flat=True).first()
    found = structure.accountable(function, draft.area_id, on=day(at)) if function else None
    return found.unit_id if found else None


@transaction.atomic
def write_post(topic: Topic, draft: PostDraft, writer: Writer, *, by: Actor, at: datetime) -> Outcome:
    """A post, or a reply to one. Refused: `forum.closed`, `forum.no_such_post`, `forum.too_short`, `forum.too_long`,
    `forum.sent_already`."""
    draft = replace(draft, words=checked_words(draft.words))

    def make() -> Topic:
        found = locked(topic)
        if found.closed_at is not None or not found.is_shown:
            raise Refused("forum.closed")
        return found

    return _write(make, draft, writer, is_opening=False, by=by, at=at)


def _write(
    make: Callable[[], Topic], draft: PostDraft, writer: Writer, *, is_opening: bool, by: Actor, at: datetime,
    also: str = "",
) -> Outcome:  # fmt: skip
    _take_key(draft.key)
    made = Post.objects.select_related("topic", "author").filter(key=draft.key).first()
    if made is not None:
        if made.author_id != writer.participant.pk:
            raise Refused("forum.sent_already")
        return Outcome(made, is_new=False)
    topic = make()
    thread = _thread(topic, draft.thread_id)
    marks = _marks(f"{also}\n{draft.words}".strip(), writer, is_trapped=draft.is_trapped, at=at)
    post = Post.objects.create(
        key=draft.key, secret_digest=digest_of(secret_of(settings.SECRET_KEY, "post", draft.key)), topic=topic,
        thread=thread, is_opening=is_opening, stance=draft.stance, state=_first_state(writer, marks),
        author=writer.participant, name=writer.name or writer.participant.name, position_id=writer.position_id,
        title_then=writer.title, words=draft.words, at=at, marks=marks, weight=thread.supports if thread else 0,
    )  # fmt: skip
    journal_forum("open_topic" if is_opening else "write_post", topic, by=by, at=at, post=post.pk, state=post.state)
    if post.state == Post.State.SHOWN:
        put_out(post, by=by, at=at)
    elif post.state == Post.State.UNCONFIRMED:
        send(post, to_author(post, "confirm", Said(topic=topic.title, text=post.words)), by=by, at=at)
    else:
        counted(topic)
    return Outcome(post, is_new=True)


def _take_key(key: UUID) -> None:
    """A second click waits until the first one is written."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 4))", [str(key)])


def _thread(topic: Topic, thread_id: int | None) -> Post | None:
    """The post of the first level under which a reply hangs."""
    if thread_id is None:
        return None
    found = Post.objects.select_related("thread").filter(pk=thread_id, topic=topic, state=Post.State.SHOWN).first()
    if found is None:
        raise Refused("forum.no_such_post")
    return None if found.is_opening else found.thread or found


def _first_state(writer: Writer, marks: list[str]) -> Post.State:
    if not writer.is_known:
        return Post.State.UNCONFIRMED
    return Post.State.HELD if marks else Post.State.SHOWN


def _marks(words: str, writer: Writer, *, is_trapped: bool, at: datetime) -> list[str]:
    """Why a moderator looks first; of civil servants, who write under their position, never."""
    if writer.is_staff:
        return []
    return [TRAP] * is_trapped + signs(words, writer.participant, at=at)


def signs(words: str, author: Participant, *, at: datetime, without: int | None = None) -> list[str]:
    """What is odd about the words, beside what their author wrote lately."""
    rows = list(
        Post.objects.filter(author=author, at__gt=at - timedelta(days=7)).exclude(pk=without or 0).exclude(words="")
        .order_by("-at").values_list("words", "at")[:20]
    )  # fmt: skip
    lately = sum(1 for _words, then in rows if then > at - LATELY)
    return marks_of(Written(words, tuple(row[0] for row in rows[:EARLIER]), lately), queries.listed_words())


def put_out(post: Post, *, by: Actor, at: datetime) -> None:
    """The post is shown from now on: count it, and tell whom it concerns. Part of another act."""
    topic = locked(post.topic)
    counted(topic, at)
    if post.is_opening:
        heads = queries.heads_of(topic.unit_id, day(at))
        send(topic, to_positions(topic, "asked", Said(topic=topic.title), heads, day(at)), by=by, at=at)
    elif post.thread is not None and post.thread.author_id != post.author_id:
        said = Said(topic=topic.title, title=post.name, text=post.words)
        if post.thread.state == Post.State.SHOWN:
            send(topic, to_author(post.thread, "replied", said), by=by, at=at)


@transaction.atomic
def confirm_post(post: Post, *, by: Actor, at: datetime) -> Post:
    """Its author opened the link in his letter: it is his, and shown unless something is odd about it."""
    post = (
        Post.objects.select_for_update(of=("self",)).select_related("topic", "author", "thread__author").get(pk=post.pk)
    )
    if post.state != Post.State.UNCONFIRMED:
        return post
    confirm_participant(post.author, at=at)
    Follow.objects.filter(topic=post.topic, participant=post.author, confirmed_at=None).update(confirmed_at=at)
    post.state = Post.State.HELD if post.marks else Post.State.SHOWN
    post.at = at
    post.save(update_fields=["state", "at"])
    journal_forum("confirm_post", post.topic, by=by, at=at, post=post.pk, state=post.state)
    if post.state == Post.State.SHOWN:
        put_out(post, by=by, at=at)
    return post
