"""Moderators decide with a reason that is kept and told; another one decides on an appeal; the list of words."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from ..models import Appeal, Decision, Flag, ListedWord, Post
from ..models.moderation import Reason
from ..rules.spam import plain
from .keeping import counted, journal_forum, locked, must_moderate, said
from .telling import Said, send, to_author
from .writing import put_out

DECIDABLE = (Post.State.HELD, Post.State.SHOWN, Post.State.HIDDEN)


@transaction.atomic
def moderate(
    post: Post, *, is_shown: bool, reason: str = "", because: str = "", by: Actor, at: datetime,
    standing: Standing | None = None,
) -> Decision:  # fmt: skip
    """Show a post or do not. What residents pointed at is settled with it; the author is told, with the reason.

    Refused: `forum.not_moderator`, `forum.not_now`, `forum.own_post`, `forum.reason_missing`, `forum.because_missing`.
    """
    must_moderate(standing)
    if not is_shown and reason not in Reason.values:
        raise Refused("forum.reason_missing", field="reason")
    because = because.strip()[:2_000] if is_shown else said(because, "forum.because_missing", "because", 2_000)
    topic = locked(post.topic)
    post = (
        Post.objects.select_for_update(of=("self",)).select_related("topic", "author", "thread__author").get(pk=post.pk)
    )
    if post.state not in DECIDABLE or Appeal.objects.filter(decision__post=post, decided_at=None).exists():
        raise Refused("forum.not_now")
    if by.id is not None and post.author.account_id == by.id:
        raise Refused("forum.own_post")
    decision = _decide(post, is_shown, "" if is_shown else reason, because, by=by, at=at)
    journal_forum(
        "show_post" if is_shown else "hide_post",
        topic,
        by=by,
        at=at,
        because=because[:500],
        post=post.pk,
        reason=decision.reason,
    )
    words = Said(topic=topic.title, text=because, state=Reason(reason).label if decision.reason else "")
    send(post, to_author(post, "shown" if is_shown else "hidden", words), by=by, at=at)
    return decision


def _decide(post: Post, is_shown: bool, reason: str, because: str, *, by: Actor, at: datetime) -> Decision:
    was = post.state
    post.state = Post.State.SHOWN if is_shown else Post.State.HIDDEN
    post.flags_count = 0
    post.save(update_fields=["state", "flags_count"])
    Flag.objects.filter(post=post, settled_at=None).update(settled_at=at)
    decision = Decision.objects.create(
        post=post, is_shown=is_shown, reason=reason, because=because, at=at, by_id=by.id, by_label=by.label[:200]
    )
    if is_shown and was == Post.State.HELD:
        put_out(post, by=by, at=at)
    else:
        counted(locked(post.topic))
    return decision


@transaction.atomic
def appeal(post: Post, words: str, *, by: Actor, at: datetime) -> Appeal:
    """The author asks that another moderator looks again, once for each decision.

    Refused: `forum.not_now`, `forum.words_missing`.
    """
    words = said(words, "forum.words_missing", "words", 2_000)
    post = Post.objects.select_for_update(of=("self",)).select_related("topic").get(pk=post.pk)
    decision = Decision.objects.filter(post=post).order_by("-at", "-pk").first()
    if post.state != Post.State.HIDDEN or decision is None or Appeal.objects.filter(decision__post=post).exists():
        raise Refused("forum.not_now")
    made = Appeal.objects.create(decision=decision, words=words, at=at, first_by_id=decision.by_id)
    journal_forum("appeal", post.topic, by=by, at=at, post=post.pk)
    return made


@transaction.atomic
def decide_appeal(
    found: Appeal, *, is_granted: bool, answer: str, by: Actor, at: datetime, standing: Standing | None = None
) -> Appeal:
    """Another moderator shows the post after all, or leaves it as it is.

    Refused: `forum.not_moderator`, `forum.same_moderator`, `forum.not_now`, `forum.words_missing`.
    """
    must_moderate(standing)
    answer = said(answer, "forum.words_missing", "answer", 2_000)
    found = Appeal.objects.select_for_update(of=("self",)).select_related(
        "decision__post__topic", "decision__post__author", "decision__post__thread__author"
    ).get(pk=found.pk)  # fmt: skip
    if found.decided_at is not None:
        raise Refused("forum.not_now")
    post = found.decision.post
    if by.id is not None and by.id in {found.first_by_id, post.author.account_id}:
        raise Refused("forum.same_moderator")
    found.decided_at, found.decided_by_id, found.decided_by = at, by.id, by.label[:200]
    found.is_granted, found.answer = is_granted, answer
    found.save()
    if is_granted and post.state == Post.State.HIDDEN:
        _decide(post, True, "", answer, by=by, at=at)
    journal_forum(
        "grant_appeal" if is_granted else "refuse_appeal", post.topic, by=by, at=at, because=answer[:500], post=post.pk
    )
    words = Said(topic=post.topic.title, text=answer)
    send(post, to_author(post, "granted" if is_granted else "refused", words), by=by, at=at)
    return found


@transaction.atomic
def list_word(words: str, *, by: Actor, at: datetime, standing: Standing | None = None) -> ListedWord:
    """Posts with it wait for a moderator from now on. Refused: `forum.not_moderator`, `forum.word_missing`,
    `forum.word_listed`."""
    must_moderate(standing)
    word = plain(words)[:60].strip()
    if len(word) < 2:
        raise Refused("forum.word_missing", field="words")
    if ListedWord.objects.filter(words=word, until=None).exists():
        raise Refused("forum.word_listed", field="words")
    row = ListedWord.objects.create(words=word, since=at, by_label=by.label[:200])
    journal_forum("list_word", row, by=by, at=at, word=word)
    return row


@transaction.atomic
def unlist_word(row: ListedWord, *, by: Actor, at: datetime, standing: Standing | None = None) -> None:
    """Refused: `forum.not_moderator`."""
    must_moderate(standing)
    if ListedWord.objects.filter(pk=row.pk, until=None).update(until=at, until_by=by.label[:200]):
        journal_forum("unlist_word", row, by=by, at=at, word=row.words)
