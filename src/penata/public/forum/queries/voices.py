"""Who spoke in topics, hearings and opinion polls, or follows them, and left something by which he can be told."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from ..models import Comment, Contribution, Participant, Post, Statement


@dataclass(frozen=True, slots=True)
class Reachable:
    """By his account, or else by the address that he left."""

    account_id: int | None
    email: str
    language: str = "id"


def reachable(
    topics: Collection[int] = (), hearings: Collection[int] = (), conversations: Collection[int] = ()
) -> Iterator[Reachable]:
    """Authors and followers of topics; whose comments and statements are shown in hearings and polls.

    Four queries at most. Some may come twice. Who only voted, or was erased, is known to nobody.
    """
    if topics:
        written = Post.objects.filter(topic__in=topics, state=Post.State.SHOWN).values("author")
        for people in (
            Participant.objects.filter(pk__in=written),
            Participant.objects.filter(follows__topic__in=topics, follows__confirmed_at__isnull=False).distinct(),
        ):
            known = people.filter(Q(account__isnull=False) | ~Q(email="") & Q(confirmed_at__isnull=False))
            for account, email, language in known.order_by("pk").values_list("account_id", "email", "language"):
                yield Reachable(account, "" if account else email, language)
    if hearings:
        yield from _given(Comment.objects.filter(hearing__in=hearings))
    if hearings or conversations:
        heard = Statement.objects.filter(conversation__hearing__in=hearings)
        yield from _given(heard | Statement.objects.filter(conversation__in=conversations))


def _given(contributions: Any) -> Iterator[Reachable]:
    """Addresses are gone once a hearing told its outcome (`keeping`); accounts stay."""
    shown = contributions.filter(state=Contribution.State.SHOWN).exclude(digest="")
    for account, email in shown.order_by("pk").values_list("account_id", "email"):
        if account or email:
            yield Reachable(account, "" if account else email)
