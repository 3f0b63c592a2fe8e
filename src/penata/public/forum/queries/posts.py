"""The posts of a topic as everyone reads them: tuples, a page at a time, the same three queries however many."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.utils.functional import Promise

from ..models import Post
from ..models.moderation import Reason
from ..models.post import LISTED

ORDERS = {
    "new": "coalesce(p.thread_id, p.id) desc, p.id",
    "old": "coalesce(p.thread_id, p.id), p.id",
    "supported": "p.weight desc, coalesce(p.thread_id, p.id), p.id",
}

_POSTS = """
select p.id, p.thread_id, p.stance, p.state, p.name, p.title_then, p.words, p.at, p.edited_at, p.supports,
       p.author_id = %(me)s,
       exists(select from forum_support s where s.post_id = p.id and s.participant_id = %(me)s),
       case when p.state = 'hidden' then (select d.reason from forum_decision d where d.post_id = p.id
                                           order by d.at desc, d.id desc limit 1) else '' end,
       case when p.thread_id is not null then (select t.name from forum_post t where t.id = p.thread_id) else '' end,
       p.is_opening
  from forum_post p
 where p.topic_id = %(topic)s and p.state in ('shown', 'hidden', 'removed')
"""

_OLDER = """
select count(*) from forum_post where topic_id = %(topic)s and not is_opening and state = any(%(listed)s)
   and (coalesce(thread_id, id) < %(root)s or (coalesce(thread_id, id) = %(root)s and id < %(id)s))
"""
_NEWER = _OLDER.replace("id) < %(root)s", "id) > %(root)s")


class PostRow(NamedTuple):
    """A post as it is shown; `is_mine` and `is_supported` are the reader's own."""

    id: int
    thread: int | None
    stance: str
    state: str
    name: str
    title: str
    words: str
    at: datetime
    edited_at: datetime | None
    supports: int
    is_mine: bool
    is_supported: bool
    reason: str
    to_name: str
    is_opening: bool = False

    @property
    def stance_label(self) -> str | Promise:
        return Post.Stance(self.stance).label

    @property
    def reason_label(self) -> str | Promise:
        return Reason(self.reason).label if self.reason else ""


def opening(topic_id: int, me: int | None) -> PostRow | None:
    """The first post, which says what the topic is about."""
    found = _rows(_POSTS + " and p.is_opening", topic=topic_id, me=me)
    return found[0] if found else None


def posts(
    topic_id: int, me: int | None, *, order: str = "new", stance: str = "", start: int = 0, size: int = 30
) -> list[PostRow]:
    """A page of posts, each reply behind the post that it replies to."""
    sql = _POSTS + " and not p.is_opening"
    if stance:
        sql += " and p.stance = %(stance)s"
    sql += f" order by {ORDERS.get(order, ORDERS['new'])} limit %(size)s offset %(start)s"
    return _rows(sql, topic=topic_id, me=me, stance=stance, start=start, size=size)


def stance_counts(topic_id: int) -> dict[str, int]:
    """How many posts, the first one not counted, stand for, against and so on."""
    sql = (
        "select stance, count(*) from forum_post where topic_id = %s and not is_opening"
        " and state in ('shown', 'hidden', 'removed') group by stance"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [topic_id])
        return dict(cursor.fetchall())


def place_of(post: Post, order: str = "new") -> int:
    """How many listed posts stand before this one, for the page that it stands on."""
    root = post.thread_id or post.pk
    values: dict[str, Any] = {"topic": post.topic_id, "root": root, "id": post.pk, "listed": list(LISTED)}
    sql = _NEWER if order == "new" else _OLDER
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.fetchone()[0])


def all_posts(topic_id: int) -> Iterable[PostRow]:
    """Every shown post in the order of time, for the file."""
    return _rows(_POSTS + " and p.state = 'shown' order by p.at, p.id", topic=topic_id, me=None)


def _rows(sql: str, **values: Any) -> list[PostRow]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [PostRow(*row) for row in cursor.fetchall()]
