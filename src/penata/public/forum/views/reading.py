"""The forum as everyone reads it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.rules import EVERYONE, opens_to
from penata.foundation.tables.exports import stream_csv

from .. import paging, queries
from ..models import Post, Topic
from ..rules import MODERATE
from ..rules.life import PAGE
from . import visitor

TOPICS = 20


def number(text: str) -> int | None:
    """A key from an address; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


@opens_to(EVERYONE)
def topics(request: HttpRequest) -> HttpResponse:
    """The list, as it was asked for."""
    filters, on = _filters(request), timezone.localdate()
    found, instead = queries.found(filters)
    page = Paginator(found, TOPICS).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "instead": instead,
        "page": page,
        "rows": queries.rows(page.object_list, on),
        "states": paging.state_options(request.GET, filters, queries.state_counts()),
        "sorts": paging.sort_options(request.GET, filters.sort),
        "query": paging.without_page(request.GET),
        **paging.chosen(filters, on),
    }
    return render(request, "forum/topics.html", context)


def _filters(request: HttpRequest) -> queries.Filters:
    asked = request.GET
    return queries.Filters(
        words=asked.get("q", "").strip()[:200],
        service=number(asked.get("service", "")),
        area=number(asked.get("area", "")),
        state=asked.get("state", "") if asked.get("state") in Topic.State.values else "",
        sort=asked.get("sort", "") if asked.get("sort") in queries.SORTS else "last",
    )


@opens_to(EVERYONE)
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    """A topic with a page of its posts."""
    found = queries.topic(pk)
    if found is None:
        raise Http404(_("Topik ini tidak ada, atau tidak ditampilkan."))
    return render(request, "forum/topic.html", topic_context(request, found))


def topic_context(request: HttpRequest, topic: Topic) -> dict[str, Any]:
    """Official answers and the first post on top, then a page of what others wrote; as many queries however many."""
    order = request.GET.get("order", "") if request.GET.get("order") in paging.ORDERS else "new"
    stance = request.GET.get("stance", "") if request.GET.get("stance") in Post.Stance.values else ""
    counts = queries.stance_counts(topic.pk)
    total = counts.get(stance, 0) if stance else sum(counts.values())
    page = Paginator(range(total), PAGE).get_page(request.GET.get("page"))
    start, on = max(page.start_index() - 1, 0), timezone.localdate()
    participant = visitor.known(request)
    me = participant.pk if participant else None
    steps = list(queries.steps(topic.pk))
    return {
        "topic": queries.row_of(topic, on),
        "record": topic,
        "opening": queries.opening(topic.pk, me),
        "posts": queries.posts(topic.pk, me, order=order, stance=stance, start=start, size=PAGE) if total else [],
        "page": page,
        "total": sum(counts.values()),
        "orders": paging.order_options(request.GET, order),
        "stances": paging.stance_options(request.GET, stance, counts),
        "query": paging.without_page(request.GET),
        "answers": list(queries.answers(topic.pk)),
        "steps": steps,
        "closed": next((one for one in reversed(steps) if one.kind == "closed"), None) if topic.closed_at else None,
        "today": on,
        "reply": "" if topic.closed_at else reverse("forum:reply", args=[topic.pk]),
        "me_known": me is not None,
        "is_following": me is not None and queries.follows(topic.pk, me),
        **_for_staff(request, topic),
    }


def _for_staff(request: HttpRequest, topic: Topic) -> dict[str, Any]:
    standing = request.standing
    if not standing.is_staff:
        return {}
    seen = queries.sight(standing, on=timezone.localdate())
    return {"may_answer": queries.may_answer(topic, seen), "may_moderate": standing.may(MODERATE)}


COLUMNS = (
    pgettext_lazy("column of the forum's file", "Nomor"), _l("Membalas nomor"), _l("Sikap"), _l("Jabatan penulis"),
    _l("Tulisan"), _l("Waktu"), _l("Dukungan"),
)  # fmt: skip


@opens_to(EVERYONE)
def posts_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What everyone may read of a topic, as open data: residents' names are left out."""
    found = queries.topic(pk)
    if found is None:
        raise Http404
    rows = (
        (row.id, row.thread or "", row.stance_label if row.stance else "", row.name if row.title else "", row.words,
         row.at, row.supports)
        for row in queries.all_posts(found.pk)
    )  # fmt: skip
    return stream_csv(COLUMNS, rows, f"forum-{found.pk}")
