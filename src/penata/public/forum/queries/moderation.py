"""The moderator's queue, why each post is in it, what its author wrote before, and the list of words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Appeal, Decision, Flag, ListedWord, Post
from ..models.moderation import Reason

WAITING = Q(state="held") | Q(state="shown", flags_count__gt=0)
MARK_WORDS: dict[str, Promise] = {
    "words": _("memuat kata dari daftar"),
    "links": _("banyak tautan"),
    "capitals": _("hampir seluruhnya huruf besar"),
    "stutter": _("huruf atau kata diulang-ulang"),
    "repeated": _("sama dengan tulisan sebelumnya"),
    "rapid": _("banyak tulisan dalam beberapa menit"),
    "trap": _("dikirim oleh mesin"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A post in the queue, with everything that speaks for looking at it."""

    post: Post
    why: tuple[str, ...]
    flags: tuple[tuple[str, int], ...]  # reason in words, how many


def to_moderate() -> QuerySet[Post]:
    """Held and flagged posts, those first that wait longest."""
    return Post.objects.filter(WAITING).select_related("topic").order_by("at", "pk")


def waiting_rows(posts: list[Post]) -> list[Waiting]:
    """Two queries, however many posts."""
    flags: dict[int, Counter[str]] = {}
    for post_id, reason in Flag.objects.filter(post__in=posts, settled_at=None).values_list("post_id", "reason"):
        flags.setdefault(post_id, Counter())[reason] += 1
    return [
        Waiting(
            post,
            tuple(str(MARK_WORDS[mark]) for mark in post.marks if mark in MARK_WORDS) if post.state == "held" else (),
            tuple((str(Reason(one).label), n) for one, n in flags.get(post.pk, Counter()).most_common()),
        )
        for post in posts
    ]


def open_appeals() -> QuerySet[Appeal]:
    return (
        Appeal.objects.filter(decided_at=None).select_related("decision__post__topic", "decision__post__author")
        .order_by("at", "pk")
    )  # fmt: skip


def decisions_of(post: Post) -> QuerySet[Decision]:
    """What was decided about a post, with the appeals, the newest first."""
    return Decision.objects.filter(post=post).select_related("appeal").order_by("-at", "-pk")


def earlier_decisions(post: Post) -> tuple[int, int]:
    """(posts of its author, how many of them are not shown)."""
    rows = Post.objects.filter(author=post.author_id)
    return rows.count(), rows.filter(state=Post.State.HIDDEN).count()


def flags_of(post: Post) -> QuerySet[Flag]:
    return Flag.objects.filter(post=post).order_by("-at", "-pk")


def last_decisions(most: int = 30) -> QuerySet[Decision]:
    return Decision.objects.select_related("post__topic", "appeal").order_by("-at", "-pk")[:most]


def listed() -> QuerySet[ListedWord]:
    return ListedWord.objects.filter(until=None).order_by("words")


def listed_words() -> list[str]:
    return list(ListedWord.objects.filter(until=None).values_list("words", flat=True))


def waits_since() -> tuple[int, datetime | None]:
    """How many posts wait, and since when."""
    rows = list(Post.objects.filter(WAITING).order_by("at").values_list("at", flat=True)[:100])
    return len(rows), rows[0] if rows else None
