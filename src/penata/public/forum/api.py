"""Topics as open data: what everyone may read, without the names of residents."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from ninja.errors import HttpError

from penata.foundation.accounts.rules import EVERYONE, opens_to

from . import queries
from .models import Topic

router = Router(tags=["Forum"])
TOPICS, POSTS = 50, 100


@router.get("/topics", summary="Topik forum, atau yang cocok dengan kata")
@opens_to(EVERYONE)
def topics(
    request: HttpRequest, q: str = Query("", max_length=200), state: str = "", sort: str = "last", page: int = 1
) -> dict[str, Any]:
    """Fifty a page, the last talked about first; `sort` new or supported."""
    state = state if state in Topic.State.values else ""
    found, instead = queries.found(queries.Filters(words=q.strip(), state=state, sort=sort))
    here = Paginator(found, TOPICS).get_page(page)
    rows = queries.rows(here.object_list, timezone.localdate())
    return {"instead": instead, "pages": here.paginator.num_pages, "topics": [asdict(row) for row in rows]}


@router.get("/topics/{pk}", summary="Sebuah topik, jawaban resmi, dan tulisannya")
@opens_to(EVERYONE)
def topic(request: HttpRequest, pk: int, page: int = 1) -> dict[str, Any]:
    """The topic with official answers, what became of it, and a hundred posts a page."""
    found = queries.topic(pk) if 0 < pk < 2**63 else None
    if found is None:
        raise HttpError(404, "no such topic")
    opening = queries.opening(found.pk, None)
    start = (max(1, min(page, 10_000)) - 1) * POSTS
    posts = queries.posts(found.pk, None, order="old", start=start, size=POSTS)
    return {
        **asdict(queries.row_of(found, timezone.localdate())),
        "words": opening.words if opening else "",
        "answers": [{field: getattr(one, name) for field, name in ANSWER.items()} for one in queries.answers(found.pk)],
        "steps": [{field: getattr(one, name) for field, name in STEP.items()} for one in queries.steps(found.pk)],
        "posts": [_post(row) for row in posts],
    }


ANSWER = {
    "position": "title_then", "unit": "unit_then", "mandate": "mandate", "words": "words", "at": "at",
    "promise": "promise", "promised_on": "promised_on", "kept_at": "kept_at",
}  # fmt: skip
STEP = {"kind": "kind", "state": "state", "because": "because", "position": "title_then", "at": "at"}


def _post(row: queries.PostRow) -> dict[str, Any]:
    return {
        "id": row.id, "reply_to": row.thread, "stance": row.stance, "position": row.name if row.title else "",
        "words": row.words if row.state == "shown" else "", "state": row.state, "at": row.at, "supports": row.supports,
    }  # fmt: skip
